"""Where a figure comes from: the lines of the drawer that opens under it."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolio.findings import Comparison, Finding, percent_of
from portfolio.indicators.defined import Definition

RULES = {"T1": gettext_lazy("same term last year"), "T2": gettext_lazy("the term before")}

Fact = tuple[str, Any]


def facts_of(definition: Definition, finding: Finding) -> list[Fact]:
    """Definition, counts, coverage, interval, comparison, window, and what was withheld and why."""
    facts: list[Fact | None] = [
        (_("What it is"), definition.sentence),
        (_("Counted"), _counted(definition.numerator, finding.numerator)),
        (_("Out of"), _counted(definition.denominator, finding.denominator)),
        (_("n"), f"{finding.n} {finding.n_of}") if finding.n else None,
        (_("Coverage"), _coverage(finding)) if finding.coverage is not None else None,
        (_("Interval"), finding.interval or definition.uncertainty_words),
        (_("Among everybody"), _range(finding.bounds, finding)) if finding.bounds else None,
        (_("Verdict"), _verdict(finding)) if not finding.withheld else None,
        (_("Compared with"), _comparison(finding, finding.comparison)) if finding.comparison else None,
        (_("Rule of comparison"), definition.comparison_words),
        (_("Least needed"), definition.minimum),
        (_("Withheld"), finding.withheld) if finding.withheld else None,
        (_("Records"), definition.records),
        (_("Window"), _window(finding)) if finding.window[0] else None,
        *((_("Note"), note) for note in finding.notes),
        (_("Seed of the draws"), finding.seed) if finding.seed is not None else None,
    ]
    return [fact for fact in facts if fact]


def _counted(words: Any, count: int | None) -> str:
    return str(words) if count is None else _("%(words)s: %(count)d") % {"words": words, "count": count}


def _coverage(finding: Finding) -> str:
    share = percent_of(finding.coverage or 0.0)
    if finding.eligible is None:
        return share
    return _("%(share)s of %(eligible)d who could have been counted") % {"share": share, "eligible": finding.eligible}


def _verdict(finding: Finding) -> str:
    return _(finding.verdict) if finding.verdict else _("none: see the comparison")


def _comparison(finding: Finding, comparison: Comparison) -> str:
    parts = [_named(comparison)] if comparison.term else []
    if comparison.shown:
        parts.append(_("then %(shown)s") % {"shown": comparison.shown})
    if comparison.difference is not None:
        parts.append(_("change %(by)s") % {"by": _signed(comparison.difference, finding.unit)})
    if comparison.low is not None and comparison.high is not None:
        parts.append(_range((comparison.low, comparison.high), finding, signed=True))
    if comparison.reason:
        parts.append(comparison.reason[0].upper() + comparison.reason[1:])
    return " · ".join(parts)


def _named(comparison: Comparison) -> str:
    rule = RULES.get(comparison.rule, _("the first judged term of the year"))
    return _("%(term)s (%(rule)s)") % {"term": comparison.term, "rule": rule}


def _range(ends: tuple[float, float], finding: Finding, *, signed: bool = False) -> str:
    low, high = (_signed(end, finding.unit) if signed else percent_of(end) for end in ends)
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _signed(value: float, unit: str) -> str:
    if unit == "sd":
        return _("%(value)+.2f SD") % {"value": value}
    return _("%(value)+d points") % {"value": round(value * 100)}


def _window(finding: Finding) -> str:
    first, last = (parse_date(day) or datetime.date.min for day in finding.window)
    return _("%(first)s to %(last)s") % {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
