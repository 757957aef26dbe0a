"""Who may thank whom, in which words, once."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from school.models import Member
from tests.factories.celebrations import make_celebration
from tests.factories.school import TODAY, make_member, make_student
from tests.factories.tracking import NOW, make_noticing
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tracking.celebrations import (
    KIND_SENTENCES,
    MOST_A_DAY,
    celebrate,
    celebrations_in,
    colleagues_never_thanked,
    given_by,
    may_be_thanked_by,
    never_thanked_in,
    received_by,
    take_back_celebration,
)
from tracking.models import Celebration

KIND = str(KIND_SENTENCES[0])


def thank(people: Personas, by: Member, to: Member, text: str = KIND, **more: object) -> Celebration:
    behaviour = make_behaviour(school=people.school)
    return celebrate(to=to, behaviour=behaviour, text=text, term=people.term, by=by, on=TODAY, **more)  # type: ignore[arg-type]


def names(people: Personas, by: Member) -> set[str]:
    return {one.display_name for one in may_be_thanked_by(by, people.term, TODAY)}


def test_each_thanks_those_they_learn_or_work_with(people: Personas) -> None:
    mate = make_student(school=people.school, name="Wren Vale", school_class=people.maple)
    make_student(school=people.school, name="Far Away")
    assert names(people, people.student) == {mate.display_name, people.teacher.display_name}
    assert "Wren Vale" in names(people, people.teacher) and "Far Away" not in names(people, people.teacher)
    assert people.head.display_name in names(people, people.teacher)
    assert names(people, people.governor) == set()


def test_the_same_thanks_sent_twice_are_one(people: Personas) -> None:
    key = uuid.uuid4()
    first = thank(people, people.teacher, people.student, "You asked why.", client_key=key)
    assert thank(people, people.teacher, people.student, "You asked why.", client_key=key).pk == first.pk
    assert [each.pk for each in received_by(people.student)] == [first.pk] == [e.pk for e in given_by(people.teacher)]


def test_no_child_writes_freely_about_another(people: Personas) -> None:
    mate = make_student(school=people.school, name="Wren Vale", school_class=people.maple)
    with pytest.raises(ValidationError, match="one of the sentences"):
        thank(people, people.student, mate, "You smell.")
    assert thank(people, people.student, mate).text == KIND
    assert thank(people, people.student, people.teacher, "You explained it again.").text == "You explained it again."


def test_a_student_does_not_thank_in_bulk(people: Personas) -> None:
    for _time in range(MOST_A_DAY):
        thank(people, people.student, people.teacher)
    last = given_by(people.student).first()
    with pytest.raises(ValidationError, match="enough"):
        thank(people, people.student, people.teacher)
    assert last is not None and thank(people, people.student, people.teacher, client_key=last.client_key).pk == last.pk


def test_thanks_rest_on_what_is_the_receivers_own(people: Personas) -> None:
    other = make_student(school=people.school, name="Wren Vale", school_class=people.maple)
    noticing = make_noticing(student=other, author=people.teacher, term=people.term)
    with pytest.raises(ValidationError, match="somebody else"):
        thank(people, people.teacher, people.student, "Well done.", noticing=noticing)
    assert thank(people, people.teacher, other, "Well done.", noticing=noticing).noticing == noticing


def test_taken_back_by_the_giver_on_the_same_day(people: Personas) -> None:
    made = thank(people, people.teacher, people.student)
    with pytest.raises(ValidationError):
        take_back_celebration(celebration=made, by=people.head, on=TODAY, now=NOW)
    take_back_celebration(celebration=made, by=people.teacher, on=TODAY, now=NOW)
    with pytest.raises(ValidationError, match="took this back"):
        thank(people, people.teacher, people.student, client_key=made.client_key)
    assert not received_by(people.student)


def test_who_has_never_been_thanked(people: Personas) -> None:
    other = make_student(school=people.school, name="Wren Vale", school_class=people.maple)
    make_celebration(to=other, by=people.teacher, term=people.term)
    assert list(never_thanked_in(people.maple, TODAY)) == [people.student]
    assert [each.to for each in celebrations_in(people.maple, TODAY)] == [other]


def test_colleagues_are_a_count_and_never_below_five(people: Personas) -> None:
    assert colleagues_never_thanked(people.head, TODAY) is None
    make_member(school=people.school, name="Fay Five")
    assert colleagues_never_thanked(people.head, TODAY) == 5
    assert colleagues_never_thanked(people.teacher, TODAY) is None
