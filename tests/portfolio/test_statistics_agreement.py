import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.statistics.agreement import (
    GwetAC1,
    Kappa,
    cohens_kappa,
    gwet_ac1,
    paired_ratings,
    percent_agreement,
    weighted_kappa,
)
from portfolio.statistics.results import Interval, NotEstimable, Obstacle
from tests.portfolio.worked_examples import worked_example

tables = st.integers(2, 5).flatmap(
    lambda points: st.lists(
        st.lists(st.integers(0, 9), min_size=points, max_size=points), min_size=points, max_size=points
    )
)


def kappa_by_hand(table: list[list[int]], power: int) -> float:
    shares = np.array(table) / np.sum(table)
    steps = np.arange(len(table))
    distance = np.abs(steps[:, None] - steps) ** power
    return float(1 - (distance * shares).sum() / (distance * np.outer(shares.sum(1), shares.sum(0))).sum())


@pytest.mark.parametrize("name", ["cohen_1960_t2", "fleiss_levin_paik_18", "irrcac_abstractors"])
def test_cohens_kappa_reproduces_printed_figures(name: str) -> None:
    example = worked_example(name)
    result = cohens_kappa(example.given["table"])
    assert isinstance(result, Kappa)
    printed = {"kappa": result.kappa, "se": result.standard_error, "se0": result.standard_error_null}
    for key in printed.keys() & example.expect.keys():
        assert printed[key] == example.near(key)


def test_gwet_ac1_reproduces_worked_figure() -> None:
    example = worked_example("ac1_abstractors")
    result = gwet_ac1(example.given["table"], seed=5)
    assert isinstance(result, GwetAC1)
    assert result.ac1 == example.near("ac1")
    assert result.interval.low < result.ac1 < result.interval.high
    assert result == gwet_ac1(example.given["table"], seed=5)


def test_ac1_stands_where_kappa_collapses() -> None:
    skewed = [[95, 2], [3, 0]]
    kappa, ac1 = cohens_kappa(skewed), gwet_ac1(skewed, seed=1)
    assert isinstance(kappa, Kappa) and isinstance(ac1, GwetAC1)
    assert kappa.kappa < 0 and ac1.ac1 > 0.9


def test_weighted_kappa_counts_unused_points_of_the_scale() -> None:
    first, second = [1, 1, 2, 5, 5, 2, 1], [1, 2, 2, 5, 2, 5, 2]
    full = weighted_kappa(first, second, scale=[1, 2, 3, 4, 5])
    narrow = weighted_kappa(first, second, scale=[1, 2, 5])
    assert isinstance(full, Kappa) and isinstance(narrow, Kappa)
    table = paired_ratings(first, second, [1, 2, 3, 4, 5]).table
    assert full.kappa == pytest.approx(kappa_by_hand(table.tolist(), 2))
    assert abs(full.kappa - narrow.kappa) > 0.01


@given(tables, st.sampled_from([("linear", 1), ("quadratic", 2)]))
@settings(deadline=None)
def test_weighted_kappa_agrees_with_its_definition(table: list[list[int]], weights: tuple[str, int]) -> None:
    result = cohens_kappa(table, weights=weights[0])  # type: ignore[arg-type]
    if isinstance(result, Kappa):
        assert result.kappa == pytest.approx(kappa_by_hand(table, weights[1]), abs=1e-9)


@given(tables)
@settings(deadline=None)
def test_ac1_interval_holds_ac1_or_says_why_not(table: list[list[int]]) -> None:
    result = gwet_ac1(table, seed=3, resamples=400)
    if isinstance(result, NotEstimable):
        assert np.sum(table) < 2 and result.obstacle is Obstacle.TOO_FEW
    else:
        assert -1 - 1e-9 <= result.ac1 <= 1 + 1e-9
        assert result.interval.low - 0.05 <= result.ac1 <= result.interval.high + 0.05
        assert result.interval.width > 0


def test_full_agreement_of_few_pairs_is_not_certain() -> None:
    result = gwet_ac1([[10, 0], [0, 0]], seed=1)
    assert isinstance(result, GwetAC1)
    assert result.ac1 == 1 and result.interval.low == pytest.approx(0.7225, abs=1e-4) and result.caution


def test_kappa_without_variation_is_an_answer() -> None:
    one_point, one_pair = cohens_kappa([[9, 0], [0, 0]]), cohens_kappa([[1, 0], [0, 0]])
    assert isinstance(one_point, NotEstimable) and one_point.obstacle is Obstacle.NO_VARIATION
    assert isinstance(one_pair, NotEstimable) and one_pair.obstacle is Obstacle.TOO_FEW
    perfect = cohens_kappa([[5, 0], [0, 5]])
    assert isinstance(perfect, Kappa) and perfect.kappa == 1 and isinstance(perfect.interval, NotEstimable)


def test_percent_agreement_is_a_share_with_wilson_interval() -> None:
    share = percent_agreement([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    assert (share.numerator, share.denominator) == (89, 100)
    assert isinstance(share.interval, Interval)


def test_paired_ratings_count_gaps_and_keep_the_scale() -> None:
    paired = paired_ratings(["seen", None, "not"], ["seen", "not", "seen"], ["not", "some", "seen"])
    assert paired.table.tolist() == [[0, 0, 1], [0, 0, 0], [0, 0, 1]]
    assert paired.left_out == 1


def test_ratings_off_the_scale_are_refused() -> None:
    with pytest.raises(ValueError, match="Not on the scale"):
        paired_ratings([1, 9], [1, 2], [1, 2, 3])
    with pytest.raises(ValueError):
        paired_ratings([1], [1], [1])
    with pytest.raises(ValueError):
        gwet_ac1([[1, 2, 3], [4, 5, 6]], seed=1)
