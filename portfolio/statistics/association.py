"""Rank association, and p-values of many comparisons."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import kendalltau, norm, rankdata, spearmanr
from scipy.stats import t as student_t
from statsmodels.stats.multitest import multipletests

from portfolio.statistics.results import (
    ALPHA,
    Floats,
    Interval,
    Measurements,
    NotEstimable,
    as_floats,
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


def spearman_within(
    first: Measurements, second: Measurements, groups: Sequence[Hashable]
) -> RankAssociation | NotEstimable:
    """
    Spearman's rho inside groups: ranks are taken within each group, centred there, and then correlated over all.

    What differs between groups (older year groups score higher and rate themselves lower) adds nothing to it. With one
    group it is Spearman's rho. Groups of fewer than 3 complete pairs are left out and counted. Too few under 3 pairs;
    no variation when a column is constant in every group. Unequal lengths raise ValueError.
    Interval: Fisher's z with the variance of Bonett & Wright 2000, each further group costing one pair.
    """
    if not len(first) == len(second) == len(groups):
        raise ValueError("Two values and a group per person are expected.")
    left, right, used = _ranks_within(first, second, groups)
    if left.size < 3:
        return too_few(f"A rank correlation needs at least 3 pairs in one group; there are {left.size}.")
    if not left.any() or not right.any():
        return no_variation("One of the two columns is the same for all of a group, in every group.")
    coefficient = float(np.clip(left @ right / math.sqrt((left @ left) * (right @ right)), -1, 1))
    spare = left.size - (used - 1)
    interval = _fisher_interval(coefficient, spare, "spearman")
    p_value = _two_sided(coefficient, spare)
    return RankAssociation(coefficient, interval, p_value, left.size, len(first) - left.size)


def _ranks_within(first: Measurements, second: Measurements, groups: Sequence[Hashable]) -> tuple[Floats, Floats, int]:
    """Centred ranks as shares of the group's size, for complete pairs, and how many groups have any."""
    ranks: list[tuple[Floats, Floats]] = []
    members: dict[Hashable, list[int]] = {}
    for place, group in enumerate(groups):
        members.setdefault(group, []).append(place)
    whole, other = as_floats(first), as_floats(second)
    for places in members.values():
        left, right, _left_out = complete_pairs(whole[places], other[places])
        if left.size >= 3:
            ranks.append((_centred(left), _centred(right)))
    if not ranks:
        return np.empty(0), np.empty(0), 0
    return np.concatenate([each for each, _ in ranks]), np.concatenate([each for _, each in ranks]), len(ranks)


def _centred(values: Floats) -> Floats:
    return np.asarray((rankdata(values) - (values.size + 1) / 2) / (values.size + 1), dtype=np.float64)


def _two_sided(coefficient: float, n: int) -> float:
    """By Student's t with n − 2 degrees of freedom, as scipy's own test does."""
    if n < 3 or abs(coefficient) > 1 - 1e-12:
        return 0.0 if n >= 3 else 1.0
    return float(2 * student_t.sf(abs(coefficient) * math.sqrt((n - 2) / (1 - coefficient**2)), n - 2))


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
