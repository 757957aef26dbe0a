import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.statistics.paired import BlandAltman, McNemar, bland_altman, mcnemar
from portfolio.statistics.results import NotEstimable, Obstacle
from tests.portfolio.worked_examples import worked_example

cells = st.integers(0, 200)


def test_mcnemar_reproduces_printed_figures() -> None:
    example = worked_example("mcnemar_approval")
    result = mcnemar(example.given["table"])
    assert isinstance(result, McNemar)
    assert result.chi2 == example.near("chi2")
    assert result.chi2_corrected == example.near("chi2_cc")
    assert result.difference == example.near("difference")
    assert result.p_value < 0.001 and result.p_exact < 0.001


@given(cells, cells, cells, cells)
def test_mcnemar_interval_holds_the_difference(a: int, b: int, c: int, d: int) -> None:
    result = mcnemar([[a, b], [c, d]])
    if isinstance(result, NotEstimable):
        assert b + c == 0
    else:
        assert -1 <= result.interval.low <= result.difference <= result.interval.high <= 1
        assert 0 <= result.p_value <= 1 and 0 <= result.p_exact <= 1


def test_mcnemar_without_change_is_an_answer() -> None:
    unchanged, empty = mcnemar([[5, 0], [0, 7]]), mcnemar([[0, 0], [0, 0]])
    assert isinstance(unchanged, NotEstimable) and unchanged.obstacle is Obstacle.NO_VARIATION
    assert isinstance(empty, NotEstimable) and empty.obstacle is Obstacle.TOO_FEW


def test_mcnemar_refuses_another_shape() -> None:
    with pytest.raises(ValueError):
        mcnemar([[1, 2, 3], [4, 5, 6]])
    with pytest.raises(ValueError):
        mcnemar([[1, -2], [4, 5]])


def test_bland_altman_reproduces_printed_figures() -> None:
    example = worked_example("bland_altman_pefr")
    result = bland_altman(example.given["wright1"], example.given["mini1"], limits_in_sd=2)
    assert isinstance(result, BlandAltman)
    assert result.mean_difference == example.near("mean_diff")
    assert result.sd_difference == example.near("sd_diff")
    assert [result.limits.low, result.limits.high] == [example.near("lower_2sd"), example.near("upper_2sd")]
    assert [result.se_mean, result.se_limit] == [example.near("se_mean"), example.near("se_limit")]
    assert result.r == example.near("r")


def test_bland_altman_counts_pairs_with_a_gap() -> None:
    result = bland_altman([1, 2, None, 4, 6], [1, 3, 3, None, 5])
    assert isinstance(result, BlandAltman)
    assert (result.n, result.left_out) == (3, 2)


def test_bland_altman_says_too_few_and_no_variation() -> None:
    few, flat = bland_altman([1, 2], [2, 1]), bland_altman([3, 3, 3], [1, 2, 3])
    assert isinstance(few, NotEstimable) and few.obstacle is Obstacle.TOO_FEW
    assert isinstance(flat, BlandAltman) and isinstance(flat.r, NotEstimable)
    assert flat.r.obstacle is Obstacle.NO_VARIATION
