"""Ten-second notes."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from tests.factories.school import TODAY, make_student
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tracking.models import Noticing
from tracking.noticings import record_noticing


def noticed(people: Personas, **changes: object) -> list[Noticing]:
    values = {
        "students": [people.student],
        "behaviour": make_behaviour(school=people.school),
        "term": people.term,
        "text": " Tried a second way before asking. ",
        "context": "maths",
        "by": people.teacher,
        "on": TODAY,
    }
    with tenant(people.school.pk, member_id=people.teacher.pk):
        return record_noticing(**{**values, **changes})  # type: ignore[arg-type]


def test_record_noticing_writes_a_row_for_each_learner(people: Personas) -> None:
    other = make_student(school=people.school)
    rows = noticed(people, students=[people.student, other, other])
    assert {row.student for row in rows} == {people.student, other}
    saved = Noticing.objects.get(student=people.student)
    assert (saved.text, saved.author, saved.noticed_on) == ("Tried a second way before asking.", people.teacher, TODAY)
    assert all(row.pk for row in rows)


def test_the_same_note_sent_twice_is_kept_once(people: Personas) -> None:
    key = uuid.uuid4()
    first, second = noticed(people, client_key=key), noticed(people, client_key=key, text="Other words.")
    assert [row.pk for row in first] == [row.pk for row in second]
    assert Noticing.objects.get().text == "Tried a second way before asking."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"students": []}, "at least one learner"),
        ({"text": "  "}, "what you saw"),
        ({"text": "x" * 281}, "what you saw"),
        ({"context": "moon"}, "where you saw it"),
    ],
)
def test_record_noticing_says_what_is_missing(people: Personas, changes: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        noticed(people, **changes)
    assert not Noticing.objects.exists()


def test_only_staff_notice_and_only_students_are_noticed(people: Personas) -> None:
    with pytest.raises(ValidationError, match="Only staff"):
        noticed(people, by=people.student)
    with pytest.raises(ValidationError, match="students of this school"):
        noticed(people, students=[people.head])
    with pytest.raises(ValidationError, match="one class at most"):
        noticed(people, students=[make_student(school=people.school) for _ in range(41)])
