"""What a closed pulse says, and what it does not say."""

import pytest

from tests.factories.vision import make_pulse
from tests.personas import Personas
from vision.models import Pulse
from vision.results import readings_of, response_of


def first_reading(people: Personas, counts: list[int], **pulse: int):
    return readings_of(make_pulse(term=people.term, by=people.head, counts={"p1": counts}, **pulse))[0]


@pytest.mark.parametrize(
    ("counts", "sentence", "width"),
    [
        ([0, 2, 4, 4, 3], "About 55 % agree", 55),
        ([0, 0, 0, 6, 6], "60 % or more agree", 60),
        ([6, 6, 0, 0, 0], "40 % or fewer agree", 40),
    ],
)
def test_small_numbers_are_rounded_without_steps(
    people: Personas, counts: list[int], sentence: str, width: int
) -> None:
    reading = first_reading(people, counts)
    assert (reading.agree, reading.width, reading.steps) == (sentence, width, ())
    assert reading.answers == "10–14"


def test_from_twenty_answers_the_five_steps_are_shown(people: Personas) -> None:
    reading = first_reading(people, [1, 2, 3, 9, 10], invited=30, answered=25)
    assert reading.agree == "76 % agree"
    assert [(step.shade, step.share) for step in reading.steps] == [(1, 4), (2, 8), (3, 12), (4, 36), (5, 40)]


def test_range_stands_beside_the_share_and_the_limits_where_many_did_not_answer(people: Personas) -> None:
    """76 % of 25: 0.566 to 0.885. 25 of 40 is 65 % answered: 0.76 × 0.65 = 0.494, and with 0.35 more 0.844."""
    full = first_reading(people, [1, 2, 3, 9, 10], invited=30, answered=25)
    assert (full.range, full.among_all) == ("57\xa0%\xa0to\xa089\xa0%", "")
    half = first_reading(people, [1, 2, 3, 9, 10], invited=40, answered=25)
    assert (half.range, half.among_all) == ("57\xa0%\xa0to\xa089\xa0%", "49\xa0%\xa0to\xa084\xa0%")


@pytest.mark.parametrize("counts", [[0, 3, 3, 9, 10], [1, 1, 1, 30, 30], [5, 5, 5, 0, 10]])
def test_steps_that_would_speak_for_everybody_are_not_shown(people: Personas, counts: list[int]) -> None:
    assert first_reading(people, counts, invited=70, answered=sum(counts)).steps == ()


def test_items_that_were_not_released_are_withheld_with_the_reason(people: Personas) -> None:
    readings = readings_of(make_pulse(term=people.term, by=people.head, counts={"p1": [0, 0, 0, 5, 5]}))
    assert [bool(reading.withheld) for reading in readings] == [False, *[True] * 7]
    assert "Too few" in readings[1].withheld


def test_an_item_that_less_than_half_of_the_staff_answered_is_withheld_like_in_the_portfolio(people: Personas) -> None:
    reading = first_reading(people, [0, 0, 4, 3, 2], invited=20, answered=15)
    assert ("Fewer than half" in reading.withheld, reading.agree) == (True, "")


def test_less_than_half_of_the_staff_speaks_for_nobody(people: Personas) -> None:
    reading = first_reading(people, [0, 0, 0, 5, 4], invited=20, answered=9)
    assert "Fewer than half" in reading.withheld
    assert reading.agree == ""


def test_a_discarded_pulse_says_so_and_hides_its_number(people: Personas) -> None:
    pulse = make_pulse(term=people.term, by=people.head, answered=3)
    Pulse.objects.update(state=Pulse.State.DISCARDED)
    pulse.refresh_from_db()
    assert "deleted unopened" in readings_of(pulse)[0].withheld
    assert response_of(pulse) == "fewer than 5 of 20"


def test_response_is_banded(people: Personas) -> None:
    assert response_of(make_pulse(term=people.term, by=people.head, answered=15)) == "15–20 of 20"
