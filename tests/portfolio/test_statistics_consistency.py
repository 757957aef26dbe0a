import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.statistics.consistency import (
    CronbachAlpha,
    IntraclassCorrelations,
    alpha_from_variances,
    cronbach_alpha,
    feldt_interval,
    intraclass_correlations,
)
from portfolio.statistics.results import NotEstimable, Obstacle
from tests.portfolio.worked_examples import worked_example

answers = st.integers(2, 5).flatmap(
    lambda items: st.lists(st.lists(st.integers(1, 5), min_size=items, max_size=items), min_size=1, max_size=30)
)


def test_alpha_from_variances_reproduces_printed_figure() -> None:
    example = worked_example("alpha_mini_haq")
    given_ = example.given
    assert alpha_from_variances(given_["k"], given_["sum_item_variances"], given_["total_variance"]) == example.near(
        "alpha"
    )


def test_icc_reproduces_printed_figures() -> None:
    example = worked_example("shrout_fleiss_1979")
    result = intraclass_correlations(example.given["ratings"])
    assert isinstance(result, IntraclassCorrelations)
    for key in ("icc11", "icc21", "icc31", "icc1k", "icc2k", "icc3k"):
        assert getattr(result, key).value == example.near(key)
    for key in ("BMS", "WMS", "JMS", "EMS"):
        assert getattr(result, key.lower()) == example.near(key)


@given(answers)
def test_cronbach_alpha_is_icc3k_with_feldt_around_it(rows: list[list[int]]) -> None:
    alpha, icc = cronbach_alpha(rows), intraclass_correlations(rows)
    if isinstance(alpha, CronbachAlpha):
        assert isinstance(icc, IntraclassCorrelations)
        assert icc.icc3k.value == pytest.approx(max(0.0, alpha.alpha), abs=1e-9)
        assert alpha.interval.low <= alpha.alpha + 1e-12 and alpha.alpha - 1e-12 <= alpha.interval.high <= 1 + 1e-12
    else:
        assert len(rows) < 3 or len({sum(row) for row in rows}) == 1


def test_feldt_interval_narrows_with_respondents() -> None:
    widths = [feldt_interval(0.8, 5, n).width for n in (10, 30, 300)]
    assert widths == sorted(widths, reverse=True)


def test_feldt_interval_covers_alpha_about_95_times_in_100() -> None:
    rng, held = np.random.default_rng(3), 0
    truth = 4 * 0.5 / (1 + 3 * 0.5)
    for _ in range(400):
        rows = rng.normal(0, 0.5**0.5, (40, 1)) + rng.normal(0, 0.5**0.5, (40, 4))
        result = cronbach_alpha(rows.tolist())
        assert isinstance(result, CronbachAlpha)
        held += result.interval.low <= truth <= result.interval.high
    assert 0.92 <= held / 400 <= 0.98


def test_cronbach_alpha_states_its_missing_rule() -> None:
    result = cronbach_alpha([[1, 2], [2, 2], [4, 5], [3, None]])
    assert isinstance(result, CronbachAlpha)
    assert (result.n, result.left_out) == (3, 1)
    assert "every item" in result.missing_rule and result.caution == ""


def test_negative_alpha_points_at_a_reversed_item() -> None:
    result = cronbach_alpha([[1, 5], [2, 4], [4, 3], [5, 1]])
    assert isinstance(result, CronbachAlpha)
    assert result.alpha < 0 and "other way round" in result.caution


def test_consistency_without_variation_or_people_is_an_answer() -> None:
    flat, few = cronbach_alpha([[1, 2], [2, 1], [1, 2]]), cronbach_alpha([[1, 2]])
    assert isinstance(flat, NotEstimable) and flat.obstacle is Obstacle.NO_VARIATION
    assert isinstance(few, NotEstimable) and few.obstacle is Obstacle.TOO_FEW
    assert isinstance(alpha_from_variances(1, 1.0, 1.0), NotEstimable)
    assert isinstance(intraclass_correlations([[3, 3], [3, 3]]), NotEstimable)


def test_negative_icc_prints_as_0_and_says_so() -> None:
    result = intraclass_correlations([[1, 5], [5, 1], [3, 3]])
    assert isinstance(result, IntraclassCorrelations)
    assert result.icc11.value == 0 and "shown as 0" in result.icc11.caution
