"""How far is the vision for learning clear, widely understood and supported?"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from learningculture.disclosure import Turnout
from portfolio.disclosure.minimums import Withheld, withheld_below
from portfolio.disclosure.rounding import rounded_participation, sealed_share
from portfolio.findings import DECIMALS, Comparison, Finding
from portfolio.indicators.pulse import agreement
from portfolio.indicators.scope import Result, Scope, Then
from portfolio.indicators.shares import Sample, Told, census_of, range_words, sampled, told
from portfolio.records.staff import commitments_carried
from portfolio.records.terms import terms_to_compare
from portfolio.records.vision import explained_back, spoke_of_the_vision, student_echo, themes_replied_to
from portfolio.statistics.agreement import GwetAC1, gwet_ac1
from portfolio.statistics.results import NotEstimable

MIN_EXPLANATIONS = 10
MIN_STAFF = 10
MIN_THEMES = 5
MIN_STUDENTS = 20
MIN_COMMITMENTS = 3

SEED = 20260901
"""Of the bootstrap behind the raters' agreement: any fixed number gives the same bytes twice."""

MOST_AGREEMENT_TOLD = 7
"""Tenths of AC1 beyond which only "or more" is told."""

RATERS_AGREE_FROM = 0.4
"""Lower limit of AC1 below which the two raters did not read the same thing (as domain.md §6.4 has it for Q4.2)."""


def explain_back(scope: Scope) -> Result:
    """Q1.1. The raters' agreement stands in the notes; where it is poor, the figure says nothing either way."""
    now = explained_back(scope.term)
    earlier = terms_to_compare(scope.term, last_year_first=True)
    then = next((Then(each, counted) for each in earlier if (counted := explained_back(each.term))), None)
    blank = Finding(indicator="Q1.1", window=scope.window, n_of=_("explanations"))
    inputs = [now, then.counted if then else None]
    if now is None:
        return Result(inputs, [blank.withholding(_("No round of explaining the vision back was read in this term."))])
    share = _explained(now)
    if isinstance(share, Withheld):
        return Result(inputs, [blank.withholding(str(share))])
    before = _explained(then.counted) if then else None
    comparison = Comparison(rule=then.earlier.rule, term=then.title) if then else Comparison()
    if isinstance(before, Withheld):
        before, comparison = None, replace(comparison, reason=_("Not comparable: the earlier figure is withheld."))
    finding = told(blank, share, then=before, comparison=comparison, minimum=MIN_EXPLANATIONS)
    return Result(inputs, [_with_raters(finding, share, now["agreement"])])


def _explained(counted: dict[str, Any]) -> Told | Withheld:
    turnout = Turnout(counted["coded"], counted["invited"])
    if few := withheld_below(turnout.least, MIN_EXPLANATIONS, _("explanations")):
        return few
    share = sealed_share(counted["name_two"], turnout)
    response = rounded_participation(counted["coded"], counted["invited"])
    if isinstance(share, Withheld) or isinstance(response, Withheld):
        return share if isinstance(share, Withheld) else Withheld(str(response))
    return Told(share, turnout.least, response / 100)


def _with_raters(finding: Finding, share: Told, agreement_counts: list[int]) -> Finding:
    both, first, second, neither = agreement_counts
    found = gwet_ac1([[both, first], [second, neither]], seed=SEED)
    said = _("{shown} of {n} explanations named two commitments or more, by both raters ({range}).")
    words = {"shown": finding.shown, "n": finding.n, "range": range_words(share.interval)}
    interval = _("95 %% interval, %(range)s, worked out from the rounded figures") % {"range": words["range"]}
    finding = replace(finding, said=said, words=words, interval=interval, seed=SEED)
    if isinstance(found, NotEstimable):
        return replace(finding, notes=(str(found),))
    agree = _("Gwet’s AC1 of the two raters over texts and commitments: %s.") % _told_agreement(found)
    if found.interval.low >= RATERS_AGREE_FROM:
        return replace(finding, notes=(agree,))
    doubt = _("The raters did not read the same things, so this says nothing for or against.")
    return replace(finding, notes=(agree, doubt), standing=Finding(indicator="Q1.1").standing, verdict="")


def _told_agreement(found: GwetAC1) -> str:
    """To one decimal, the limits outwards, and nothing finer beyond 0.7.

    In two decimals the figure and its limits would give away how many texts name anything at all, and that none does.
    """
    ac1, low, high = (round(10 * value, DECIMALS) for value in (found.ac1, found.interval.low, found.interval.high))
    most = MOST_AGREEMENT_TOLD
    words = {
        "ac1": f"{round(ac1) / 10:.1f}" if round(ac1) < most else _("%(most).1f or more") % {"most": most / 10},
        "low": f"{min(most, math.floor(low)) / 10:.1f}",
        "high": f"{math.ceil(high) / 10:.1f}" if math.ceil(high) < most else "1",
    }
    return _("%(ac1)s, from %(low)s to %(high)s") % words


def support(scope: Scope) -> Result:
    """Q1.2."""
    return agreement(scope, "Q1.2", 1)


def dialogue(scope: Scope) -> Result:
    """Q1.3. A lower bound: what is said without a name is counted to nobody."""
    result = census_of(
        scope,
        "Q1.3",
        spoke_of_the_vision,
        "spoke",
        "eligible",
        minimum=MIN_STAFF,
        unit=_("staff"),
        said=_("{numerator} of {denominator} staff spoke about the vision by name, or met about it, in three terms."),
    )
    (finding,), (now, _before) = result.findings, result.inputs
    if not now["unnamed"] or finding.withheld:
        return result
    note = _("What was said without a name is counted to nobody: this is the least that took part.")
    return replace(result, findings=[replace(finding, notes=(note,))])


def replies(scope: Scope) -> Result:
    """Q1.4."""
    return census_of(
        scope,
        "Q1.4",
        lambda term: themes_replied_to(term, scope.as_of),
        "replied",
        "themes",
        minimum=MIN_THEMES,
        unit=_("themes that were due an answer"),
        said=_("{numerator} of {denominator} themes were answered in the open within fifteen school days."),
    )


def threads(scope: Scope) -> Result:
    """Q1.5."""
    return census_of(
        scope,
        "Q1.5",
        commitments_carried,
        "carried",
        "commitments",
        minimum=MIN_COMMITMENTS,
        unit=_("commitments"),
        said=_("{numerator} of {denominator} commitments were carried by both an enquiry and students’ evidence."),
    )


def echo(scope: Scope) -> Result:
    """Q1.6."""
    now = student_echo(scope.term)
    earlier = terms_to_compare(scope.term, last_year_first=True)
    then = next((Then(each, counted) for each in earlier if (counted := student_echo(each.term))["talked"]), None)
    finding = sampled(
        scope,
        "Q1.6",
        _sample(now),
        minimum=MIN_STUDENTS,
        unit=_("students"),
        said=_(
            "{numerator} of {denominator} students drawn by chance could say what they are getting better at ({range})."
        ),
        then=Then(then.earlier, _sample(then.counted)) if then else None,
    )
    return Result([now, then.counted if then else None], [finding])


def _sample(counted: dict[str, int]) -> Sample:
    return Sample(counted["could_say"], counted["talked"], counted["drawn"])
