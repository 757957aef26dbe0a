import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningculture.disclosure import most_told
from portfolio.disclosure.minimums import Withheld
from portfolio.disclosure.rounding import (
    RoundedShare,
    rounded_count,
    rounded_mean,
    rounded_participation,
    rounded_share,
    shown_n,
)

counts = st.integers(5, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("numerator", "answers", "text", "n"),
    [
        (5, 5, "60 % or more", "5–9"),
        (0, 9, "40 % or fewer", "5–9"),
        (9, 10, "80 % or more", "10–14"),
        (1, 10, "20 % or fewer", "10–14"),
        (14, 19, "75 %", "15–19"),
        (7, 12, "60 %", "10–14"),
        (5, 9, "55 %", "5–9"),
        (20, 20, "90 % or more", "20"),
        (13, 21, "62 %", "21"),
        (1, 40, "5 % or fewer", "40"),
        (39, 40, "95 % or more", "40"),
        (3, 40, "8 %", "40"),
    ],
)
def test_share_as_shown(numerator: int, answers: int, text: str, n: str) -> None:
    share = rounded_share(numerator, answers)
    assert isinstance(share, RoundedShare)
    assert (share.text, share.n) == (text, n)


@given(counts)
def test_shown_share_is_near_the_truth(case: tuple[int, int]) -> None:
    share = rounded_share(*case)
    assert isinstance(share, RoundedShare)
    truth, step = 100 * case[0] / case[1], 1 if case[1] >= 20 else 5
    if share.bound == " or more":
        assert truth >= share.percent == most_told(case[1])
    elif share.bound == " or fewer":
        assert truth <= share.percent == 100 - most_told(case[1])
    else:
        assert abs(truth - share.percent) <= step / 2 and share.percent % step == 0


@given(st.integers(5, 400))
def test_all_none_and_what_lies_next_to_them_are_told_alike(answers: int) -> None:
    """Also one who disagreed, and takes their own answer away, cannot know that all the others agreed."""
    for three in ((0, 1, 2), (answers - 2, answers - 1, answers)):
        told = {rounded_share(numerator, answers) for numerator in three}
        (share,) = told
        assert isinstance(share, RoundedShare) and share.bound


def test_step_can_be_coarser_whatever_the_number() -> None:
    share = rounded_share(11, 24, step=5)
    assert isinstance(share, RoundedShare) and share.text == "45 %"


def test_under_five_answers_everything_is_withheld() -> None:
    for shown in (rounded_share(4, 4), rounded_mean(12, 4), rounded_participation(4, 20)):
        assert shown == Withheld("Withheld: fewer than 5 answers.")


@pytest.mark.parametrize(
    ("answers", "shown"),
    [(0, "fewer than 5"), (4, "fewer than 5"), (9, "5–9"), (10, "10–14"), (19, "15–19"), (20, "20")],
)
def test_n_as_shown(answers: int, shown: str) -> None:
    assert shown_n(answers) == shown


def test_mean_and_participation_as_shown() -> None:
    assert rounded_mean(31, 8) == 3.9
    assert rounded_participation(33, 60) == 55
    assert rounded_participation(29, 60) == 50


@pytest.mark.parametrize(("pupils", "shown"), [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (7, "5"), (8, "10")])
def test_count_that_leaves_the_school(pupils: int, shown: str) -> None:
    assert rounded_count(pupils) == shown


def test_impossible_counts_are_refused() -> None:
    for call in (lambda: rounded_share(6, 5), lambda: rounded_participation(9, 8), lambda: shown_n(-1)):
        with pytest.raises(ValueError):
            call()
    with pytest.raises(ValueError):
        rounded_count(-1)
