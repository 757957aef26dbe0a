import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.statistics.krippendorff import KrippendorffAlpha, Metric, krippendorff_alpha
from portfolio.statistics.results import Interval, NotEstimable, Obstacle
from tests.portfolio.worked_examples import worked_example

METRICS: list[Metric] = ["nominal", "ordinal", "interval", "ratio"]
rating = st.one_of(st.none(), st.integers(1, 4))
ratings = st.integers(1, 8).flatmap(
    lambda units: st.lists(st.lists(rating, min_size=units, max_size=units), min_size=2, max_size=4)
)


@pytest.mark.parametrize("metric", METRICS)
def test_krippendorff_alpha_reproduces_printed_figures(metric: Metric) -> None:
    example = worked_example("kripp_C")
    result = krippendorff_alpha(example.given["ratings"], seed=1, metric=metric, resamples=2000)
    assert isinstance(result, KrippendorffAlpha)
    assert result.alpha == example.near(metric)
    assert (result.units, result.unpaired_units) == (11, 1)
    assert isinstance(result.interval, Interval)
    assert result.interval.low < result.alpha < result.interval.high


def test_nominal_alpha_leads_to_printed_scott_pi() -> None:
    example = worked_example("irrcac_abstractors")
    table = example.given["table"]
    pairs = [(i, j) for i, j in itertools.product(range(3), repeat=2) for _ in range(table[i][j])]
    result = krippendorff_alpha([list(column) for column in zip(*pairs, strict=True)], seed=1, metric="nominal")
    assert isinstance(result, KrippendorffAlpha)
    values = 2 * len(pairs)
    assert 1 - (1 - result.alpha) * values / (values - 1) == example.near("scott_pi")


@given(ratings)
@settings(deadline=None)
def test_alpha_is_at_most_1_or_an_answer(table: list[list[int | None]]) -> None:
    result = krippendorff_alpha(table, seed=1, resamples=200)
    paired = [[r for r in unit if r is not None] for unit in zip(*table, strict=True)]
    points = {r for unit in paired if len(unit) > 1 for r in unit}
    if isinstance(result, NotEstimable):
        assert result.obstacle is (Obstacle.TOO_FEW if not points else Obstacle.NO_VARIATION)
        assert len(points) < 2
    else:
        assert result.alpha <= 1 + 1e-12


def test_alpha_of_equal_ratings_is_no_variation() -> None:
    result = krippendorff_alpha([[3, 3, 3], [3, 3, None]], seed=1)
    assert isinstance(result, NotEstimable) and result.obstacle is Obstacle.NO_VARIATION


def test_alpha_of_one_unit_has_no_interval() -> None:
    result = krippendorff_alpha([[1, 2], [2, None]], seed=1)
    assert isinstance(result, KrippendorffAlpha) and isinstance(result.interval, NotEstimable)


def test_ragged_ratings_are_refused() -> None:
    with pytest.raises(ValueError):
        krippendorff_alpha([[1, 2, 3], [1, 2]], seed=1)
