"""Small groups, pulled towards the mean of all: empirical Bayes and James–Stein."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from portfolio.statistics.results import Floats, Measurements, NotEstimable, as_floats, no_variation, too_few

# Intraclass correlation of self-reports in classes, the centre of the published range 0.03 to 0.08 (domain.md §2.6).
PRIOR_ICC = 0.05
# The prior counts as much as this many classes: a two-form year leans on it, fourteen classes mostly speak themselves.
PRIOR_CLASSES = 10
NEGATIVE_VARIANCE = "The estimate of the variance between groups was negative and is shown as 0."


@dataclass(frozen=True)
class ShrunkenMean:
    """A group's own mean and its shrunken value, in the unit of the values; `weight` (0 to 1) is its own mean's."""

    mean: float
    shrunken: float
    n: int
    weight: float


@dataclass(frozen=True)
class EmpiricalBayes:
    """
    Groups by name with their shrunken means. Variances in squared units, `icc` 0 to 1 as estimated here,
    `icc_used` after leaning on the prior. `missing` values were left out; `caution` is a sentence or empty.
    """

    groups: Mapping[str, ShrunkenMean]
    grand_mean: float
    variance_between: float
    variance_within: float
    icc: float
    icc_used: float
    missing: int
    caution: str


@dataclass(frozen=True)
class JamesStein:
    """Estimates in the order given, each `factor` (0 to 1) of its distance from the grand mean away from it."""

    grand_mean: float
    factor: float
    estimates: tuple[float, ...]


def own_weight(n: int, icc: float) -> float:
    """Weight 0 to 1 of a group mean of `n` values: its reliability n·ICC / (1 + (n − 1)·ICC)."""
    if n < 1 or not 0 <= icc <= 1:
        raise ValueError("A weight needs at least one value and an intraclass correlation between 0 and 1.")
    return n * icc / (1 + (n - 1) * icc)


def shrink(mean: float, n: int, *, grand_mean: float, icc: float) -> ShrunkenMean:
    """One group mean pulled towards the grand mean. Source: Raudenbush & Bryk 2002, ch. 4."""
    weight = own_weight(n, icc)
    return ShrunkenMean(mean, weight * mean + (1 - weight) * grand_mean, n, weight)


def empirical_bayes(
    groups: Mapping[str, Measurements], *, prior_icc: float = PRIOR_ICC, prior_classes: int = PRIOR_CLASSES
) -> EmpiricalBayes | NotEstimable:
    """
    Shrunken means of all groups that have a value, by closed-form ANOVA estimators of both variances.

    The intraclass correlation used is the estimate averaged with `prior_icc`, weighted (groups − 1) : prior_classes;
    `prior_classes=0` uses the estimate alone. The grand mean weighs each group by its reliability, or by n when all
    are 0. Missing values are left out and counted. Too few under 2 groups with values or without a group of 2;
    no variation when all values are the same.
    Source: Searle, Casella & McCulloch 1992, §3.6; Raudenbush & Bryk 2002, ch. 4; prior: domain.md §2.6 rule 5.
    """
    present = {name: column[np.isfinite(column)] for name, column in ((k, as_floats(v)) for k, v in groups.items())}
    missing = sum(len(column) for column in groups.values()) - sum(column.size for column in present.values())
    columns = {name: column for name, column in present.items() if column.size}
    sizes = np.array([column.size for column in columns.values()], dtype=np.float64)
    if len(columns) < 2 or sizes.sum() <= len(columns):
        return too_few("Shrinkage needs at least 2 groups, and one of them with 2 values.")
    if np.ptp(np.concatenate(list(columns.values()))) == 0:
        return no_variation("All values are the same.")
    means = np.array([column.mean() for column in columns.values()])
    between, within = _anova_variances(list(columns.values()), means, sizes)
    icc = max(0.0, between) / (max(0.0, between) + within)
    icc_used = ((len(columns) - 1) * icc + prior_classes * prior_icc) / (len(columns) - 1 + prior_classes)
    grand_mean = _grand_mean(means, sizes, icc_used)
    return EmpiricalBayes(
        groups={
            name: shrink(float(m), int(n), grand_mean=grand_mean, icc=icc_used)
            for name, m, n in zip(columns, means, sizes, strict=True)
        },
        grand_mean=grand_mean,
        variance_between=max(0.0, between),
        variance_within=within,
        icc=icc,
        icc_used=icc_used,
        missing=missing,
        caution=NEGATIVE_VARIANCE if between < 0 else "",
    )


def james_stein(values: Sequence[float], *, variance: float) -> JamesStein | NotEstimable:
    """
    James–Stein estimates of equally precise values, pulled towards their mean; the factor is never below 0.

    `variance` is the sampling variance of each value. Too few under 4 values; no variation when all are the same.
    A variance that is not positive raises ValueError. Source: Efron & Morris 1975, JASA 70:311.
    """
    if variance <= 0:
        raise ValueError("The sampling variance must be positive.")
    if len(values) < 4:
        return too_few(f"James–Stein needs at least 4 values; there are {len(values)}.")
    raw = np.asarray(values, dtype=np.float64)
    if np.ptp(raw) == 0:
        return no_variation("All values are the same.")
    mean = float(raw.mean())
    factor = max(0.0, 1 - (raw.size - 3) * variance / float(((raw - mean) ** 2).sum()))
    return JamesStein(mean, factor, tuple(float(v) for v in mean + factor * (raw - mean)))


def _anova_variances(columns: Sequence[Floats], means: Floats, sizes: Floats) -> tuple[float, float]:
    """Variance between groups (may be negative) and within groups, from one-way mean squares of unequal groups."""
    total, groups = float(sizes.sum()), sizes.size
    grand = float((sizes * means).sum()) / total
    within = sum(float(((column - column.mean()) ** 2).sum()) for column in columns) / (total - groups)
    between = float((sizes * (means - grand) ** 2).sum()) / (groups - 1)
    typical_size = (total - float((sizes**2).sum()) / total) / (groups - 1)
    return (between - within) / typical_size, within


def _grand_mean(means: Floats, sizes: Floats, icc: float) -> float:
    weights = np.array([own_weight(int(n), icc) for n in sizes]) if icc > 0 else sizes
    return float((weights * means).sum() / weights.sum())
