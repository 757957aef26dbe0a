"""Agreement of two raters who saw the same thing: percent agreement, Gwet's AC1, Cohen's kappa."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.stats import norm
from statsmodels.stats.inter_rater import cohens_kappa as statsmodels_kappa

from portfolio.statistics.bootstrap import RESAMPLES, expanded_percentile_interval
from portfolio.statistics.proportions import Share, share_of, wilson_interval
from portfolio.statistics.results import ALPHA, Floats, Interval, NotEstimable, no_variation, too_few

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class PairedRatings:
    """`table` of shape (points, points), rows first rater, over the full scale; `left_out` pairs lack a rating."""

    table: Counts
    left_out: int


@dataclass(frozen=True)
class Kappa:
    """Cohen's kappa, at most 1; `standard_error_null` is the one under chance agreement, for a test only."""

    kappa: float
    standard_error: float
    standard_error_null: float
    interval: Interval | NotEstimable
    n: int


@dataclass(frozen=True)
class GwetAC1:
    """Gwet's AC1, at most 1, with its 95 % interval; `caution` is a sentence to print beside it, or empty."""

    ac1: float
    interval: Interval
    n: int
    seed: int
    caution: str


def paired_ratings(
    first: Sequence[Hashable | None], second: Sequence[Hashable | None], scale: Sequence[Hashable]
) -> PairedRatings:
    """
    Cross table of two raters over the full scale, unused points included; pairs with a None are left out and counted.

    Unequal lengths, a scale under 2 points or with a point twice, or a rating outside the scale raise ValueError.
    """
    place = {point: index for index, point in enumerate(scale)}
    if len(place) < 2 or len(place) != len(scale):
        raise ValueError("A scale needs at least two points, each named once.")
    complete = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    strangers = {rating for pair in complete for rating in pair} - place.keys()
    if strangers:
        raise ValueError(f"Not on the scale: {sorted(map(str, strangers))}.")
    table = np.zeros((len(scale), len(scale)), dtype=np.int64)
    for a, b in complete:
        table[place[a], place[b]] += 1
    return PairedRatings(table, len(first) - len(complete))


def percent_agreement(table: Sequence[Sequence[int]] | Counts) -> Share:
    """Share of pairs in which both raters chose the same point, with its Wilson interval."""
    counts = _square(table)
    n = int(counts.sum())
    return share_of(int(np.trace(counts)), n, eligible=n)


def gwet_ac1(
    table: Sequence[Sequence[int]] | Counts, *, seed: int, resamples: int = RESAMPLES
) -> GwetAC1 | NotEstimable:
    """
    Gwet's AC1 of a cross table over the full scale, with a 95 % bootstrap interval over pairs.

    When all pairs agree, or none does, resampling shows no spread: the Wilson limits of percent agreement are then
    carried over, and the caution says so. Too few under 2 pairs. A table that is not square raises ValueError.
    Source: Gwet 2008, British Journal of Mathematical and Statistical Psychology 61:29.
    """
    counts = _square(table)
    n = int(counts.sum())
    if n < 2:
        return too_few(f"Agreement needs at least 2 pairs; there are {n}.")
    observed, chance = (float(part) for part in _observed_and_chance(counts / n))
    ac1 = (observed - chance) / (1 - chance)
    if observed in (0.0, 1.0):
        return GwetAC1(ac1, _carried_over(int(np.trace(counts)), n, chance), n, seed, _ONE_SIDED)
    drawn = np.random.default_rng(seed).multinomial(n, (counts / n).ravel(), size=resamples)
    agreed, by_chance = _observed_and_chance(drawn.reshape(resamples, *counts.shape) / n)
    return GwetAC1(ac1, expanded_percentile_interval((agreed - by_chance) / (1 - by_chance), n), n, seed, "")


def cohens_kappa(
    table: Sequence[Sequence[int]] | Counts, *, weights: Literal["linear", "quadratic"] | None = None
) -> Kappa | NotEstimable:
    """
    Cohen's kappa of a cross table over the full scale, unweighted or weighted by distance on the scale.

    Interval: 95 % normal, cut at ±1; none when its standard error is 0. Too few under 2 pairs; no variation when both
    raters used one and the same point. A table that is not square raises ValueError.
    Source: Fleiss, Levin & Paik 2003, ch. 18.
    """
    counts = _square(table)
    n = int(counts.sum())
    if n < 2:
        return too_few(f"Agreement needs at least 2 pairs; there are {n}.")
    if counts.max() == n and np.trace(counts) == n:
        return no_variation("Both raters used a single point of the scale throughout.")
    with np.errstate(invalid="ignore", divide="ignore"):  # its z test, unused here, divides by a standard error of 0
        result = statsmodels_kappa(counts, wt=weights)
    kappa, error = float(result.kappa), float(np.sqrt(max(0.0, result.var_kappa)))
    null_error = float(np.sqrt(max(0.0, result.var_kappa0)))
    return Kappa(kappa, error, null_error, _normal_interval(kappa, error), n)


def weighted_kappa(
    first: Sequence[Hashable | None],
    second: Sequence[Hashable | None],
    *,
    scale: Sequence[Hashable],
    weights: Literal["linear", "quadratic"] = "quadratic",
) -> Kappa | NotEstimable:
    """Weighted kappa over the full ordered `scale`, so that unused points keep their distance; see `cohens_kappa`."""
    return cohens_kappa(paired_ratings(first, second, scale).table, weights=weights)


_ONE_SIDED = "All pairs agree or none does: the interval is carried over from the Wilson limits of percent agreement."


def _observed_and_chance(shares: Floats) -> tuple[Floats, Floats]:
    """Agreement seen and agreement by chance (Gwet's), for tables of shares in the last two axes."""
    used = (shares.sum(axis=-1) + shares.sum(axis=-2)) / 2
    chance = (used * (1 - used)).sum(axis=-1) / (shares.shape[-1] - 1)
    return np.trace(shares, axis1=-2, axis2=-1), chance


def _normal_interval(kappa: float, error: float) -> Interval | NotEstimable:
    if not error > 0:
        return no_variation("The pairs show no variation from which an interval could be had.")
    margin = float(norm.ppf(1 - ALPHA / 2)) * error
    return Interval(max(-1.0, kappa - margin), min(1.0, kappa + margin))


def _carried_over(agreed: int, n: int, chance: float) -> Interval:
    limits = wilson_interval(agreed, n)
    assert isinstance(limits, Interval)
    low, high = ((limit - chance) / (1 - chance) for limit in (limits.low, limits.high))
    return Interval(low, min(1.0, high))


def _square(table: Sequence[Sequence[int]] | Counts) -> Counts:
    counts = np.asarray(table, dtype=np.int64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or counts.shape[0] < 2 or (counts < 0).any():
        raise ValueError("Agreement needs a square table of counts with at least two points of the scale.")
    return counts
