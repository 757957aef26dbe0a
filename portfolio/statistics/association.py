"""Rank association, and p-values of many comparisons."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import kendalltau, norm, spearmanr
from statsmodels.stats.multitest import multipletests

from portfolio.statistics.results import (
    ALPHA,
    Interval,
    Measurements,
    NotEstimable,
    complete_pairs,
    no_variation,
    too_few,
)

STATSMODELS_NAME = {"holm": "holm", "benjamini-hochberg": "fdr_bh"}


@dataclass(frozen=True)
class RankAssociation:
    """A rank correlation, −1 to 1, its 95 % interval, two-sided p-value, pairs used and pairs left out."""

    coefficient: float
    interval: Interval | NotEstimable
    p_value: float
    n: int
    left_out: int


@dataclass(frozen=True)
class AdjustedPValues:
    """Adjusted p-values in the order given, None where one was missing; `tested` + `missing` = all."""

    adjusted: tuple[float | None, ...]
    method: str
    tested: int
    missing: int


def spearman(first: Measurements, second: Measurements) -> RankAssociation | NotEstimable:
    """
    Spearman's rho, ties averaged; pairs with a gap are left out and counted.

    Too few under 3 pairs; no variation when a column is constant. Unequal lengths raise ValueError.
    Interval: Bonett & Wright 2000, Psychometrika 65:23.
    """
    return _associate(first, second, "spearman")


def kendall(first: Measurements, second: Measurements) -> RankAssociation | NotEstimable:
    """
    Kendall's tau-b; pairs with a gap are left out and counted.

    Too few under 3 pairs; no variation when a column is constant. Unequal lengths raise ValueError.
    Interval: Fieller, Hartley & Pearson 1957, Biometrika 44:470.
    """
    return _associate(first, second, "kendall")


def adjust_p_values(
    p_values: Sequence[float | None], *, method: Literal["holm", "benjamini-hochberg"]
) -> AdjustedPValues | NotEstimable:
    """
    Holm for the declared focus, Benjamini–Hochberg elsewhere; missing p-values (None or nan) are dropped and counted.

    Too few when none is left. A p-value outside 0 to 1 raises ValueError. Source: statistics.md, last row of the table.
    """
    present = [(place, float(p)) for place, p in enumerate(p_values) if p is not None and not math.isnan(p)]
    if any(not 0 <= p <= 1 for _, p in present):
        raise ValueError("A p-value lies between 0 and 1.")
    if not present:
        return too_few("No comparison gave a p-value.")
    corrected = multipletests([p for _, p in present], method=STATSMODELS_NAME[method])[1]
    adjusted: list[float | None] = [None] * len(p_values)
    for (place, _), value in zip(present, corrected, strict=True):
        adjusted[place] = float(value)
    return AdjustedPValues(tuple(adjusted), method, len(present), len(p_values) - len(present))


def _associate(
    first: Measurements, second: Measurements, kind: Literal["spearman", "kendall"]
) -> RankAssociation | NotEstimable:
    left, right, left_out = complete_pairs(first, second)
    if left.size < 3:
        return too_few(f"A rank correlation needs at least 3 pairs; there are {left.size}.")
    if np.ptp(left) == 0 or np.ptp(right) == 0:
        return no_variation("One of the two columns is the same for all.")
    result = spearmanr(left, right) if kind == "spearman" else kendalltau(left, right)
    coefficient = float(np.clip(result.statistic, -1, 1))
    interval = _fisher_interval(coefficient, left.size, kind)
    return RankAssociation(coefficient, interval, float(result.pvalue), left.size, left_out)


def _fisher_interval(coefficient: float, n: int, kind: Literal["spearman", "kendall"]) -> Interval | NotEstimable:
    if n < 5 or abs(coefficient) > 1 - 1e-12:
        return too_few("An interval needs at least 5 pairs that are not in perfect order.")
    variance = (1 + coefficient**2 / 2) / (n - 3) if kind == "spearman" else 0.437 / (n - 4)
    margin = float(norm.ppf(1 - ALPHA / 2)) * math.sqrt(variance)
    return Interval(math.tanh(math.atanh(coefficient) - margin), math.tanh(math.atanh(coefficient) + margin))
