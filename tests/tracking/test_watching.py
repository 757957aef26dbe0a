"""Which pages about learners count as looking at them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from school.models import Look
from school.privacy.looks import looks_at
from tests.factories.observations import make_term_now
from tests.factories.school import enrol
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.watching import note_look_at_class, note_look_at_learner


@pytest.fixture
def birch(people: Personas):
    term, birch = make_term_now(host=people.teacher)
    enrol(people.student, birch, starts_on=term.starts_on)
    return birch


def test_every_opening_of_a_learners_page_is_noted(people: Personas) -> None:
    for person in (people.teacher, people.head, people.student):
        note_look_at_learner(student=people.student, by=person, now=timezone.now())
    assert {look.looker for look in looks_at(people.student)} == {people.teacher, people.head}


def test_class_page_is_noted_for_who_is_not_of_the_class(people: Personas, birch) -> None:
    for person in (people.teacher, people.head):
        note_look_at_class(school_class=birch, by=person, now=timezone.now())
    look = Look.objects.get()
    assert (look.looker, look.subject, look.kind, look.thing_id) == (
        people.head,
        people.student,
        "class_page",
        birch.pk,
    )


@pytest.mark.parametrize("page", ["class", "grid", "grid_plain", "learner"])
def test_pages_note_the_look_of_a_leader(people: Personas, birch, page: str) -> None:
    client_for(people.head).get(address(people, page, people.student.pk if page == "learner" else birch.pk))
    assert [look.looker for look in looks_at(people.student)] == [people.head]


def test_page_that_is_refused_notes_nothing(people: Personas, birch) -> None:
    for person in (people.plc_lead, people.stranger, people.governor):
        client_for(person).get(address(people, "learner", people.student.pk))
    assert not Look.objects.exists()
