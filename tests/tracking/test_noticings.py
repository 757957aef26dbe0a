"""Ten-second notes."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learningculture.tenancy import tenant
from school.models import Change
from tests.factories.school import TODAY, make_student
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tracking.models import Noticing
from tracking.noticings import record_noticing, take_back_noticing


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


def taken_back(people: Personas, key: uuid.UUID, later: datetime.timedelta = datetime.timedelta()) -> int:
    with tenant(people.school.pk, member_id=people.teacher.pk):
        return take_back_noticing(client_key=key, by=people.teacher, now=timezone.now() + later)


def test_a_note_taken_back_is_gone_and_a_replay_brings_nothing(people: Personas) -> None:
    key = uuid.uuid4()
    noticed(people, client_key=key)
    assert taken_back(people, key) == 1
    assert noticed(people, client_key=key) == []
    assert taken_back(people, key) == 0
    assert not Noticing.objects.exists()
    with tenant(people.school.pk, purpose="privacy"):
        kept = Change.objects.get(table_name="tracking_noticing", action="delete")
    assert kept.before["text"] == "Tried a second way before asking."


def test_a_note_of_an_hour_ago_stays(people: Personas) -> None:
    key = uuid.uuid4()
    noticed(people, client_key=key)
    with pytest.raises(ValidationError, match="older than ten minutes"):
        taken_back(people, key, datetime.timedelta(hours=1))
    assert Noticing.objects.exists()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.booleans(), min_size=1, max_size=6))
def test_replays_and_undos_in_any_order_leave_one_truth(people: Personas, steps: list[bool]) -> None:
    """True: the note comes (again). False: it is taken back. Once taken back it stays so."""
    key = uuid.uuid4()
    for comes in steps:
        noticed(people, client_key=key) if comes else taken_back(people, key)
    assert Noticing.objects.filter(client_key=key).count() == int(all(steps))
