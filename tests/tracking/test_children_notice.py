"""What children notice of themselves and, kindly, of classmates."""

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from tests.factories.school import TODAY, make_student
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tracking.children_notice import MOST_A_DAY, classmates_of, notice_classmate, notice_oneself, sentences_for
from tracking.models import LearningChoices, Noticing


def kind(people: Personas, **changes: object) -> list[Noticing]:
    values = {
        "classmate": changes.pop("classmate", None) or make_student(school=people.school, school_class=people.maple),
        "behaviour": make_behaviour(school=people.school),
        "term": people.term,
        "sentence": 0,
        "context": "maths",
        "by": people.student,
        "on": TODAY,
    }
    with tenant(people.school.pk, member_id=people.student.pk):
        return notice_classmate(**{**values, **changes})  # type: ignore[arg-type]


def switch_on(people: Personas) -> None:
    LearningChoices.objects.create(school=people.school, peers_notice=True)


def test_a_child_notes_themselves(people: Personas) -> None:
    with tenant(people.school.pk, member_id=people.student.pk):
        notice_oneself(
            student=people.student,
            behaviour=make_behaviour(school=people.school),
            term=people.term,
            text="I kept going.",
            context="maths",
            on=TODAY,
        )
    saved = Noticing.objects.get()
    assert (saved.source, saved.student, saved.author) == ("self", people.student, people.student)


def test_a_classmate_gets_a_sentence_of_ours(people: Personas) -> None:
    switch_on(people)
    (saved,) = kind(people)
    assert (saved.source, saved.author, saved.text) == ("peer", people.student, "You kept going when it was hard.")


def test_not_unless_the_school_switched_it_on(people: Personas) -> None:
    with pytest.raises(ValidationError, match="not switched this on"):
        kind(people)


def test_only_classmates_and_only_sentences_there_are(people: Personas) -> None:
    switch_on(people)
    for mate in (make_student(school=people.school), people.student):
        with pytest.raises(ValidationError, match="of your class"):
            kind(people, classmate=mate)
    with pytest.raises(ValidationError, match="one of the sentences"):
        kind(people, sentence=len(sentences_for(make_behaviour(school=people.school))))
    assert people.student not in classmates_of(people.student, TODAY)


def test_five_a_day_are_enough(people: Personas) -> None:
    switch_on(people)
    for _ in range(MOST_A_DAY):
        kind(people)
    with pytest.raises(ValidationError, match="enough for today"):
        kind(people)
    assert Noticing.objects.count() == MOST_A_DAY
