"""Krippendorff's alpha: agreement of many raters with gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from portfolio.statistics.bootstrap import RESAMPLES, expanded_percentile_interval
from portfolio.statistics.results import Floats, Interval, NotEstimable, no_variation, too_few

Metric = Literal["nominal", "ordinal", "interval", "ratio"]


@dataclass(frozen=True)
class KrippendorffAlpha:
    """Alpha, at most 1, with a 95 % bootstrap interval over the `units` that two or more raters judged."""

    alpha: float
    interval: Interval | NotEstimable
    units: int
    unpaired_units: int
    seed: int


def krippendorff_alpha(
    ratings: Sequence[Sequence[float | None]], *, seed: int, metric: Metric = "ordinal", resamples: int = RESAMPLES
) -> KrippendorffAlpha | NotEstimable:
    """
    Krippendorff's alpha of ratings of shape (raters, units), None where a rater did not judge.

    Units judged by fewer than two raters are left out and counted. Too few without a unit judged twice; no variation
    when every rating is the same. A ragged table raises ValueError.
    Source: Krippendorff 2011, Computing Krippendorff's alpha-reliability, section E.
    """
    table = np.array(ratings, dtype=np.float64)
    if table.ndim != 2:
        raise ValueError("Ratings need one row per rater and one column per unit.")
    judged_twice = np.isfinite(table).sum(axis=0) >= 2
    paired = table[:, judged_twice]
    if not paired.size:
        return too_few("No unit was judged by two raters.")
    points = np.unique(paired[np.isfinite(paired)])
    if points.size < 2:
        return no_variation("Every rating is the same, so agreement cannot be told from habit.")
    coincidences = _coincidences(paired, points)
    alpha = float(_alpha(coincidences.sum(axis=0)[None], points, metric)[0])
    interval = _interval(coincidences, points, metric, seed, resamples)
    units = int(judged_twice.sum())
    return KrippendorffAlpha(alpha, interval, units, int((~judged_twice).sum()), seed)


def _coincidences(paired: Floats, points: Floats) -> Floats:
    """Coincidence matrices of shape (units, points, points): every ordered pair of ratings in a unit, over m − 1."""
    counts = (paired[:, :, None] == points).sum(axis=0).astype(np.float64)
    same = counts[:, :, None] * np.eye(points.size)
    coincidences: Floats = (counts[:, :, None] * counts[:, None, :] - same) / (counts.sum(axis=1) - 1)[:, None, None]
    return coincidences


def _alpha(coincidences: Floats, points: Floats, metric: Metric) -> Floats:
    """Alpha of each coincidence matrix (…, points, points); nan where a matrix shows no variation."""
    used = coincidences.sum(axis=-1)
    distances = _squared_distances(used, points, metric)
    observed = (coincidences * distances).sum(axis=(-2, -1))
    expected = (used[:, :, None] * used[:, None, :] * distances).sum(axis=(-2, -1))
    with np.errstate(invalid="ignore", divide="ignore"):
        alphas: Floats = np.where(expected > 0, 1 - (used.sum(axis=-1) - 1) * observed / expected, np.nan)
    return alphas


def _squared_distances(used: Floats, points: Floats, metric: Metric) -> Floats:
    """Squared distance of each two points; the ordinal one counts the ratings that lie between them."""
    if metric == "nominal":
        return 1 - np.eye(points.size)[None]
    if metric == "ratio":
        sums = np.abs(points[:, None] + points[None, :])
        return (np.divide(points[:, None] - points[None, :], sums, out=np.zeros_like(sums), where=sums > 0) ** 2)[None]
    middle = np.cumsum(used, axis=-1) - used / 2 if metric == "ordinal" else points[None]
    squared: Floats = (middle[:, :, None] - middle[:, None, :]) ** 2
    return squared


def _interval(
    coincidences: Floats, points: Floats, metric: Metric, seed: int, resamples: int
) -> Interval | NotEstimable:
    """Units drawn with replacement; draws without variation are passed over."""
    units = coincidences.shape[0]
    if units < 2:
        return too_few("One unit alone gives no interval.")
    times = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), size=resamples)
    drawn = (times @ coincidences.reshape(units, -1)).reshape(resamples, points.size, points.size)
    alphas = _alpha(drawn, points, metric)
    return expanded_percentile_interval(alphas[np.isfinite(alphas)], units)
