import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.disclosure.minimums import (
    MIN_PUPILS_INSIDE,
    Withheld,
    withheld_below,
    withheld_comments,
    withheld_network_cell,
    withheld_pulse,
    withheld_pulse_split,
    withheld_pupil_cell_outside,
    withheld_teacher_cell,
    withheld_trend,
)

EVEN = dict.fromkeys("abcde", 2)


@pytest.mark.parametrize(
    ("answers", "invited", "about_leader", "reason"),
    [
        (5, 10, False, None),
        (4, 8, False, "Withheld: fewer than 5 answers."),
        (5, 11, False, "Withheld: fewer than 50% of those invited answered."),
        (7, 7, False, "Withheld: the pulse is off in schools with fewer than 8 staff."),
        (9, 12, True, "Withheld: fewer than 10 answers."),
        (10, 11, True, "Withheld: fewer than 10 answers."),  # told as 5 to 11
        (10, 12, True, None),
    ],
)
def test_whole_school_pulse(answers: int, invited: int, about_leader: bool, reason: str | None) -> None:
    withheld = withheld_pulse(answers, invited=invited, about_leader=about_leader)
    assert (withheld and withheld.sentence) == reason


@pytest.mark.parametrize(
    ("answers", "invited", "about_leader", "reason"),
    [
        (10, 20, False, None),
        (9, 12, False, "Withheld: fewer than 10 answers."),
        (11, 11, False, "Withheld: fewer than 12 people were invited."),
        (10, 21, False, "Withheld: fewer than 50% of those invited answered."),
        (30, 30, True, "Withheld: questions about a leader are shown for the whole school only."),
    ],
)
def test_pulse_split(answers: int, invited: int, about_leader: bool, reason: str | None) -> None:
    withheld = withheld_pulse_split(answers, invited=invited, about_leader=about_leader)
    assert (withheld and withheld.sentence) == reason


@given(st.integers(0, 60), st.integers(0, 60))
def test_split_is_never_shown_where_the_whole_school_is_not(answers: int, silent: int) -> None:
    if withheld_pulse(answers, invited=answers + silent):
        assert withheld_pulse_split(answers, invited=answers + silent)


def test_more_answers_than_invitations_are_refused() -> None:
    with pytest.raises(ValueError):
        withheld_pulse(9, invited=8)
    with pytest.raises(ValueError):
        withheld_pulse_split(9, invited=8)


def test_trend_and_comments_need_ten_answers() -> None:
    assert withheld_trend(10, 10) is None and withheld_trend(30, 9)
    assert withheld_comments(10, 3) is None and withheld_comments(9, 3) and withheld_comments(10, 2)


def test_sentence_names_the_rule_and_not_the_number() -> None:
    assert withheld_below(7, MIN_PUPILS_INSIDE, "pupils") == Withheld("Withheld: fewer than 10 pupils.")
    assert withheld_below(10, MIN_PUPILS_INSIDE, "pupils") is None


@pytest.mark.parametrize(
    ("observations", "reason"),
    [
        (EVEN, None),
        (dict.fromkeys("abcd", 3), "Withheld: fewer than 5 teachers."),
        ({**EVEN, "a": 1}, "Withheld: fewer than 10 observations."),
        ({**EVEN, "a": 6}, "Withheld: one teacher gives more than 40% of the observations."),
        ({**EVEN, "f": 0}, None),
    ],
)
def test_teacher_cell(observations: dict[str, int], reason: str | None) -> None:
    withheld = withheld_teacher_cell(observations)
    assert (withheld and withheld.sentence) == reason


def test_teacher_cell_stands_without_the_viewers_own_notes() -> None:
    six = dict.fromkeys("abcdef", 2)
    assert withheld_teacher_cell(six, written_by_viewer={"a": 2}) is None
    assert withheld_teacher_cell(six, written_by_viewer={"a": 2, "b": 2})
    with pytest.raises(ValueError):
        withheld_teacher_cell(six, written_by_viewer={"a": 3})
    with pytest.raises(ValueError):
        withheld_teacher_cell(six, written_by_viewer={"z": 1})


@pytest.mark.parametrize(
    ("cell", "remainder", "shown"), [(20, 10, True), (20, 0, True), (19, 50, False), (20, 9, False)]
)
def test_pupil_cell_outside_the_school(cell: int, remainder: int, shown: bool) -> None:
    assert (withheld_pupil_cell_outside(cell, remainder) is None) is shown


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        (dict.fromkeys("abcde", 10), True),
        (dict.fromkeys("abcd", 10), False),
        ({"a": 35, "b": 20, "c": 20, "d": 15, "e": 10}, True),
        ({"a": 36, "b": 20, "c": 20, "d": 14, "e": 10}, False),
        ({}, False),
    ],
)
def test_network_cell(counts: dict[str, int], shown: bool) -> None:
    assert (withheld_network_cell(counts) is None) is shown
