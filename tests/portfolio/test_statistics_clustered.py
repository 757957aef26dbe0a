"""Shares and means of things that come in classes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.statistics.clustered import clustered_mean_interval, design_effect, effective_size
from portfolio.statistics.results import Interval, NotEstimable


def test_classes_that_differ_as_chance_would_have_no_design_effect() -> None:
    assert design_effect([(5, 10), (5, 10), (5, 10)]) == 1.0


def test_classes_that_speak_with_one_voice_count_as_few() -> None:
    """p = 1/2, n = 20, G = 2: variance 2/1 · (5² + 5²) / 20² = 0.25 against 0.25/20 = 0.0125, so 20 times."""
    assert design_effect([(10, 10), (0, 10)]) == pytest.approx(20)
    assert effective_size([(10, 10), (0, 10)]) == pytest.approx(1)


def test_one_class_or_one_answer_estimates_nothing() -> None:
    assert design_effect([(3, 10)]) == design_effect([(4, 4), (6, 6)]) == design_effect([(0, 4), (0, 6)]) == 1.0


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(9, 30)), min_size=1, max_size=12))
def test_effective_size_is_never_above_the_size(clusters: list[tuple[int, int]]) -> None:
    assert 0 < effective_size(clusters) <= sum(n for _yes, n in clusters)


def test_few_classes_use_t_over_class_totals() -> None:
    """Sums 4, 0, 2 of 10 each: mean 0.2, residuals 2, −2, 0; √(3/2 · 8) / 30 = 0.11547; t(2) = 4.30265; ± 0.49683."""
    interval = clustered_mean_interval([(4, 10), (0, 10), (2, 10)], seed=1)
    assert isinstance(interval, Interval)
    assert (interval.low, interval.high) == (
        pytest.approx(0.2 - 0.49683, abs=1e-4),
        pytest.approx(0.2 + 0.49683, abs=1e-4),
    )


def test_many_classes_are_drawn_again_with_the_seed() -> None:
    clusters = [(float(place), 10) for place in range(8)]
    once, again = (clustered_mean_interval(clusters, seed=52) for _time in range(2))
    assert once == again
    assert isinstance(once, Interval) and once.low < 0.35 < once.high


def test_one_class_has_no_interval() -> None:
    assert isinstance(clustered_mean_interval([(4.0, 10)], seed=1), NotEstimable)
