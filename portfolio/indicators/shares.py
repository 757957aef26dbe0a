"""Shares: of all records, and of those that may only be told rounded; how two terms are compared; where one stands."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from learningculture.disclosure import COARSE_STEP, Bound
from portfolio.disclosure.minimums import withheld_below
from portfolio.disclosure.rounding import RoundedShare
from portfolio.findings import Comparison, Finding, Standing, percent_of
from portfolio.indicators.definitions import BY_ID
from portfolio.indicators.scope import Result, Scope, Then
from portfolio.records.terms import terms_to_compare
from portfolio.statistics.proportions import newcombe_interval, wilson_interval
from portfolio.statistics.results import Interval, NotEstimable
from portfolio.statistics.verdicts import Period, Verdict, comparability, proportion_verdict
from school.models import Term

HALF = 0.5
"""The plain reading of a share, and no target: more than half speaks for, fewer than half against."""


@dataclass(frozen=True)
class Counted:
    """All records: so many of so many."""

    numerator: int
    denominator: int

    @property
    def shown(self) -> str:
        return _("%(numerator)d of %(denominator)d") % {"numerator": self.numerator, "denominator": self.denominator}


@dataclass(frozen=True)
class Told:
    """A share as it may be told. ``weight`` is the number of independent answers on which its interval rests.

    A weight that is not told beside the share is ``hidden``: then intervals are widened to the next 5 %, so that
    nobody can work the weight out, and from it how the answers lie.
    """

    rounded: RoundedShare
    weight: float
    coverage: float
    hidden: bool = False

    @property
    def share(self) -> float:
        return self.rounded.percent / 100

    @property
    def interval(self) -> Interval:
        """Of the rounded share: nothing finer than what is shown can be read from it."""
        found = wilson_interval(self.share * self.weight, self.weight)  # type: ignore[arg-type]
        assert isinstance(found, Interval)
        found = _widened(found) if self.hidden else found
        least, most = self.limits
        return Interval(min(found.low, least), max(found.high, most))

    @property
    def limits(self) -> tuple[float, float]:
        """Between what the share itself lies, as far as it is told."""
        least = 0.0 if self.rounded.bound == Bound.OR_FEWER else self.share
        return least, 1.0 if self.rounded.bound == Bound.OR_MORE else self.share


def _widened(interval: Interval) -> Interval:
    steps = 100 / COARSE_STEP
    return Interval(math.floor(interval.low * steps) / steps, math.ceil(interval.high * steps) / steps)


def census(
    scope: Scope, indicator: str, counted: Counted, *, minimum: int, unit: str, said: str, then: Then | None = None
) -> Finding:
    """A share of all records: no interval and no verdict. ``said`` names {numerator} and {denominator}."""
    blank = Finding(indicator=indicator, window=scope.window)
    if few := withheld_below(counted.denominator, minimum, unit):
        return blank.withholding(str(few))
    share = counted.numerator / counted.denominator
    return replace(
        blank,
        standing=_side_of_half(counted, diamond=BY_ID[indicator].diamond),
        said=said
        + (" " + _("No target is set: what is right depends on the school.") if BY_ID[indicator].diamond else ""),
        words={"numerator": str(counted.numerator), "denominator": str(counted.denominator)},
        numerator=counted.numerator,
        denominator=counted.denominator,
        eligible=counted.denominator,
        coverage=1.0,
        estimate=share,
        shown=counted.shown,
        n=str(counted.denominator),
        n_of=unit,
        interval=_("All records are counted, so there is no interval."),
        comparison=_census_comparison(share, then, minimum, unit) if then else _no_earlier(),
    )


def census_of(
    scope: Scope,
    indicator: str,
    read: Callable[[Term], Mapping[str, int]],
    part: str,
    whole: str,
    *,
    minimum: int,
    unit: str,
    said: str,
) -> Result:
    """A :func:`census` of what ``read`` counts by name in a term, ``part`` of ``whole``, beside the term before."""
    now = read(scope.term)
    earlier = next(iter(terms_to_compare(scope.term, last_year_first=False)), None)
    before = read(earlier.term) if earlier else None
    finding = census(
        scope,
        indicator,
        Counted(now[part], now[whole]),
        minimum=minimum,
        unit=unit,
        said=said,
        then=Then(earlier, Counted(before[part], before[whole])) if earlier and before else None,
    )
    return Result([now, before], [finding])


def _side_of_half(counted: Counted, *, diamond: bool) -> Standing:
    twice = 2 * counted.numerator - counted.denominator
    if diamond or twice == 0:
        return Standing.UNKNOWN
    return Standing.FOR if twice > 0 else Standing.AGAINST


def _census_comparison(share: float, then: Then, minimum: int, unit: str) -> Comparison:
    counted: Counted = then.counted
    named = Comparison(rule=then.earlier.rule, term=then.title)
    if withheld_below(counted.denominator, minimum, unit):
        reason = _("Not comparable: there were fewer than %(minimum)d %(unit)s.") % {"minimum": minimum, "unit": unit}
        return replace(named, reason=reason)
    return replace(
        named,
        shown=counted.shown,
        difference=share - counted.numerator / counted.denominator,
        reason=_("All records are counted in both terms: no interval, and so no verdict."),
    )


@dataclass(frozen=True)
class Sample:
    """So many of those asked, among those who were to be asked."""

    numerator: int
    denominator: int
    eligible: int

    @property
    def coverage(self) -> float:
        return self.denominator / self.eligible if self.eligible else 0.0


def sampled(
    scope: Scope, indicator: str, sample: Sample, *, minimum: int, unit: str, said: str, then: Then | None = None
) -> Finding:
    """A share of students asked, with Wilson's interval, and its change.

    ``said`` names {numerator}, {denominator} and {range}; outside the school the two counts are told rounded.
    """
    blank = Finding(indicator=indicator, window=scope.window)
    if few := withheld_below(sample.denominator, minimum, unit):
        return blank.withholding(str(few))
    interval = wilson_interval(sample.numerator, sample.denominator)
    assert isinstance(interval, Interval)
    comparison, verdict = _sample_comparison(sample, then, minimum)
    return replace(
        blank,
        standing=standing_of(interval, verdict),
        said=said,
        words={"range": range_words(interval)},
        counts={"numerator": sample.numerator, "denominator": sample.denominator},
        people=sample.denominator,
        numerator=sample.numerator,
        denominator=sample.denominator,
        eligible=sample.eligible,
        coverage=sample.coverage,
        estimate=sample.numerator / sample.denominator,
        low=interval.low,
        high=interval.high,
        shown=percent_of(sample.numerator / sample.denominator),
        n=str(sample.denominator),
        n_of=unit,
        interval=_("95 %% interval, %(range)s") % {"range": range_words(interval)},
        verdict=verdict,
        comparison=comparison,
    )


def _sample_comparison(now: Sample, then: Then | None, minimum: int) -> tuple[Comparison, str]:
    if then is None or not then.counted.denominator:
        return _no_earlier(), ""
    before: Sample = then.counted
    named = Comparison(rule=then.earlier.rule, term=then.title)
    periods = [Period("", "", each.coverage, each.denominator, minimum) for each in (now, before)]
    if refused := comparability(*periods):
        return replace(named, reason=str(refused)), ""
    named = replace(named, shown=percent_of(before.numerator / before.denominator))
    between = newcombe_interval(now.numerator, now.denominator, before.numerator, before.denominator)
    if isinstance(between, NotEstimable):
        return replace(named, reason=str(between)), ""
    difference = now.numerator / now.denominator - before.numerator / before.denominator
    change = replace(named, difference=difference, low=between.low, high=between.high)
    return change, str(proportion_verdict(between))


def _no_earlier() -> Comparison:
    return Comparison(reason=_("Not comparable: there are no records of an earlier term."))


def told(blank: Finding, now: Told, *, then: Told | None, comparison: Comparison, minimum: int) -> Finding:
    """A rounded share with its interval, its change and its standing. The caller adds words and n."""
    compared, verdict = _compared(now, then, comparison, minimum)
    interval = now.interval
    return replace(
        blank,
        standing=standing_of(interval, verdict),
        estimate=now.share,
        low=interval.low,
        high=interval.high,
        coverage=now.coverage,
        shown=now.rounded.text,
        n=now.rounded.n,
        verdict=verdict,
        comparison=compared,
    )


def standing_of(interval: Interval, verdict: str) -> Standing:
    """A clear change speaks first; otherwise the whole interval must lie on one side of half."""
    if verdict == Verdict.CLEARER_FALL or interval.lies_below(HALF):
        return Standing.AGAINST
    if verdict == Verdict.CLEARER_RISE or interval.lies_above(HALF):
        return Standing.FOR
    return Standing.UNKNOWN


def range_words(interval: Interval) -> str:
    """The interval as people say it."""
    return _("range %(low)s to %(high)s") % {"low": percent_of(interval.low), "high": percent_of(interval.high)}


def _compared(now: Told, then: Told | None, comparison: Comparison, minimum: int) -> tuple[Comparison, str]:
    if then is None:
        return (comparison if comparison.reason else _no_earlier()), ""
    comparison = replace(comparison, shown=then.rounded.text)
    if comparison.reason:
        return comparison, ""
    periods = [Period("", "", period.coverage, int(period.weight + 0.5), minimum) for period in (now, then)]
    if refused := comparability(*periods):
        return replace(comparison, reason=str(refused)), ""
    if not _has_told_change(now.rounded, then.rounded):
        return replace(comparison, reason=_("Not comparable: one of the two shares is told as a limit only.")), ""
    between = newcombe_interval(now.share * now.weight, now.weight, then.share * then.weight, then.weight)  # type: ignore[arg-type]
    if isinstance(between, NotEstimable):
        return replace(comparison, reason=str(between)), ""
    between = _widened(between) if now.hidden or then.hidden else between
    change = replace(comparison, difference=now.share - then.share, low=between.low, high=between.high)
    return change, str(proportion_verdict(between))


def _has_told_change(now: RoundedShare, then: RoundedShare) -> bool:
    """Whether the true change is at least the one between the told shares; a limit may only add to it."""
    if now.percent >= then.percent:
        added, taken = now.bound != Bound.OR_FEWER, then.bound != Bound.OR_MORE
    else:
        added, taken = now.bound != Bound.OR_MORE, then.bound != Bound.OR_FEWER
    both_exact = now.bound == then.bound == Bound.ABOUT
    return both_exact or (added and taken and now.percent != then.percent)
