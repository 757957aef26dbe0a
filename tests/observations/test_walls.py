"""The database itself keeps a record from those whom the host did not add."""

from __future__ import annotations

import pytest
from django.db import connection

from learningculture.tenancy import tenant
from observations.models import Visit
from observations.sharing import note_opening
from tests.factories.observations import make_visit
from tests.personas import Personas

CONTENT = ("observations_visit", "observations_sighting", "observations_visitfocus", "school_look")


def rows_seen_by(people: Personas, member=None, *, purpose: str = "", school=None) -> list[int]:
    """How many rows a raw query finds in each table, as the application's own role."""
    school = school or people.school
    with tenant(school.pk, member_id=member and member.pk, purpose=purpose), connection.cursor() as cursor:
        cursor.execute("SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        counts = []
        for table in CONTENT:
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts.append(cursor.fetchone()[0])
        return counts


def opened_visit(people: Personas, **changes) -> Visit:
    visit = make_visit(host=people.teacher, visitor=people.plc_lead, **changes)
    note_opening(visit=visit, by=people.plc_lead, now=visit.recorded_at)
    return visit


@pytest.mark.parametrize("name", ["head", "teaching_assistant", "student", "governor", "administrator"])
def test_raw_query_by_anybody_else_finds_no_row(people: Personas, name: str) -> None:
    opened_visit(people)
    assert rows_seen_by(people, getattr(people, name)) == [0, 0, 0, 0]


@pytest.mark.parametrize("name", ["teacher", "plc_lead"])
def test_raw_query_by_host_and_visitor_finds_the_rows(people: Personas, name: str) -> None:
    opened_visit(people)
    assert rows_seen_by(people, getattr(people, name)) == [1, 1, 1, 1]


def test_raw_query_by_an_added_reader_finds_the_rows(people: Personas) -> None:
    opened_visit(people, readers=(people.head,))
    assert rows_seen_by(people, people.head) == [1, 1, 1, 0]


def test_withdrawn_visit_is_gone_for_all_but_the_host(people: Personas) -> None:
    opened_visit(people, readers=(people.head,), ring=Visit.Ring.SCHOOL, withdrawn=True)
    found = [rows_seen_by(people, member)[0] for member in (people.teacher, people.plc_lead, people.head)]
    assert found == [1, 0, 0]


def test_build_reads_every_visit_of_its_school_and_of_no_other(people: Personas) -> None:
    opened_visit(people)
    assert rows_seen_by(people, purpose="build") == [1, 1, 1, 0]
    assert rows_seen_by(people, purpose="build", school=people.stranger.school) == [0, 0, 0, 0]


def test_without_a_person_there_are_no_rows(people: Personas) -> None:
    opened_visit(people)
    assert rows_seen_by(people) == [0, 0, 0, 0]
