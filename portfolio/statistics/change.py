"""Change of matched pupils in standard deviations, and the standardised difference of two groups."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import norm, t

from portfolio.statistics.bootstrap import RESAMPLES, expanded_percentile_interval
from portfolio.statistics.results import (
    ALPHA,
    Floats,
    Interval,
    Measurements,
    NotEstimable,
    as_floats,
    no_variation,
    too_few,
)

# Resampling fewer classes than this repeats the same handful of draws; t over classes is wider and honest.
MIN_CLASSES_FOR_BOOTSTRAP = 5


@dataclass(frozen=True)
class MatchedChange:
    """
    Mean change of matched pupils in units of the baseline SD, with its 95 % interval and how it was got.

    `unmatched` counts pupils left out for a missing sitting; `seed` is None where nothing was drawn;
    `caution` is a sentence to print beside the figure, empty when there is none.
    """

    change: float
    interval: Interval
    baseline_sd: float
    n: int
    n_clusters: int
    unmatched: int
    seed: int | None
    caution: str


@dataclass(frozen=True)
class HedgesG:
    """Standardised difference, first minus second, in pooled SD units, with the steps that lead to it."""

    g: float
    standard_error: float
    interval: Interval
    d: float
    variance_d: float
    correction: float
    pooled_sd: float


@dataclass(frozen=True)
class _ClassTotals:
    """Per class: pupils, sum of changes, sum and sum of squares of the centred baseline; each of shape (classes,)."""

    n: Floats
    change: Floats
    baseline: Floats
    squares: Floats


def matched_standardised_change(
    before: Measurements, after: Measurements, clusters: Sequence[Hashable], *, seed: int, resamples: int = RESAMPLES
) -> MatchedChange | NotEstimable:
    """
    Mean of after − before over the SD of before (n − 1), with a 95 % interval that respects classes.

    Input: three columns of one length, one entry per pupil; a missing value leaves the pupil out and is counted.
    Interval: bootstrap over whole classes, the SD estimated anew each time; t over class totals with fewer than
    MIN_CLASSES_FOR_BOOTSTRAP classes, t over pupils with one class, both with a caution.
    Too few under 3 matched pupils; no variation when all began alike. Unequal lengths raise ValueError.
    Source: domain.md §2.6 rule 4 and §6.0 U2.
    """
    pre, post, classes, unmatched = _matched(before, after, clusters)
    if pre.size < 3:
        return too_few(f"A matched change needs at least 3 pupils with both sittings; there are {pre.size}.")
    sd = float(pre.std(ddof=1))
    if np.ptp(pre) == 0 or sd == 0:
        return no_variation("All pupils gave the same answers at the first sitting.")
    n_clusters = int(classes.max()) + 1
    totals = _class_totals(pre, post, classes)
    drawn = n_clusters >= MIN_CLASSES_FOR_BOOTSTRAP
    return MatchedChange(
        change=float((post - pre).mean()) / sd,
        interval=_bootstrap_interval(totals, seed, resamples) if drawn else _t_interval(pre, post, totals, sd),
        baseline_sd=sd,
        n=pre.size,
        n_clusters=n_clusters,
        unmatched=unmatched,
        seed=seed if drawn else None,
        caution=_caution(n_clusters),
    )


def hedges_g(*, mean_1: float, mean_2: float, sd_1: float, sd_2: float, n_1: int, n_2: int) -> HedgesG | NotEstimable:
    """
    Hedges' g of two independent groups, first minus second, with a 95 % normal interval.

    Too few when a group has under 2; no variation when both SDs are 0; a negative SD raises ValueError.
    Source: Borenstein, Hedges, Higgins & Rothstein 2009, ch. 4.
    """
    if sd_1 < 0 or sd_2 < 0:
        raise ValueError("A standard deviation cannot be negative.")
    if min(n_1, n_2) < 2:
        return too_few("A standardised difference needs at least 2 in each group.")
    df = n_1 + n_2 - 2
    pooled_sd = math.sqrt(((n_1 - 1) * sd_1**2 + (n_2 - 1) * sd_2**2) / df)
    if pooled_sd == 0:
        return no_variation("Within both groups all values are the same.")
    d = (mean_1 - mean_2) / pooled_sd
    variance_d = (n_1 + n_2) / (n_1 * n_2) + d**2 / (2 * (n_1 + n_2))
    correction = 1 - 3 / (4 * df - 1)
    g, standard_error = correction * d, correction * math.sqrt(variance_d)
    margin = float(norm.ppf(1 - ALPHA / 2)) * standard_error
    return HedgesG(g, standard_error, Interval(g - margin, g + margin), d, variance_d, correction, pooled_sd)


def _matched(
    before: Measurements, after: Measurements, clusters: Sequence[Hashable]
) -> tuple[Floats, Floats, npt.NDArray[np.intp], int]:
    pre, post = as_floats(before), as_floats(after)
    if not pre.size == post.size == len(clusters):
        raise ValueError(f"Three columns of one length are expected, not {pre.size}, {post.size} and {len(clusters)}.")
    keep = np.isfinite(pre) & np.isfinite(post)
    numbers: dict[Hashable, int] = {}
    kept = [cluster for cluster, wanted in zip(clusters, keep, strict=True) if wanted]
    codes = np.array([numbers.setdefault(cluster, len(numbers)) for cluster in kept], dtype=np.intp)
    return pre[keep], post[keep], codes, int((~keep).sum())


def _class_totals(pre: Floats, post: Floats, classes: npt.NDArray[np.intp]) -> _ClassTotals:
    centred = pre - pre.mean()
    n, change, baseline, squares = (
        np.bincount(classes, weights=column).astype(np.float64)
        for column in (np.ones(pre.size), post - pre, centred, centred**2)
    )
    return _ClassTotals(n, change, baseline, squares)


def _bootstrap_interval(totals: _ClassTotals, seed: int, resamples: int) -> Interval:
    """Classes drawn with replacement; a draw in which all pupils began alike has no SD and is passed over."""
    count = totals.n.size
    drawn = np.random.default_rng(seed).integers(count, size=(resamples, count))
    n, change, baseline, squares = (
        column[drawn].sum(axis=1) for column in (totals.n, totals.change, totals.baseline, totals.squares)
    )
    spread = squares - baseline**2 / n
    usable = (n > 1) & (spread > 1e-9 * totals.squares.sum() / totals.n.sum())
    changes = (change / n)[usable] / np.sqrt(spread[usable] / (n[usable] - 1))
    return expanded_percentile_interval(changes, count)


def _t_interval(pre: Floats, post: Floats, totals: _ClassTotals, sd: float) -> Interval:
    """t interval of the mean change over the baseline SD: over class totals, or over pupils where that is wider.

    A handful of classes may be alike by chance: no design effect below 1 is believed.
    """
    change = post - pre
    n, groups = change.size, totals.n.size
    mean = float(change.mean())
    margin = float(t.ppf(1 - ALPHA / 2, n - 1)) * float(change.std(ddof=1)) / math.sqrt(n)
    if groups > 1:
        residuals = totals.change - totals.n * mean
        standard_error = math.sqrt(groups / (groups - 1) * float((residuals**2).sum())) / n
        margin = max(margin, float(t.ppf(1 - ALPHA / 2, groups - 1)) * standard_error)
    return Interval((mean - margin) / sd, (mean + margin) / sd)


def _caution(n_clusters: int) -> str:
    if n_clusters == 1:
        return "One class only: the interval counts pupils as independent and is likely to be too narrow."
    if n_clusters < MIN_CLASSES_FOR_BOOTSTRAP:
        return f"Only {n_clusters} classes: the interval allows for so few and is wide."
    return ""
