"""Chance draws, a talk is recorded once, and the student's words are needed."""

import random

import pytest
from django.core.exceptions import ValidationError

from tests.factories.dialogue import make_student_talk
from tests.factories.school import TODAY, make_student
from tests.personas import Personas
from vision.models import StudentTalk
from vision.student_talks import draw_students, record_talk, talks_about, talks_in

pytestmark = pytest.mark.django_db


def test_draw_fills_up_what_is_missing_and_no_more(people: Personas) -> None:
    for number in range(6):
        make_student(school=people.school, name=f"Drawn {number}")
    assert len(draw_students(term=people.term, on=TODAY, number=3, chance=random.Random(7))) == 3
    assert draw_students(term=people.term, on=TODAY, number=3) == []
    draw_students(term=people.term, on=TODAY, number=5)
    assert StudentTalk.objects.values("student").distinct().count() == 5


def test_draw_takes_everybody_where_there_are_few(people: Personas) -> None:
    draw_students(term=people.term, on=TODAY, number=500)
    again = draw_students(term=people.term, on=TODAY, number=500)
    assert again == []
    assert all(talk.student.is_student for talk in talks_in(people.term))


def test_talk_is_recorded_once_with_the_students_words(people: Personas) -> None:
    talk = make_student_talk(term=people.term, student=people.student)
    with pytest.raises(ValidationError, match="in their words"):
        record_talk(talk=talk, can_say=True, words="", by=people.head, on=TODAY)
    said = {"can_say": True, "words": "I keep going at maths.", "by": people.head, "on": TODAY}
    assert record_talk(talk=talk, **said) == record_talk(talk=talk, **said)
    with pytest.raises(ValidationError, match="has been recorded"):
        record_talk(talk=talk, can_say=False, words="", by=people.head, on=TODAY)
    assert talks_about(people.student).get().words == "I keep going at maths."


def test_not_yet_needs_no_words(people: Personas) -> None:
    talk = make_student_talk(term=people.term, student=people.student)
    assert record_talk(talk=talk, can_say=False, words="", by=people.head, on=TODAY).can_say is False
