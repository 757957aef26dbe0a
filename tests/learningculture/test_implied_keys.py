"""The composite key alone refuses what Django's own key refused."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from learningculture.implied_keys import IMPLIED_KEYS, LetGoOfImpliedKeys
from learningculture.tenancy import tenant
from school.models import Enrolment, RosterKeep
from tests.factories.school import make_class, make_member, make_school

pytestmark = pytest.mark.django_db


def implied() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(IMPLIED_KEYS.format(app="school_"))
        return set(cursor.fetchall())


def test_reference_to_another_school_or_to_nothing_is_refused() -> None:
    school, other = make_school(), make_school(name="Elsewhere")
    theirs = make_member(school=other)
    for member in (theirs.pk, theirs.pk + 1_000_000):
        with pytest.raises(IntegrityError, match="rosterkeep_member_id_tenant_fk"), transaction.atomic():
            RosterKeep.objects.create(school=school, member_id=member, field="year_group")
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_row_that_others_refer_to_cannot_go() -> None:
    school = make_school()
    group, member = make_class(school=school), make_member(school=school)
    Enrolment.objects.create(school=school, school_class=group, member=member, role="student", starts_on="2026-01-01")
    with pytest.raises(IntegrityError, match="tenant_fk"), tenant(school.pk), connection.cursor() as cursor:
        cursor.execute("DELETE FROM school_member WHERE id = %s", [member.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_operation_takes_the_keys_away_and_lays_them_again() -> None:
    state = MigrationLoader(connection).project_state()
    operation = LetGoOfImpliedKeys()
    with connection.schema_editor() as editor:
        operation.database_backwards("school", editor, state, state)
        laid = implied()
        assert ("school_rosterkeep", "school_rosterkeep_member_id_fk") in laid and len(laid) > 20
        operation.database_forwards("school", editor, state, state)
    assert implied() == set()


@pytest.mark.parametrize("table", ["tracking_judgement", "tracking_noticing", "tracking_checkin", "observations_visit"])
def test_large_tables_have_one_key_for_each_reference(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(IMPLIED_KEYS.format(app=table))
        assert cursor.fetchall() == []
