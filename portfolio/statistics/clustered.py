"""Shares and means of people or visits that come in classes, where one class speaks much alike."""

import math
from collections.abc import Sequence

import numpy as np
from scipy.stats import t

from portfolio.statistics.bootstrap import RESAMPLES, expanded_percentile_interval
from portfolio.statistics.change import MIN_CLASSES_FOR_BOOTSTRAP
from portfolio.statistics.results import ALPHA, Interval, NotEstimable, too_few


def design_effect(clusters: Sequence[tuple[int, int]]) -> float:
    """
    How many times the variance of a share is that of independent answers; at least 1.

    Input: (yes, all) of each cluster. 1 with a single cluster, or when all or none say yes: there is nothing to
    estimate it from. Source: linearised variance of a ratio, Cochran 1977, Sampling Techniques, §9A.
    """
    yes, n = sum(y for y, _ in clusters), sum(m for _, m in clusters)
    groups = len(clusters)
    if groups < 2 or yes in (0, n):
        return 1.0
    share = yes / n
    between = groups / (groups - 1) * math.fsum((y - m * share) ** 2 for y, m in clusters) / n**2
    return max(1.0, between / (share * (1 - share) / n))


def effective_size(clusters: Sequence[tuple[int, int]]) -> float:
    """The number of independent answers that tell as much: Wilson's interval on it allows for the clusters.

    Source: Korn & Graubard 1998, Survey Methodology 24:193; for Wilson's interval Dean & Pagano 2015, Journal of
    Survey Statistics and Methodology 3:484.
    """
    return sum(m for _, m in clusters) / design_effect(clusters)


def clustered_mean_interval(
    clusters: Sequence[tuple[float, int]], *, seed: int, resamples: int = RESAMPLES
) -> Interval | NotEstimable:
    """
    95 % interval of the mean of all, from (sum, number) of each cluster, in the unit of the values.

    Whole clusters are drawn again from MIN_CLASSES_FOR_BOOTSTRAP on, t over cluster totals below; too few under 2.
    """
    if len(clusters) < 2:
        return too_few("An interval that respects classes needs at least 2 of them.")
    sums, sizes = (np.array(column, dtype=np.float64) for column in zip(*clusters, strict=True))
    if len(clusters) >= MIN_CLASSES_FOR_BOOTSTRAP:
        drawn = np.random.default_rng(seed).integers(sums.size, size=(resamples, sums.size))
        return expanded_percentile_interval(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), sums.size)
    mean, groups = float(sums.sum() / sizes.sum()), sums.size
    squares = float(((sums - sizes * mean) ** 2).sum())
    margin = float(t.ppf(1 - ALPHA / 2, groups - 1)) * math.sqrt(groups / (groups - 1) * squares) / float(sizes.sum())
    return Interval(mean - margin, mean + margin)
