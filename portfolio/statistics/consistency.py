"""Consistency of scales and raters: Cronbach's alpha and the intraclass correlations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import f

from portfolio.statistics.results import ALPHA, Floats, Interval, NotEstimable, no_variation, too_few

MISSING_RULE = "Only respondents who answered every item are counted."
REVERSED_ITEM = "Alpha is negative: look for an item that is worded the other way round."


@dataclass(frozen=True)
class CronbachAlpha:
    """Alpha, at most 1, with its Feldt 95 % interval; `missing_rule` and a `caution` that is not empty go beside it."""

    alpha: float
    interval: Interval
    items: int
    n: int
    left_out: int
    caution: str
    missing_rule: str = MISSING_RULE


@dataclass(frozen=True)
class IntraclassCorrelation:
    """One of Shrout & Fleiss's six forms, 0 to 1; `caution` says so when a negative estimate is printed as 0."""

    value: float
    caution: str


@dataclass(frozen=True)
class IntraclassCorrelations:
    """
    The six forms: 1 random raters per target, 2 the same random raters, 3 these raters only; single or mean of k.

    Mean squares: `bms` between targets, `wms` within, `jms` between raters, `ems` residual.
    """

    icc11: IntraclassCorrelation
    icc21: IntraclassCorrelation
    icc31: IntraclassCorrelation
    icc1k: IntraclassCorrelation
    icc2k: IntraclassCorrelation
    icc3k: IntraclassCorrelation
    bms: float
    wms: float
    jms: float
    ems: float
    targets: int
    raters: int
    left_out: int


def cronbach_alpha(answers: Sequence[Sequence[float | None]]) -> CronbachAlpha | NotEstimable:
    """
    Cronbach's alpha of answers of shape (respondents, items), incomplete respondents left out and counted.

    Too few under 2 items or 3 complete respondents; no variation when all have one total. Ragged rows raise ValueError.
    Source: Cronbach 1951; interval: Feldt, Woodruff & Salih 1987, Applied Psychological Measurement 11:93.
    """
    complete, left_out = _complete_rows(answers)
    n, items = complete.shape
    if items < 2 or n < 3:
        return too_few(f"Alpha needs 2 items and 3 complete respondents; there are {items} and {n}.")
    total_variance = float(complete.sum(axis=1).var(ddof=1))
    if np.ptp(complete.sum(axis=1)) == 0:
        return no_variation("All respondents have the same total.")
    alpha = alpha_from_variances(items, float(complete.var(axis=0, ddof=1).sum()), total_variance)
    assert isinstance(alpha, float)
    return CronbachAlpha(alpha, feldt_interval(alpha, items, n), items, n, left_out, REVERSED_ITEM if alpha < 0 else "")


def alpha_from_variances(items: int, sum_item_variances: float, total_variance: float) -> float | NotEstimable:
    """Cronbach's alpha from printed variances; too few under 2 items, no variation when the total has none."""
    if items < 2:
        return too_few("Alpha needs at least 2 items.")
    if total_variance <= 0:
        return no_variation("All respondents have the same total.")
    return items / (items - 1) * (1 - sum_item_variances / total_variance)


def feldt_interval(alpha: float, items: int, n: int) -> Interval:
    """Feldt's 95 % interval of alpha from `n` respondents to `items` items; at most 1."""
    degrees = n - 1, (n - 1) * (items - 1)
    low, high = (1 - (1 - alpha) * float(f.ppf(p, *degrees)) for p in (1 - ALPHA / 2, ALPHA / 2))
    return Interval(low, high)


def intraclass_correlations(ratings: Sequence[Sequence[float | None]]) -> IntraclassCorrelations | NotEstimable:
    """
    Shrout & Fleiss's six intraclass correlations of ratings of shape (targets, raters).

    Targets with a gap are left out and counted. Too few under 2 complete targets or raters; no variation when all
    ratings are the same. Ragged rows raise ValueError. Source: Shrout & Fleiss 1979, Psychological Bulletin 86:420.
    """
    table, left_out = _complete_rows(ratings)
    n, k = table.shape
    if n < 2 or k < 2:
        return too_few(f"Intraclass correlations need 2 complete targets and 2 raters; there are {n} and {k}.")
    if np.ptp(table) == 0:
        return no_variation("Every rating is the same.")
    bms, wms, jms, ems = _mean_squares(table)
    return IntraclassCorrelations(
        icc11=_correlation(bms - wms, bms + (k - 1) * wms),
        icc21=_correlation(bms - ems, bms + (k - 1) * ems + k * (jms - ems) / n),
        icc31=_correlation(bms - ems, bms + (k - 1) * ems),
        icc1k=_correlation(bms - wms, bms),
        icc2k=_correlation(bms - ems, bms + (jms - ems) / n),
        icc3k=_correlation(bms - ems, bms),
        bms=bms,
        wms=wms,
        jms=jms,
        ems=ems,
        targets=n,
        raters=k,
        left_out=left_out,
    )


def _mean_squares(table: Floats) -> tuple[float, float, float, float]:
    n, k = table.shape
    grand = table.mean()
    between = k * float(((table.mean(axis=1) - grand) ** 2).sum())
    judges = n * float(((table.mean(axis=0) - grand) ** 2).sum())
    within = float(((table - table.mean(axis=1, keepdims=True)) ** 2).sum())
    residual = max(0.0, within - judges)
    return between / (n - 1), within / (n * (k - 1)), judges / (k - 1), residual / ((n - 1) * (k - 1))


def _correlation(numerator: float, denominator: float) -> IntraclassCorrelation:
    if numerator <= 0 or denominator <= 0:
        return IntraclassCorrelation(0.0, "The estimate of the variance between targets is not positive; shown as 0.")
    return IntraclassCorrelation(min(1.0, numerator / denominator), "")


def _complete_rows(rows: Sequence[Sequence[float | None]]) -> tuple[Floats, int]:
    table = np.array(rows, dtype=np.float64)
    if table.ndim != 2:
        raise ValueError("One row per respondent or target is expected, all of one length.")
    keep = np.isfinite(table).all(axis=1)
    return table[keep], int((~keep).sum())
