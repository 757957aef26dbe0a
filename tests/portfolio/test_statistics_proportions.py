import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.statistics.proportions import (
    funnel_limits,
    needs_non_response_bounds,
    newcombe_interval,
    non_response_bounds,
    share_of,
    wilson_interval,
)
from portfolio.statistics.results import Interval, NotEstimable, Obstacle
from tests.portfolio.worked_examples import all_entries, worked_example

counts = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def ends(interval: Interval | NotEstimable) -> list[float]:
    assert isinstance(interval, Interval)
    return [interval.low, interval.high]


def test_worked_examples_all_name_their_source() -> None:
    assert all(entry["source"] and entry["tol"] > 0 for entry in all_entries())


@pytest.mark.parametrize("name", ["wilson", "staff_pulse_70"])
def test_wilson_interval_reproduces_printed_figures(name: str) -> None:
    example = worked_example(name)
    assert [ends(wilson_interval(*case)) for case in example.given["cases"]] == example.near("wilson")


@pytest.mark.parametrize("other", ["wald", "clopper_pearson", "wilson_cc"])
def test_wilson_interval_is_no_other_printed_interval(other: str) -> None:
    example = worked_example("wilson")
    for case, wrong in zip(example.given["cases"], example.expect[other], strict=True):
        assert ends(wilson_interval(*case)) != pytest.approx(wrong, abs=example.tol)


def test_newcombe_interval_reproduces_printed_figures() -> None:
    example = worked_example("newcombe10")
    got = [ends(newcombe_interval(a, m, b, n)) for a, m, b, n in example.given["cases"]]
    assert got == example.near("ci")


def test_non_response_bounds_reproduce_printed_figures() -> None:
    example = worked_example("staff_pulse_bounds")
    assert ends(non_response_bounds(**example.given)) == example.near("bounds")


@pytest.mark.parametrize(("limits", "low", "high"), [("inner", "lo95", "hi95"), ("outer", "lo998", "hi998")])
def test_funnel_limits_reproduce_printed_figures(limits: str, low: str, high: str) -> None:
    example = worked_example("funnel_60")
    got = [getattr(each, limits) for each in funnel_limits(example.given["theta"], example.given["n"])]
    assert [each.low for each in got] == example.near(low)
    assert [each.high for each in got] == example.near(high)


@given(counts)
def test_wilson_interval_holds_its_share_or_says_too_few(case: tuple[int, int]) -> None:
    interval = wilson_interval(*case)
    if case[1] == 0:
        assert isinstance(interval, NotEstimable) and interval.obstacle is Obstacle.TOO_FEW
    else:
        low, high = ends(interval)
        assert 0 <= low <= case[0] / case[1] + 1e-12 and case[0] / case[1] - 1e-12 <= high <= 1
        assert high > low


@given(counts, counts)
def test_newcombe_interval_turns_round_with_its_shares(one: tuple[int, int], two: tuple[int, int]) -> None:
    there, back = newcombe_interval(*one, *two), newcombe_interval(*two, *one)
    if isinstance(there, NotEstimable):
        assert 0 in (one[1], two[1])
    else:
        difference = one[0] / one[1] - two[0] / two[1]
        assert -1 <= there.low <= difference + 1e-12 and difference - 1e-12 <= there.high <= 1
        assert ends(back) == pytest.approx([-there.high, -there.low])


@given(counts, st.integers(0, 50), st.data())
def test_non_response_bounds_hold_whatever_the_silent_think(
    case: tuple[int, int], silent: int, data: st.DataObject
) -> None:
    agreeing, answered = case
    bounds = non_response_bounds(agreeing, answered, answered + silent)
    if answered + silent:
        truth = (agreeing + data.draw(st.integers(0, silent))) / (answered + silent)
        low, high = ends(bounds)
        assert low - 1e-12 <= truth <= high + 1e-12
    else:
        assert isinstance(bounds, NotEstimable)


@given(st.floats(0.01, 0.99), st.integers(1, 500))
def test_funnel_outer_limits_hold_the_inner_ones(theta: float, n: int) -> None:
    (limits,) = funnel_limits(theta, [n])
    assert 0 <= limits.outer.low <= limits.inner.low + 1e-12
    assert limits.inner.high - 1e-12 <= limits.outer.high <= 1


def test_share_counts_before_it_rates() -> None:
    share = share_of(12, 40, eligible=50)
    assert (share.numerator, share.denominator, share.eligible) == (12, 40, 50)
    assert (share.value, share.coverage) == (0.3, 0.8)
    assert share.interval == wilson_interval(12, 40)


def test_share_of_nobody_is_an_answer() -> None:
    share = share_of(0, 0, eligible=0)
    for figure in (share.value, share.coverage, share.interval):
        assert isinstance(figure, NotEstimable) and figure.obstacle is Obstacle.TOO_FEW


@pytest.mark.parametrize("case", [(-1, 5), (6, 5)])
def test_impossible_counts_are_refused(case: tuple[int, int]) -> None:
    with pytest.raises(ValueError):
        wilson_interval(*case)
    with pytest.raises(ValueError):
        newcombe_interval(1, 2, *case)
    with pytest.raises(ValueError):
        non_response_bounds(*case, 10)


def test_more_answers_than_people_are_refused() -> None:
    with pytest.raises(ValueError):
        non_response_bounds(3, 11, 10)
    with pytest.raises(ValueError):
        share_of(3, 11, eligible=10)
    with pytest.raises(ValueError):
        funnel_limits(1.0, [10])


@pytest.mark.parametrize(("answered", "invited", "needed"), [(79, 100, True), (80, 100, False), (0, 0, False)])
def test_non_response_bounds_are_needed_below_80_per_cent(answered: int, invited: int, needed: bool) -> None:
    assert needs_non_response_bounds(answered, invited) is needed


@pytest.mark.parametrize("ends", [(math.nan, 1.0), (0.0, math.inf), (1.0, 0.0)])
def test_interval_is_never_nan_nor_upside_down(ends: tuple[float, float]) -> None:
    with pytest.raises(ValueError):
        Interval(*ends)
