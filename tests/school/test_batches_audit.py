"""The audit by statement says what the audit by row said, on every table, whichever way the database came about."""

from __future__ import annotations

import importlib

import pytest
from django.db import connection

from school.models import Change, Enrolment, Member
from tests.factories.school import enrol, make_class, make_member, make_school

pytestmark = pytest.mark.django_db

laid = importlib.import_module("school.migrations.0003_batches")


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
        (table, own[row], action, sorted(before or {}), member, batch)
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
