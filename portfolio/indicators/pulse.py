"""The staff pulse, statement by statement, for whichever question it serves. Only released, rounded figures go on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from learningculture.disclosure import Turnout
from portfolio.disclosure.minimums import MIN_STAFF_ANSWERS, Withheld, withheld_pulse, withheld_trend
from portfolio.disclosure.rounding import rounded_participation, sealed_share
from portfolio.findings import Comparison, Finding, percent_of
from portfolio.indicators.scope import Result, Scope, Then
from portfolio.indicators.shares import Told, range_words, told
from portfolio.records.staff import pulse_in
from portfolio.records.terms import terms_to_compare
from portfolio.statistics.proportions import FULL_ENOUGH_RESPONSE
from vision.pulse_items import PULSE_ITEMS

LEAST_FAVOURABLE = 3
"""Answers 4 and 5 of five are agreement: the counts from this place on."""


def agreement(scope: Scope, indicator: str, question: int) -> Result:
    """One finding per statement of the pulse that serves the question."""
    pulse = pulse_in(scope.term)
    then = next(
        (
            Then(earlier, counted)
            for earlier in terms_to_compare(scope.term, last_year_first=True)
            if (counted := pulse_in(earlier.term)) and not counted["discarded"]
        ),
        None,
    )
    inputs = [pulse, then.counted if then else None]
    blank = Finding(indicator=indicator, window=scope.window, n_of=_("answers"))
    if pulse is None:
        return Result(inputs, [blank.withholding(_("No staff pulse was closed in this term."))])
    items = [item for item in PULSE_ITEMS if item.question == question]
    return Result(inputs, [_statement(blank, item, pulse, then) for item in items])


def _statement(blank: Finding, item: Any, pulse: dict[str, Any], then: Then | None) -> Finding:
    asked = {entry["key"]: entry for entry in pulse["items"]}.get(item.key)
    blank = replace(blank, part=item.key, label=asked["wording"] if asked else str(item.wording))
    now = _told(asked, pulse, about_leaders=item.about_leaders)
    if isinstance(now, Withheld):
        return blank.withholding(f"“{blank.label}”: {now}")
    before, comparison = _earlier(item, pulse, then, asked, now)
    finding = told(blank, now, then=before, comparison=comparison, minimum=MIN_STAFF_ANSWERS)
    bounds = _bounds(now) if now.coverage < FULL_ENOUGH_RESPONSE else None
    return replace(
        finding,
        said=_said(bounds is not None),
        words=_words(finding, now, bounds),
        bounds=bounds,
        interval=_("95 %% interval, %(range)s, worked out from the rounded figures")
        % {"range": range_words(now.interval)},
        notes=(_("Counts are not shown: shares are rounded so that nobody’s answer can be worked out."),),
    )


def _said(with_bounds: bool) -> str:
    if with_bounds:
        return _("“{statement}”: {shown} of {n} answers agree ({range}; among everybody invited {least} to {most}).")
    return _("“{statement}”: {shown} of {n} answers agree ({range}).")


def _words(finding: Finding, now: Told, bounds: tuple[float, float] | None) -> dict[str, str]:
    least, most = bounds or (0.0, 1.0)
    return {
        "shown": finding.shown,
        "statement": finding.label,
        "n": finding.n,
        "range": range_words(now.interval),
        "least": percent_of(least),
        "most": percent_of(most),
    }


def _told(asked: dict[str, Any] | None, pulse: dict[str, Any], *, about_leaders: bool) -> Told | Withheld:
    """The share of agreement as it may be shown; the stricter of two rules holds (promises.md §3.2, domain.md §6.0)."""
    counts = asked["counts"] if asked else []
    if pulse["discarded"] or not counts:
        return Withheld(_("Withheld: too few answers, so none were opened or released."))
    answers = sum(counts)
    if refused := withheld_pulse(answers, invited=pulse["invited"], about_leader=about_leaders):
        return refused
    turnout = Turnout(answers, pulse["invited"])
    share = sealed_share(sum(counts[LEAST_FAVOURABLE:]), turnout)
    response = rounded_participation(pulse["answered"], pulse["invited"])
    if isinstance(share, Withheld) or isinstance(response, Withheld):
        return share if isinstance(share, Withheld) else Withheld(str(response))
    return Told(share, turnout.least, response / 100)


def _earlier(
    item: Any, pulse: dict[str, Any], then: Then | None, asked: Any, now: Told
) -> tuple[Told | None, Comparison]:
    if then is None:
        return None, Comparison()
    named = Comparison(rule=then.earlier.rule, term=then.title)
    was = {entry["key"]: entry for entry in then.counted["items"]}.get(item.key)
    before = _told(was, then.counted, about_leaders=item.about_leaders)
    if was is None or isinstance(before, Withheld):
        return None, replace(named, reason=_("Not comparable: the earlier figure is withheld."))
    if was["wording"] != asked["wording"] or then.counted["item_version"] != pulse["item_version"]:
        return before, replace(named, reason=_("Not comparable: the wording of the items has changed."))
    few = withheld_trend(int(now.weight), int(before.weight))
    return before, replace(named, reason=str(few)) if few else named


def _bounds(now: Told) -> tuple[float, float]:
    """The share among all invited, whatever the others think; from the figures as they are told."""
    least, most = now.limits
    return least * now.coverage, most * now.coverage + 1 - now.coverage
