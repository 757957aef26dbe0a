"""The audit by statement says what the audit by row said, on every table, whichever way the database came about."""

from __future__ import annotations

import importlib

import pytest
from django.db import ProgrammingError, connection, transaction

from learningculture.tenancy import tenant
from school.models import Change, Enrolment, Member, School
from tests.factories.school import enrol, make_class, make_member, make_school

pytestmark = pytest.mark.django_db

laid = importlib.import_module("school.migrations.0003_batches")
runs = importlib.import_module("school.migrations.0014_runs_of_new_rows")


DERIVED = {"plain_name"}
"""What the database makes of other columns. The first form of the audit knew no such columns, and named it as well."""


def execute(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def triggers() -> list[tuple[object, ...]]:
    return execute(
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger "
        "WHERE tgfoid::regproc::text LIKE 'record_change%' ORDER BY 1, 2"
    )


def writes() -> list[tuple[object, ...]]:
    """Writes of every kind, and what the audit says of them, by the number of the row."""
    after = Change.objects.order_by("-id").values_list("id", flat=True).first() or 0
    school = make_school()
    group, people = make_class(school=school), [make_member(school=school) for _ in range(3)]
    places = [enrol(one, group) for one in people]
    Member.objects.filter(school=school).update(family_name="Same", year_group=4)
    Member.objects.filter(school=school).update(family_name="Same")
    Member.objects.bulk_create(
        [Member(pk=people[0].pk, school=school, roles=["student"], joined_on="2026-01-01", given_name="Upsert")],
        update_conflicts=True, unique_fields=["id"], update_fields=["given_name"],
    )  # fmt: skip
    Enrolment.objects.filter(pk=places[0].pk).delete()
    own = {str(row.pk): number for number, row in enumerate([*people, *places, group], 1)}
    told = Change.objects.filter(id__gt=after, table_name__in=["school_member", "school_enrolment"]).order_by("id")
    return [
        (table, own[row], action, sorted({*(before or {})} - DERIVED), member, batch)
        for table, row, action, before, member, batch in told.values_list(
            "table_name", "row_id", "action", "before", "member_id", "batch_id"
        )
    ]


def test_every_audited_table_has_the_three_triggers_and_no_old_one() -> None:
    tables = {table for table, _name, _definition in triggers()}
    wanted = {(table, f"{table}_audit_{end}") for table in tables for end in ("insert", "update", "delete")}
    assert {(table, name) for table, name, _definition in triggers()} == wanted
    assert {"school_member", "tracking_noticing", "observations_visit", "vision_behaviour"} <= tables


def test_database_of_before_is_converted_to_the_same(db: None) -> None:
    new = triggers()
    execute(laid.ROW_BY_ROW)
    old = triggers()
    assert {name for _table, name, _definition in old} == {f"{table}_audit" for table, _name, _definition in new}
    execute(laid.CONVERT)
    assert triggers() == new


def test_both_forms_tell_the_same(db: None) -> None:
    new = writes()
    assert len(new) == 11
    execute(laid.ROW_BY_ROW)
    assert writes() == new


def test_changed_key_is_one_row_gone_and_another_come() -> None:
    member = make_member(school=make_school())
    Member.objects.filter(pk=member.pk).update(id=member.pk + 1_000_000)
    told = Change.objects.filter(row_id__in=[str(member.pk), str(member.pk + 1_000_000)], table_name="school_member")
    assert sorted(told.values_list("action", flat=True)) == ["delete", "insert", "insert"]


def added(*people: tuple[School, int]) -> list[tuple[int, str, int | None]]:
    """People with these numbers, in one statement, and what the audit says of them."""
    Member.objects.bulk_create(
        Member(pk=pk, school=school, roles=["student"], joined_on="2026-01-01") for school, pk in people
    )
    told = Change.objects.filter(table_name="school_member", action="insert").order_by("id")
    return list(told.values_list("school_id", "row_id", "last_row_id"))


def test_rows_added_together_are_one_line_for_each_unbroken_run() -> None:
    one, other = make_school(), make_school(name="Elsewhere")
    people = [(one, 1001), (one, 1002), (one, 1003), (other, 1004), (one, 1005), (other, 1006), (other, 1007)]
    assert added(*people) == [
        (one.pk, "1001", 1003),
        (other.pk, "1004", None),
        (one.pk, "1005", None),
        (other.pk, "1006", 1007),
    ]


def test_run_of_rows_keeps_its_end_and_can_be_written_out() -> None:
    school = make_school()
    assert added((school, 1001), (school, 1002), (school, 1003)) == [(school.pk, "1001", 1003)]
    with (
        tenant(school.pk, purpose="privacy"),
        transaction.atomic(),
        pytest.raises(ProgrammingError, match="audit keeps"),
    ):
        Change.objects.update(last_row_id=1002)
    execute(runs.EACH_ITS_LINE)
    assert set(Change.objects.values_list("row_id", flat=True)) >= {"1001", "1002", "1003"}


def test_what_the_database_derives_is_not_said_a_second_time() -> None:
    member = make_member(school=make_school(), name="Zoë Żak")
    Member.objects.filter(pk=member.pk).update(family_name="Khan")
    Member.objects.filter(pk=member.pk).delete()
    [changed, gone] = Change.objects.filter(row_id=str(member.pk)).exclude(action="insert").order_by("id")
    assert changed.before == {"family_name": "Żak"}
    assert {"given_name", "roles"} < gone.before.keys() and not DERIVED & gone.before.keys()
