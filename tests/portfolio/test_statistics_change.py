import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.statistics.change import HedgesG, MatchedChange, hedges_g, matched_standardised_change
from portfolio.statistics.results import NotEstimable, Obstacle
from tests.portfolio.worked_examples import worked_example


def make_sittings(*, classes: int, size: int, change: float, seed: int) -> tuple[list[float], list[float], list[str]]:
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(classes), size)
    before = rng.normal(3, 1, group.size)
    after = 3 + 0.5 * (before - 3) + change + rng.normal(0, 0.3, classes)[group] + rng.normal(0, 0.8, group.size)
    return before.tolist(), after.tolist(), [f"class {number}" for number in group]


def changed(*, classes: int = 8, size: int = 25, seed: int = 4) -> MatchedChange:
    before, after, names = make_sittings(classes=classes, size=size, change=0.3, seed=seed)
    result = matched_standardised_change(before, after, names, seed=11)
    assert isinstance(result, MatchedChange)
    return result


def test_change_is_mean_change_over_baseline_sd() -> None:
    before, after, _ = make_sittings(classes=8, size=25, change=0.3, seed=4)
    result = changed()
    expected = (np.mean(after) - np.mean(before)) / np.std(before, ddof=1)
    assert result.change == pytest.approx(expected)
    assert (result.n, result.n_clusters, result.seed, result.caution) == (200, 8, 11, "")
    assert result.interval.low < result.change < result.interval.high


def test_change_repeats_with_its_seed() -> None:
    assert changed() == changed()


def test_interval_respects_classes() -> None:
    before, after, _ = make_sittings(classes=8, size=25, change=0.3, seed=4)
    clustered = changed().interval.width
    alone = matched_standardised_change(before, after, list(range(200)), seed=11)
    assert isinstance(alone, MatchedChange)
    assert clustered > 1.3 * alone.interval.width


@pytest.mark.parametrize(("classes", "opening"), [(1, "One class only"), (2, "Only 2 classes"), (4, "Only 4 classes")])
def test_few_classes_draw_nothing_and_say_so(classes: int, opening: str) -> None:
    result = changed(classes=classes)
    assert result.caution.startswith(opening)
    assert result.seed is None


def test_two_classes_are_wider_than_many() -> None:
    two = [changed(classes=2, size=100, seed=seed).interval.width for seed in range(20)]
    eight = [changed(classes=8, size=25, seed=seed).interval.width for seed in range(20)]
    assert np.mean(two) > 2 * np.mean(eight)


def test_one_class_is_the_t_interval_over_pupils() -> None:
    before, after = [1.0, 2.0, 3.0, 4.0], [2.0, 2.0, 5.0, 5.0]
    result = matched_standardised_change(before, after, ["7A"] * 4, seed=1)
    assert isinstance(result, MatchedChange)
    sd, error = math.sqrt(5 / 3), math.sqrt(2 / 3) / 2
    assert result.interval.high == pytest.approx((1 + 3.182446 * error) / sd, abs=1e-6)


def test_few_classes_alike_by_chance_are_no_surer_than_their_pupils() -> None:
    before, after = [1.0, 2.0, 3.0, 4.0] * 3, [2.0, 2.0, 4.0, 5.0] * 3
    alike = matched_standardised_change(before, after, [0] * 4 + [1] * 4 + [2] * 4, seed=3)
    alone = matched_standardised_change(before, after, [0] * 12, seed=3)
    assert isinstance(alike, MatchedChange) and isinstance(alone, MatchedChange)
    assert alike.interval == alone.interval


def test_interval_covers_the_truth_about_95_times_in_100() -> None:
    held = 0
    for seed in range(200):
        before, after, classes = make_sittings(classes=8, size=20, change=0.0, seed=seed)
        result = matched_standardised_change(before, after, classes, seed=seed, resamples=2000)
        assert isinstance(result, MatchedChange)
        held += result.interval.low <= 0 <= result.interval.high
    assert 0.90 <= held / 200 <= 0.99


def test_pupils_without_both_sittings_are_counted() -> None:
    result = matched_standardised_change([1, 2, None, 4, 5], [2, 2, 3, None, 7], list("aabbb"), seed=1)
    assert isinstance(result, MatchedChange)
    assert (result.n, result.unmatched, result.n_clusters) == (3, 2, 2)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(0, 7)), max_size=40))
@settings(deadline=None)
def test_change_is_finite_or_an_answer(rows: list[tuple[int, int, int]]) -> None:
    before, after, classes = ([row[column] for row in rows] for column in range(3))
    result = matched_standardised_change(before, after, classes, seed=2, resamples=500)
    if isinstance(result, NotEstimable):
        assert len(rows) < 3 or len(set(before)) == 1
    else:
        assert math.isfinite(result.change) and result.n_clusters == len(set(classes))


def test_all_alike_at_first_is_no_variation() -> None:
    result = matched_standardised_change([3, 3, 3], [1, 2, 3], list("abc"), seed=1)
    assert isinstance(result, NotEstimable) and result.obstacle is Obstacle.NO_VARIATION


def test_columns_of_other_lengths_are_refused() -> None:
    with pytest.raises(ValueError):
        matched_standardised_change([1, 2, 3], [1, 2], list("abc"), seed=1)


def test_hedges_g_reproduces_printed_figures() -> None:
    example = worked_example("hedges_borenstein")
    given_ = example.given
    result = hedges_g(
        mean_1=given_["m1"],
        mean_2=given_["m2"],
        sd_1=given_["s1"],
        sd_2=given_["s2"],
        n_1=given_["n1"],
        n_2=given_["n2"],
    )
    assert isinstance(result, HedgesG)
    assert [result.pooled_sd, result.d, result.variance_d] == [example.near(key) for key in ("s_within", "d", "v_d")]
    assert [result.correction, result.g] == [example.near("J"), example.near("g")]
    assert [result.standard_error, result.standard_error**2] == [example.near("se_g"), example.near("v_g")]
    assert [result.interval.low, result.interval.high] == example.near("ci")


def test_hedges_g_says_too_few_and_no_variation() -> None:
    few = hedges_g(mean_1=1, mean_2=2, sd_1=1, sd_2=1, n_1=1, n_2=9)
    flat = hedges_g(mean_1=1, mean_2=2, sd_1=0, sd_2=0, n_1=9, n_2=9)
    assert isinstance(few, NotEstimable) and few.obstacle is Obstacle.TOO_FEW
    assert isinstance(flat, NotEstimable) and flat.obstacle is Obstacle.NO_VARIATION
    with pytest.raises(ValueError):
        hedges_g(mean_1=1, mean_2=2, sd_1=-1, sd_2=1, n_1=9, n_2=9)
