"""A conversation between the student and the staff of the class, never twice, nobody else's."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from school.models import Member
from tests.factories.school import make_student
from tests.factories.tracking import NOW, make_check_in, make_evidence, make_goal, make_judgement, make_noticing
from tests.personas import Personas
from tracking.models import Noticing, Reply
from tracking.replies import KINDS, may_reply, replies_about, replies_on_page_of, thing_of, words_of_thing, write_reply


def noticing(people: Personas) -> Noticing:
    return make_noticing(student=people.student, author=people.teacher, text="Asked why.")


def say(people: Personas, by: Member, thing: Noticing, text: str = "Thank you.", **more: object) -> Reply:
    what = {"student": people.student, "kind": "noticing", "thing": thing, "term": people.term}
    return write_reply(by=by, text=text, now=NOW, **what, **more)  # type: ignore[arg-type]


def test_student_and_class_staff_talk_beside_it(people: Personas) -> None:
    thing = noticing(people)
    say(people, people.student, thing)
    say(people, people.teacher, thing, "You are welcome.")
    said = replies_on_page_of(people.student)["noticing", thing.pk]
    assert [(each.author, each.text) for each in said] == [
        (people.student, "Thank you."),
        (people.teacher, "You are welcome."),
    ]


def test_sent_twice_it_is_one(people: Personas) -> None:
    thing, key = noticing(people), uuid.uuid4()
    assert (
        say(people, people.student, thing, client_key=key).pk == say(people, people.student, thing, client_key=key).pk
    )
    assert replies_about(people.student).count() == 1


def test_others_take_no_part(people: Personas) -> None:
    mate = make_student(school=people.school, name="Wren Vale", school_class=people.maple)
    for by in (people.head, people.plc_lead, mate, people.governor):
        assert not may_reply(student=people.student, by=by, term=people.term, on=NOW.date())
        with pytest.raises(ValidationError):
            say(people, by, noticing(people))
    with pytest.raises(ValidationError):
        say(people, people.student, noticing(people), "  ")


def test_only_what_stands_on_the_students_own_page(people: Personas) -> None:
    other = make_student(school=people.school, name="Wren Vale", school_class=people.maple)
    theirs = make_noticing(student=other, author=people.teacher)
    assert thing_of(people.student, "noticing", theirs.pk) is None
    assert thing_of(people.student, "member", people.student.pk) is None


def test_every_kind_can_be_quoted(people: Personas) -> None:
    check_in = make_check_in(student=people.student)
    things = {
        "noticing": noticing(people),
        "judgement": make_judgement(student=people.student, judge=people.teacher),
        "evidence": make_evidence(student=people.student),
        "goal": make_goal(student=people.student),
        "answer": check_in.answers.first(),
    }
    assert set(things) | {"celebration"} == set(KINDS)
    for kind, thing in things.items():
        assert thing_of(people.student, kind, thing.pk) == thing
        assert words_of_thing(thing)
