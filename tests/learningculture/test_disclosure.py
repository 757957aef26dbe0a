"""How a share of few answers is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningculture.disclosure import (
    Bound,
    Turnout,
    most_told,
    nearest,
    sealed_limit,
    told_numerator,
    told_percent,
    told_range,
    told_size,
)

counts = st.integers(1, 120).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_limits_by_size() -> None:
    assert [most_told(n) for n in (5, 9, 10, 19, 20, 39, 40, 300)] == [60, 60, 80, 80, 90, 90, 95, 95]


def test_told_by_hand() -> None:
    assert told_percent(7, 12) == (60, Bound.ABOUT)
    assert told_percent(5, 8) == (60, Bound.OR_MORE)
    assert told_percent(13, 21) == (62, Bound.ABOUT)
    assert told_percent(13, 21, step=5) == (60, Bound.ABOUT)
    assert told_percent(0, 7) == (40, Bound.OR_FEWER)
    assert nearest(5, 8, 5) == 65


@given(counts)
def test_what_is_kept_is_told_in_the_same_words(case: tuple[int, int]) -> None:
    numerator, answers = case
    kept = told_numerator(numerator, answers)
    assert told_percent(kept, answers) == told_percent(numerator, answers)
    assert kept == numerator or told_percent(numerator, answers)[1] != Bound.ABOUT


def test_range_by_hand() -> None:
    """75 % of 20: centre (0.75 + 0.0960) / 1.1921 = 0.7097, reach 0.1785; 60 % or more of 7, told as 5, to the top."""
    low, high = told_range(75, Bound.ABOUT, 20)
    assert (round(low, 3), round(high, 3)) == (0.531, 0.888)
    assert (told_size(7), told_size(19), told_size(23)) == (5, 15, 23)
    assert told_range(60, Bound.OR_MORE, 7)[1] == 1.0


@given(counts)
def test_range_holds_the_told_share(count: tuple[int, int]) -> None:
    numerator, answers = count
    if answers >= 5:
        share, bound = told_percent(numerator, answers)
        low, high = told_range(share, bound, answers)
        assert 0 <= low <= share / 100 <= high <= 1


def test_limits_of_sealed_answers_by_size() -> None:
    limits = [sealed_limit(n) for n in (5, 9, 10, 14, 15, 19, 20, 39, 40, 80)]
    assert limits == [55, 55, 60, 60, 70, 70, 80, 80, 90, 95]


@pytest.mark.parametrize(
    ("answers", "invited", "told"),
    [
        *((5, 8, "5–8"), (7, 20, "5–9"), (12, 30, "10–14"), (15, 15, "10–15"), (20, 21, "15–21")),
        *((21, 30, "21"), (27, 30, "27"), (28, 30, "28–30"), (30, 30, "28–30")),
    ],
)
def test_turnout_is_told_in_fives_and_never_as_everybody(answers: int, invited: int, told: str) -> None:
    assert str(Turnout(answers, invited)) == told


def test_turnout_by_hand() -> None:
    """13 of 24 is 54.2 %: told to one where 24 of 30 answered, to five where 24 of 25 did."""
    assert (Turnout(24, 30).told_percent(13), Turnout(24, 25).told_percent(13)) == ((54, ""), (55, ""))
    assert (Turnout(24, 30).response, Turnout(25, 25).response, Turnout(23, 25).response) == (80, 90, 90)
    assert Turnout(12, 30).told_percent(5) == (45, "")  # 41.7 % is not "40 % or fewer", and never told as 40 %
    assert (Turnout(24, 30).told_numerator(24), Turnout(24, 30).told_numerator(1)) == (20, 4)
