"""How a share of few answers is told."""

from hypothesis import given
from hypothesis import strategies as st

from learningculture.disclosure import Bound, most_told, nearest, told_numerator, told_percent

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
