"""What is kept of a pulse's answers, by hand."""

import pytest

from tests.factories.vision import make_pulse
from tests.personas import Personas
from vision.counting import counts_of, may_show_steps, release, released_counts


def test_counts_leave_out_those_who_skipped() -> None:
    sheets = [{"p1": 5}, {"p1": 1}, {"p1": None}, {}, {"p1": 5, "p2": 2}]
    assert counts_of("p1", sheets) == [1, 0, 0, 0, 2]


def test_items_come_in_their_order_and_below_the_minimum_not_at_all(people: Personas) -> None:
    pulse = make_pulse(term=people.term, by=people.head)
    sheets = [{"p2": 4, "p1": 2, "p4": 4}] * 5 + [{"p1": 4, "p4": 3}] * 4 + [{"p3": 3}] * 4
    assert [(result.item, sum(result.counts)) for result in release(pulse, sheets)] == [("p1", 9), ("p2", 5)]


@pytest.mark.parametrize(
    ("counts", "kept"),
    [
        ([1, 2, 3, 8, 6], [1, 2, 3, 8, 6]),  # twenty, each step chosen: as given
        ([0, 3, 3, 8, 6], [6, 0, 0, 14, 0]),  # an empty step would speak for all
        ([0, 0, 0, 0, 5], [2, 0, 0, 3, 0]),  # of five no more than 55 % is told
    ],
)
def test_no_more_is_kept_than_may_be_shown(counts: list[int], kept: list[int]) -> None:
    assert may_show_steps(counts, 25) is (kept == counts)
    assert released_counts(counts, 25) == kept


def test_steps_need_three_who_were_silent() -> None:
    """Of 22 invited nobody may know whether all answered, so twenty are told as 20 to 22 and without steps."""
    assert not may_show_steps([1, 2, 3, 8, 6], 22)
    assert may_show_steps([1, 2, 3, 8, 6], 23)


@pytest.mark.parametrize(("answers", "kept"), [(9, 0), (10, 1), (14, 1)])
def test_items_about_leaders_need_ten_answers_as_told(people: Personas, answers: int, kept: int) -> None:
    pulse = make_pulse(term=people.term, by=people.head, invited=16)
    assert len(release(pulse, [{"p4": 4}] * answers)) == kept


def test_ten_of_ten_about_leaders_would_tell_that_all_answered(people: Personas) -> None:
    assert release(make_pulse(term=people.term, by=people.head, invited=11), [{"p4": 4}] * 10) == []
