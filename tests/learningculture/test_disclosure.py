"""How a share of few answers is told."""

from hypothesis import given
from hypothesis import strategies as st

from learningculture.disclosure import Bound, most_told, nearest, told_numerator, told_percent, told_range, told_size

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
