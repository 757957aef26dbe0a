"""Who looked at whom: written once for each look, read by the one it is about."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext

from learningculture.tenancy import tenant
from school.models import Look, Member
from school.privacy.looks import SUPPORT, lines_for, looks_at, looks_between, looks_by, note_look
from tests.factories.school import make_student
from tests.personas import Personas

SUPPORTED = {"looker": None, "because": "Ticket 12"}
NOW = datetime.datetime(2026, 3, 10, 10, 42, tzinfo=datetime.UTC)


def look(people: Personas, by: Member | None = None, **more) -> int:
    asked = {"looker": by or people.teacher, "subjects": [people.student], "kind": Look.Kind.LEARNER_PAGE}
    return note_look(**asked | {"now": NOW} | more)


def test_look_says_who_whom_what_when_and_by_which_right(people: Personas) -> None:
    assert look(people, people.head, thing_id=7) == 1
    kept = looks_at(people.student).get()
    assert (kept.looker, kept.kind, kept.thing_id, kept.at, kept.role) == (people.head, "learner_page", 7, NOW, "head")


def test_own_records_are_nobodys_look(people: Personas) -> None:
    assert look(people, people.student) == 0
    assert not Look.objects.exists()


def test_many_subjects_are_one_statement(people: Personas) -> None:
    students = [make_student(school=people.school) for _ in range(40)]
    with tenant(people.school.pk, member_id=people.head.pk), CaptureQueriesContext(connection) as queries:
        assert look(people, people.head, subjects=[*students, students[0], people.head], kind="export") == 40
    assert len(queries) == 1


def test_application_adds_looks_of_support_and_of_background_work(people: Personas) -> None:
    with tenant(people.school.pk):
        look(people)
        look(people, **SUPPORTED, school_id=people.school.pk)
    assert set(Look.objects.values_list("role", "because")) == {("teacher", ""), (SUPPORT, "Ticket 12")}


def test_support_looks_for_a_reason_only(people: Personas) -> None:
    with pytest.raises(AssertionError, match="for a reason"):
        note_look(looker=None, subjects=[people.student], kind="learner_page", now=NOW, school_id=people.school.pk)


@pytest.mark.parametrize(("name", "sees"), [("student", 1), ("teacher", 1), ("head", 0), ("administrator", 0)])
def test_database_shows_a_look_to_subject_and_looker_only(people: Personas, name: str, sees: int) -> None:
    look(people)
    with tenant(people.school.pk, member_id=getattr(people, name).pk):
        assert Look.objects.count() == sees


def test_look_is_neither_changed_nor_removed(people: Personas) -> None:
    look(people)
    with tenant(people.school.pk, member_id=people.student.pk):
        assert Look.objects.update(because="x") == 0
        assert Look.objects.all()._raw_delete("default") == 0
    assert Look.objects.get().because == ""


def test_look_is_added_in_the_own_school_only(people: Personas) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), tenant(people.stranger.school_id):
        look(people)


def test_child_and_adult_are_told_in_their_own_words(people: Personas) -> None:
    look(people, people.plc_lead)
    look(people, people.plc_lead, subjects=[people.teacher], kind="visit")
    look(people, **SUPPORTED, school_id=people.school.pk)
    told = {person: lines_for(person, looks_at(person)) for person in (people.student, people.teacher)}
    assert {line.sentence for line in told[people.student]} == {
        "Joe Okoro looked at your page",
        "Somebody from the software’s support looked at your page",
    }
    assert [(line.sentence, line.role) for line in told[people.teacher]] == [
        ("Joe Okoro opened the record of a visit you hosted", "PLC lead")
    ]
    assert {line.role for line in told[people.student]} == {""}


def test_one_knows_what_one_looked_at(people: Personas) -> None:
    look(people)
    assert looks_by(people.teacher).count() == 1


def test_stolen_account_names_whose_records_were_seen(people: Personas) -> None:
    for minute in (0, 30, 90):
        look(people, now=NOW + datetime.timedelta(minutes=minute))
    look(people, people.head)
    user_id = people.teacher.user_id
    found = looks_between(user_id=user_id, since=NOW, until=NOW + datetime.timedelta(hours=1))
    assert [(line.subject, line.at.minute) for line in found] == [(people.student, 42), (people.student, 12)]


def test_breach_drill_lists_them_as_a_table(people: Personas, capsys: pytest.CaptureFixture) -> None:
    look(people)
    out, err = io.StringIO(), io.StringIO()
    asked = {"user": people.teacher.user.email, "since": "2026-03-10T10:00+00:00", "until": "2026-03-10T11:00+00:00"}
    call_command("looks_between", **asked, stdout=out, stderr=err)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [(row["school"], row["kind"], row["person"]) for row in rows] == [
        ("harbour-lane", "learner_page", "Idris Costa")
    ]
    assert "1 people" in err.getvalue()
    with pytest.raises(CommandError, match="no account"):
        call_command("looks_between", **asked | {"user": "nobody@example.org"})
