"""The host alone shares, stops sharing and withdraws; whoever opens the record is noted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from observations.models import Visit
from observations.queries import openings_of, visits_visible_to
from observations.sharing import (
    keep_from_school,
    note_opening,
    share_with,
    share_with_school,
    stop_sharing,
    withdraw_visit,
)
from tests.factories.observations import MORNING, make_visit
from tests.personas import Personas


def sees(visit: Visit, *members) -> list[bool]:
    return [visits_visible_to(member).filter(pk=visit.pk).exists() for member in members]


def held(people: Personas, **changes) -> Visit:
    return make_visit(host=people.teacher, visitor=people.plc_lead, **changes)


def test_sharing_with_one_colleague_reaches_only_them(people: Personas) -> None:
    visit = held(people)
    assert share_with(visit=visit, member=people.teaching_assistant, by=people.teacher) == share_with(
        visit=visit, member=people.teaching_assistant, by=people.teacher
    )
    assert sees(visit, people.teaching_assistant, people.head) == [True, False]
    stop_sharing(visit=visit, by=people.teacher, member=people.teaching_assistant)
    assert sees(visit, people.teaching_assistant) == [False]


def test_sharing_with_the_school_reaches_staff_and_nobody_else(people: Personas) -> None:
    visit = share_with_school(visit=held(people), by=people.teacher)
    outsiders = (people.student, people.governor, people.administrator, people.stranger)
    assert sees(visit, people.head, people.teaching_assistant) == [True, True]
    assert sees(visit, *outsiders) == [False] * 4


def test_stopping_leaves_host_and_visitor(people: Personas) -> None:
    visit = held(people, readers=(people.head,), ring=Visit.Ring.SCHOOL)
    keep_from_school(visit=visit, by=people.teacher)
    assert sees(visit, people.head, people.teaching_assistant) == [True, False]
    stop_sharing(visit=visit, by=people.teacher)
    assert sees(visit, people.teacher, people.plc_lead, people.head) == [True, True, False]


def test_withdrawn_visit_is_the_hosts_alone(people: Personas) -> None:
    visit = held(people, readers=(people.head,), ring=Visit.Ring.SCHOOL)
    first = withdraw_visit(visit=visit, by=people.teacher, now=MORNING).withdrawn_at
    assert withdraw_visit(visit=visit, by=people.teacher, now=MORNING).withdrawn_at == first
    assert sees(visit, people.teacher, people.plc_lead, people.head) == [True, False, False]


CALLS: list[Callable[..., object]] = [
    lambda visit, by, other: share_with(visit=visit, member=other, by=by),
    lambda visit, by, other: share_with_school(visit=visit, by=by),
    lambda visit, by, other: stop_sharing(visit=visit, by=by),
    lambda visit, by, other: keep_from_school(visit=visit, by=by),
    lambda visit, by, other: withdraw_visit(visit=visit, by=by, now=MORNING),
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("by", ["plc_lead", "head"])
def test_nobody_but_the_host_decides(people: Personas, call: Callable[..., object], by: str) -> None:
    with pytest.raises(ValidationError, match="Only the host"):
        call(held(people), getattr(people, by), people.teaching_assistant)


@pytest.mark.parametrize("name", ["teacher", "plc_lead", "student", "governor", "stranger"])
def test_record_is_shared_with_other_staff_of_the_school_only(people: Personas, name: str) -> None:
    with pytest.raises(ValidationError):
        share_with(visit=held(people), member=getattr(people, name), by=people.teacher)


def test_nothing_is_shared_before_there_is_a_record(people: Personas) -> None:
    visit = held(people, state=Visit.State.AGREED)
    for call in CALLS[:2]:
        with pytest.raises(ValidationError, match="no record"):
            call(visit, people.teacher, people.head)


def test_every_opening_by_others_is_noted(people: Personas) -> None:
    visit, planned = held(people), held(people, state=Visit.State.AGREED)
    for member in (people.plc_lead, people.plc_lead, people.teacher):
        note_opening(visit=visit, by=member, now=MORNING)
    assert note_opening(visit=planned, by=people.plc_lead, now=MORNING) is False
    assert [look.looker for look in openings_of(visit)] == [people.plc_lead] * 2
