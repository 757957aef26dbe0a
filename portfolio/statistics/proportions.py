"""Shares, differences of shares, and what non-response leaves open."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from portfolio.statistics.results import ALPHA, Interval, NotEstimable, too_few

# Below this response rate the non-response bounds stand beside the percentage (domain.md §2.6, rule 4).
FULL_ENOUGH_RESPONSE = 0.80
# Outer funnel limits: two-sided 99.8 %, about three standard errors (Spiegelhalter 2005).
FUNNEL_OUTER_ALPHA = 0.002


@dataclass(frozen=True)
class Share:
    """A count before its rate: numerator of denominator, of the eligible; `value` and `coverage` run from 0 to 1."""

    numerator: int
    denominator: int
    eligible: int
    interval: Interval | NotEstimable

    @property
    def value(self) -> float | NotEstimable:
        return self.numerator / self.denominator if self.denominator else too_few("There is nobody to count.")

    @property
    def coverage(self) -> float | NotEstimable:
        return self.denominator / self.eligible if self.eligible else too_few("Nobody was eligible.")


@dataclass(frozen=True)
class FunnelLimits:
    """Limits (fractions 0 to 1) within which a unit of size `n` would lie by chance alone."""

    n: int
    inner: Interval
    outer: Interval


def share_of(numerator: int, denominator: int, *, eligible: int) -> Share:
    """Share with its Wilson 95 % interval; ValueError unless 0 ≤ numerator ≤ denominator ≤ eligible."""
    if denominator > eligible:
        raise ValueError(f"{denominator} counted out of {eligible} eligible.")
    return Share(numerator, denominator, eligible, wilson_interval(numerator, denominator))


def wilson_interval(numerator: int, denominator: int) -> Interval | NotEstimable:
    """
    Wilson 95 % interval of a share, within 0 to 1; too few when the denominator is 0.

    Counts out of order raise ValueError. Source: Newcombe 1998, Statistics in Medicine 17:857, method 3.
    """
    _check_counts(numerator, denominator)
    if denominator == 0:
        return too_few("There is nobody to count.")
    low, high = proportion_confint(numerator, denominator, alpha=ALPHA, method="wilson")
    return Interval(max(0.0, float(low)), min(1.0, float(high)))


def newcombe_interval(count: int, n: int, count_earlier: int, n_earlier: int) -> Interval | NotEstimable:
    """
    95 % interval of the difference of two independent shares, first minus second, within −1 to 1.

    Too few when either denominator is 0; counts out of order raise ValueError.
    Source: Newcombe 1998, Statistics in Medicine 17:873, method 10.
    """
    _check_counts(count, n)
    _check_counts(count_earlier, n_earlier)
    if n == 0 or n_earlier == 0:
        return too_few("One of the two shares has nobody to count.")
    low, high = confint_proportions_2indep(count, n, count_earlier, n_earlier, compare="diff", method="newcomb")
    return Interval(max(-1.0, float(low)), min(1.0, float(high)))


def non_response_bounds(numerator: int, answered: int, invited: int) -> Interval | NotEstimable:
    """
    Hard bounds of the share among all invited, whatever those who did not answer think; within 0 to 1.

    Too few when nobody was invited; more answers than invitations, or than yes answers allow, raise ValueError.
    """
    _check_counts(numerator, answered)
    if answered > invited:
        raise ValueError(f"{answered} answers from {invited} invited.")
    if invited == 0:
        return too_few("Nobody was invited.")
    return Interval(numerator / invited, (numerator + invited - answered) / invited)


def needs_non_response_bounds(answered: int, invited: int) -> bool:
    """True when the response is so low that a staff percentage must stand beside its bounds."""
    return invited > 0 and answered / invited < FULL_ENOUGH_RESPONSE


def funnel_limits(theta: float, sizes: Sequence[int]) -> tuple[FunnelLimits, ...]:
    """
    Inner (95 %) and outer (99.8 %) limits around the overall share `theta`, one entry per size, for units of that size.

    Binomial quantiles, interpolated between whole counts. Source: Spiegelhalter 2005, Statistics in Medicine 24:1185.
    A share outside 0 to 1 (both excluded) or a size below 1 raises ValueError.
    """
    if not 0 < theta < 1 or any(n < 1 for n in sizes):
        raise ValueError("Funnel limits need an overall share between 0 and 1 and sizes of at least 1.")
    return tuple(
        FunnelLimits(n, _chance_limits(theta, n, ALPHA), _chance_limits(theta, n, FUNNEL_OUTER_ALPHA)) for n in sizes
    )


def _chance_limits(theta: float, n: int, alpha: float) -> Interval:
    low, high = (_interpolated_quantile(theta, n, p) for p in (alpha / 2, 1 - alpha / 2))
    return Interval(float(np.clip(low, 0, 1)), float(np.clip(high, 0, 1)))


def _interpolated_quantile(theta: float, n: int, p: float) -> float:
    count = float(binom.ppf(p, n, theta))
    overshoot = (binom.cdf(count, n, theta) - p) / binom.pmf(count, n, theta)
    return float((count - overshoot) / n)


def _check_counts(numerator: int, denominator: int) -> None:
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a share.")
