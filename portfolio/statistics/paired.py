"""The same people or objects twice: changed answers, and two ways of measuring one thing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, chi2

from portfolio.statistics.proportions import wilson_interval
from portfolio.statistics.results import Interval, Measurements, NotEstimable, complete_pairs, no_variation, too_few

# Limits of agreement hold about 95 % of differences; Bland & Altman 1986 printed 2, exact normal theory says 1.96.
LIMITS_IN_SD = 1.96


@dataclass(frozen=True)
class McNemar:
    """Paired yes/no answers: `difference` = second share minus first, −1 to 1, with interval; p-values two-sided."""

    difference: float
    interval: Interval
    chi2: float
    chi2_corrected: float
    p_value: float
    p_exact: float
    n: int


@dataclass(frozen=True)
class BlandAltman:
    """First minus second, in the unit of measurement; `limits` hold most single differences; r is Pearson's."""

    mean_difference: float
    sd_difference: float
    limits: Interval
    se_mean: float
    se_limit: float
    r: float | NotEstimable
    n: int
    left_out: int


def mcnemar(table: Sequence[Sequence[int]]) -> McNemar | NotEstimable:
    """
    McNemar's test of [[yes–yes, yes–no], [no–yes, no–no]] (rows: first time) with Newcombe's paired interval.

    Too few with an empty table; no variation when nobody changed. A wrong shape or negative count raises ValueError.
    Source: Agresti 2002, ch. 10; Newcombe 1998, Statistics in Medicine 17:2635, method 10.
    """
    counts = np.asarray(table)
    if counts.shape != (2, 2) or (counts < 0).any():
        raise ValueError("McNemar's test needs a 2 × 2 table of counts.")
    (a, b), (c, d) = counts.tolist()
    n, changed = a + b + c + d, b + c
    if n == 0:
        return too_few("There are no pairs.")
    if changed == 0:
        return no_variation("Nobody answered differently the second time.")
    statistic = (b - c) ** 2 / changed
    return McNemar(
        difference=(c - b) / n,
        interval=_paired_difference_interval(a, b, c, d),
        chi2=statistic,
        chi2_corrected=max(abs(b - c) - 1, 0) ** 2 / changed,
        p_value=float(chi2.sf(statistic, 1)),
        p_exact=float(binomtest(b, changed, 0.5).pvalue),
        n=n,
    )


def bland_altman(
    first: Measurements, second: Measurements, *, limits_in_sd: float = LIMITS_IN_SD
) -> BlandAltman | NotEstimable:
    """
    Mean difference and limits of agreement of two measurements of one thing, in their unit.

    Pairs with a missing value are left out and counted; too few under 3 pairs. Unequal lengths raise ValueError.
    Source: Bland & Altman 1986, Lancet 327:307.
    """
    left, right, left_out = complete_pairs(first, second)
    n = left.size
    if n < 3:
        return too_few(f"Limits of agreement need at least 3 pairs; there are {n}.")
    differences = left - right
    mean, sd = float(differences.mean()), float(differences.std(ddof=1))
    return BlandAltman(
        mean_difference=mean,
        sd_difference=sd,
        limits=Interval(mean - limits_in_sd * sd, mean + limits_in_sd * sd),
        se_mean=sd / math.sqrt(n),
        se_limit=sd * math.sqrt(3 / n),
        r=_pearson(left, right),
        n=n,
        left_out=left_out,
    )


def _pearson(left: np.ndarray, right: np.ndarray) -> float | NotEstimable:
    if np.ptp(left) == 0 or np.ptp(right) == 0:
        return no_variation("One of the two measurements is the same for all.")
    return float(np.corrcoef(left, right)[0, 1])


def _paired_difference_interval(a: int, b: int, c: int, d: int) -> Interval:
    n = a + b + c + d
    before, after = (a + b) / n, (a + c) / n
    wilson_before, wilson_after = wilson_interval(a + b, n), wilson_interval(a + c, n)
    assert isinstance(wilson_before, Interval) and isinstance(wilson_after, Interval)
    phi = _corrected_phi(a, b, c, d)
    down = _squared_and_added(after - wilson_after.low, wilson_before.high - before, phi)
    up = _squared_and_added(wilson_after.high - after, before - wilson_before.low, phi)
    difference = after - before
    return Interval(max(-1.0, difference - down), min(1.0, difference + up))


def _squared_and_added(x: float, y: float, phi: float) -> float:
    return math.sqrt(max(0.0, x * x - 2 * phi * x * y + y * y))


def _corrected_phi(a: int, b: int, c: int, d: int) -> float:
    """Correlation of the two answers, with Newcombe's continuity correction of a positive one."""
    product = (a + b) * (c + d) * (a + c) * (b + d)
    if product == 0:
        return 0.0
    excess = a * d - b * c
    corrected = max(excess - (a + b + c + d) / 2, 0) if excess > 0 else excess
    return corrected / math.sqrt(product)
