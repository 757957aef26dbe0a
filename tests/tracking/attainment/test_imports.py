"""Bringing a table in, again, and out."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learningculture.tenancy import tenant
from school.models import Batch, Change
from tests.factories.school import make_student
from tests.factories.tracking import NOW
from tests.personas import Personas
from tests.tracking.attainment.tables import BY_NAME, table_of
from tracking.attainment.imports import attainment_of, bring_attainment, failing_rows, remembered_for, undo_attainment
from tracking.models import AttainmentImport

TABLE = table_of("Idris,Costa,101", "Nobody,Here,99")


def bring(people: Personas, *lines: str) -> AttainmentImport:
    table = table_of(*lines) if lines else TABLE
    return bring_attainment(table=table, told=BY_NAME, term=people.term, by=people.head, now=NOW)[0]


def results(people: Personas) -> list[tuple[str, str, str]]:
    return [(row.subject, row.measure, row.words) for row in attainment_of(people.student)]


def test_results_come_in_once_and_again_change_nothing(people: Personas) -> None:
    first, second = bring(people), bring(people)
    assert results(people) == [("Reading", "Spring test", "101")]
    assert (first.applied, first.unchanged, first.failed, first.batch.kind) == (1, 0, 1, Batch.Kind.ATTAINMENT)
    assert (second.applied, second.unchanged, second.failed, second.batch) == (0, 1, 1, None)


def test_undo_brings_back_what_was_before(people: Personas) -> None:
    with tenant(people.school.pk):
        bring(people)
        later = bring(people, "Idris,Costa,104")
        assert results(people) == [("Reading", "Spring test", "104")]
        undo_attainment(made=later, by=people.head, now=NOW)
        assert results(people) == [("Reading", "Spring test", "101")]
        with pytest.raises(ValidationError):
            undo_attainment(made=later, by=people.head, now=NOW + datetime.timedelta(minutes=1))


def test_each_result_leaves_an_audit_line(people: Personas) -> None:
    bring(people)
    assert Change.objects.filter(table_name="tracking_attainmentresult").count() == 1


def test_rows_left_out_come_back_with_the_reason(people: Personas) -> None:
    _made, comparison = bring_attainment(table=TABLE, told=BY_NAME, term=people.term, by=people.head, now=NOW)
    sheet = failing_rows(comparison)
    assert list(sheet.header) == ["Forename", "Surname", "Reading", "Reason"]
    assert list(sheet.rows) == [["Nobody", "Here", "99", "No student here has this name."]]


def test_columns_are_remembered_for_the_same_headings(people: Personas) -> None:
    bring(people)
    assert remembered_for(people.head, TABLE.header) == BY_NAME
    assert remembered_for(people.head, ("Name", "Maths")) is None


def test_only_leaders_and_the_office_bring_results(people: Personas) -> None:
    with pytest.raises(ValidationError):
        bring_attainment(table=TABLE, told=BY_NAME, term=people.term, by=people.teacher, now=NOW)
    assert results(people) == []


def test_many_rows_take_as_many_statements_as_one(people: Personas) -> None:
    names = [make_student(school=people.school, name=f"Kit N{n}", school_class=people.maple) for n in range(30)]
    counts = []
    for group in (names[:1], names[1:]):
        with CaptureQueriesContext(connection) as queries:
            bring(people, *(f"{one.given_name},{one.family_name},100" for one in group))
        counts.append(len(queries))
    assert counts[0] == counts[1]
