"""Pulses close by themselves, school by school, by each school's own calendar."""

import datetime

import pytest
import time_machine

from tests.factories.school import TODAY, make_school
from tests.factories.vision import make_staff
from tests.personas import Personas
from vision import tasks
from vision.models import Pulse
from vision.pulse import cast_ballot, open_pulse
from vision.queries import participation_rate


def test_the_night_lays_down_anew_what_was_said_in_each_school(people: Personas, monkeypatch) -> None:
    laid = []
    monkeypatch.setattr(tasks, "forget_when_said", lambda school: laid.append(school.pk))
    monkeypatch.setattr(tasks, "rewrite_unnamed", lambda: laid.append("rewritten"))
    tasks.forget_the_day()
    assert (len(laid), laid[-1], people.school.pk in laid) == (3, "rewritten", True)


def test_one_task_goes_out_for_each_school(people: Personas, monkeypatch) -> None:
    make_school()
    sent = []
    monkeypatch.setattr(tasks.close_pulses_of_school, "delay", lambda **given: sent.append(given["school_id"]))
    tasks.close_due_pulses()
    assert len(sent) == 3
    assert people.school.pk in sent


@pytest.mark.parametrize(("zone", "state"), [("Europe/London", "open"), ("Pacific/Auckland", "discarded")])
def test_pulse_closes_when_its_last_day_has_ended_at_the_school(people: Personas, zone: str, state: str) -> None:
    people.school.time_zone = zone
    people.school.save()
    make_staff(school=people.school, number=8)
    open_pulse(school=people.school, term=people.term, closes_on=TODAY, by=people.head, on=TODAY)
    with time_machine.travel(datetime.datetime(2026, 3, 10, 20, tzinfo=datetime.UTC)):
        tasks.close_pulses_of_school(school_id=people.school.pk)
        tasks.close_pulses_of_school(school_id=people.school.pk)
    assert Pulse.objects.get().state == state


def test_the_rate_of_the_day_is_that_of_the_night_whoever_looks_first(people: Personas) -> None:
    """The head looks before and after somebody answers, on a day on which nobody has looked: both times the same."""
    staff = make_staff(school=people.school, number=8)
    pulse = open_pulse(school=people.school, term=people.term, closes_on=TODAY, by=people.head, on=TODAY)
    for member in staff[:5]:
        cast_ballot(pulse=pulse, member=member, answers={"p1": 4})
    with time_machine.travel(datetime.datetime(2026, 3, 10, 0, 4, tzinfo=datetime.UTC)):
        tasks.close_pulses_of_school(school_id=people.school.pk)
    for member in staff[5:]:
        cast_ballot(pulse=pulse, member=member, answers={"p1": 4})
    assert participation_rate(pulse, TODAY) == 40
