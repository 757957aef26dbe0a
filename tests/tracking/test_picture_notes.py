"""A noticing with a picture."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from tests.factories.school import TODAY, make_student
from tests.factories.tracking import NOW
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tests.tracking.test_pictures import drawn, upload
from tracking.models import LearningChoices, Noticing, Picture
from tracking.picture_notes import record_pictured_noticing


def pictured(people: Personas, **changes: object) -> list[Noticing]:
    values = {
        "students": [people.student, make_student(school=people.school)],
        "behaviour": make_behaviour(school=people.school),
        "term": people.term,
        "text": "Tried a second way.",
        "context": "maths",
        "by": people.teacher,
        "on": TODAY,
        "now": NOW,
        "picture": upload(drawn()),
        "picture_words": "A bridge",
    }
    with tenant(people.school.pk, member_id=people.teacher.pk):
        return record_pictured_noticing(**{**values, **changes})  # type: ignore[arg-type]


def test_each_learner_gets_a_copy_and_a_replay_adds_none(people: Personas) -> None:
    LearningChoices.objects.create(school=people.school, pictures=True)
    key, students = uuid.uuid4(), [people.student, make_student(school=people.school)]
    for _ in range(2):
        pictured(people, client_key=key, students=students)
    assert Noticing.objects.filter(picture__isnull=False).count() == Picture.objects.count() == 2
    assert {note.picture.student for note in Noticing.objects.all()} == set(students)


def test_pictures_are_off_until_the_school_wants_them(people: Personas) -> None:
    with pytest.raises(ValidationError, match="keeps no pictures"):
        pictured(people)
    assert pictured(people, picture=None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"picture_words": " "}, "what the picture shows"), ({"picture": upload(b"<svg/>")}, "not a picture")],
)
def test_all_of_it_or_nothing(people: Personas, changes: dict[str, object], words: str) -> None:
    LearningChoices.objects.create(school=people.school, pictures=True)
    with pytest.raises(ValidationError, match=words):
        pictured(people, **changes)
    assert not Noticing.objects.exists()
    assert not Picture.objects.exists()
