import gc
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.statistics.association import (
    AdjustedPValues,
    RankAssociation,
    adjust_p_values,
    kendall,
    spearman,
    spearman_within,
)
from portfolio.statistics.results import Interval, NotEstimable, Obstacle
from tests.portfolio.worked_examples import worked_example

columns = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=30)
p_values = st.lists(st.one_of(st.none(), st.just(math.nan), st.floats(0, 1)), max_size=12)


def test_spearman_reproduces_printed_figures() -> None:
    example = worked_example("spearman_ties")
    got = [spearman(first, second) for first, second in example.given["pairs"]]
    assert [each.coefficient for each in got if isinstance(each, RankAssociation)] == example.near("rho")


def test_kendall_reproduces_printed_figures() -> None:
    example = worked_example("kendall")
    result = kendall(example.given["x"], example.given["y"])
    assert isinstance(result, RankAssociation)
    assert (result.coefficient, result.p_value) == (example.near("tau_b"), example.near("p"))


@given(columns, st.sampled_from([spearman, kendall]))
def test_rank_association_is_finite_or_an_answer(pairs: list[tuple[int, int]], measure: object) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    result = measure(first, second)  # type: ignore[operator]
    if isinstance(result, NotEstimable):
        assert len(pairs) < 3 or len(set(first)) == 1 or len(set(second)) == 1
    else:
        assert -1 <= result.coefficient <= 1 and 0 <= result.p_value <= 1
        if isinstance(result.interval, Interval):
            assert result.interval.low < result.coefficient < result.interval.high


def test_constant_column_is_no_variation_and_gaps_are_counted() -> None:
    flat = spearman([1, 1, 1], [1, 2, 3])
    assert isinstance(flat, NotEstimable) and flat.obstacle is Obstacle.NO_VARIATION
    gappy = kendall([1, 2, 3, None], [1, 3, 2, 4])
    assert isinstance(gappy, RankAssociation) and (gappy.n, gappy.left_out) == (3, 1)


def test_holm_and_benjamini_hochberg_by_hand() -> None:
    given_ = [0.01, None, 0.04, 0.03, math.nan]
    holm, bh = adjust_p_values(given_, method="holm"), adjust_p_values(given_, method="benjamini-hochberg")
    assert isinstance(holm, AdjustedPValues) and isinstance(bh, AdjustedPValues)
    assert [p and round(p, 9) for p in holm.adjusted] == [0.03, None, 0.06, 0.06, None]
    assert [p and round(p, 9) for p in bh.adjusted] == [0.03, None, 0.04, 0.04, None]
    assert (holm.tested, holm.missing) == (3, 2)


@pytest.fixture
def _little_to_search() -> None:
    """statsmodels searches for garbage at each call, among all that earlier tests left."""
    gc.collect()
    gc.freeze()


@given(p_values)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.usefixtures("_little_to_search")
def test_adjusted_p_values_never_shrink_nor_move(given_: list[float | None]) -> None:
    result = adjust_p_values(given_, method="holm")
    if isinstance(result, NotEstimable):
        assert all(p is None or math.isnan(p) for p in given_)
        return
    for p, adjusted in zip(given_, result.adjusted, strict=True):
        missing = p is None or math.isnan(p)
        assert (adjusted is None) == missing
        assert missing or p - 1e-12 <= adjusted <= 1  # type: ignore[operator]


def test_impossible_p_value_is_refused() -> None:
    with pytest.raises(ValueError):
        adjust_p_values([1.2], method="holm")


def test_inside_groups_by_hand() -> None:
    """Two groups of three. Centred ranks of x: −1, 0, 1 in both; of y: −1, 0, 1 and 1, 0, −1 … and −1, 1, 0.

    With y = (1, 2, 3) and (1, 3, 2) the products are 2 and 1, each column's squares 4: rho = 3 ∕ 4.
    """
    result = spearman_within([1, 2, 3, 10, 20, 30], [1, 2, 3, 1, 3, 2], ["a"] * 3 + ["b"] * 3)
    assert isinstance(result, RankAssociation)
    assert (round(result.coefficient, 9), result.n, result.left_out) == (0.75, 6, 0)


def test_what_differs_between_groups_adds_nothing() -> None:
    """Older students score higher and rate themselves lower; inside each year the two rise together."""
    results = [1, 2, 3, 4, 5, 11, 12, 13, 14, 15]
    ratings = [11, 13, 12, 15, 14, 1, 3, 2, 5, 4]
    across, inside = spearman(results, ratings), spearman_within(results, ratings, [5] * 5 + [9] * 5)
    assert isinstance(across, RankAssociation) and isinstance(inside, RankAssociation)
    assert across.coefficient < 0 < inside.coefficient


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=5, max_size=30))
def test_one_group_is_spearman_itself(pairs: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    whole, inside = spearman(first, second), spearman_within(first, second, ["all"] * len(pairs))
    assert type(whole) is type(inside)
    if isinstance(whole, RankAssociation) and isinstance(inside, RankAssociation):
        assert math.isclose(whole.coefficient, inside.coefficient, abs_tol=1e-9)
        assert math.isclose(whole.p_value, inside.p_value, abs_tol=1e-6)


def test_small_groups_are_left_out_and_counted() -> None:
    result = spearman_within([1, 2, 3, 4, 9], [1, 3, 2, 4, 9], ["a"] * 4 + ["b"])
    assert isinstance(result, RankAssociation) and (result.n, result.left_out) == (4, 1)
    assert isinstance(spearman_within([1, 2], [1, 2], ["a", "b"]), NotEstimable)
