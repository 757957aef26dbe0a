"""The second wall: what the database itself refuses, under the application's role."""

from __future__ import annotations

import os

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from learningculture.tenancy import enter_school, is_tenant, tenant
from school.models import Change, Enrolment, Member
from tests.factories.school import enrol, make_member, make_school
from tests.personas import Personas


def scalar(statement: str, *values: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def execute(statement: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def settings_now() -> tuple[object, ...]:
    return tuple(scalar(f"SELECT coalesce(current_setting('app.{name}', true), '')") for name in ("school", "member"))


def test_application_role_is_neither_superuser_nor_above_the_policies(db: None) -> None:
    with tenant(None):
        assert scalar("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user") is False
        assert scalar("SELECT count(*) FROM pg_tables WHERE tableowner = current_user") == 0


def test_without_a_school_no_tenant_table_shows_a_row(people: Personas) -> None:
    tables = [model._meta.db_table for model in apps.get_models() if is_tenant(model)]
    tables = [table for table in tables if table != "school_networkschool"]
    assert scalar("SELECT count(*) FROM school_member") == 8
    with tenant(None):
        assert {table: scalar(f"SELECT count(*) FROM {table}") for table in tables} == dict.fromkeys(tables, 0)


def test_raw_query_of_the_applications_own_login_shows_nothing_without_a_school(transactional_db: None) -> None:
    school = make_member(school=make_school()).school
    with psycopg.connect(os.environ["LC_TEST_APP_LOGIN"]) as raw:
        assert raw.execute("SELECT * FROM school_member").fetchall() == []
        raw.execute("SELECT set_config('app.school', %s, true)", [str(school.pk)])
        assert len(raw.execute("SELECT * FROM school_member").fetchall()) == 1
        raw.commit()
        assert raw.execute("SELECT * FROM school_member").fetchall() == []


def test_one_school_sees_only_its_own_rows(people: Personas) -> None:
    with tenant(people.stranger.school_id):
        assert list(Member.objects.all()) == [people.stranger]


def test_one_school_changes_nothing_of_another(people: Personas) -> None:
    with tenant(people.stranger.school_id):
        assert execute("UPDATE school_member SET given_name = 'x' WHERE id = %s", people.head.pk) == 0
        assert execute("DELETE FROM school_member WHERE id = %s", people.head.pk) == 0
    people.head.refresh_from_db()
    assert people.head.given_name == "Helen"


def test_one_school_adds_nothing_to_another(people: Personas) -> None:
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        tenant(people.stranger.school_id),
    ):
        Member.objects.create(school=people.school, roles=["head"], given_name="In", joined_on="2026-01-01")


def test_no_row_moves_to_another_school(people: Personas) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), tenant(people.school.pk):
        Member.objects.filter(pk=people.head.pk).update(school=people.stranger.school)


def test_reference_to_another_schools_row_is_refused(people: Personas) -> None:
    """Foreign keys look past row-level security; the school in the key stops them."""
    with pytest.raises(IntegrityError, match="tenant_fk"), transaction.atomic(), tenant(people.school.pk):
        Enrolment.objects.create(
            school=people.school,
            school_class=people.maple,
            member=people.stranger,
            role="teacher",
            starts_on="2026-01-05",
        )
        execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_inner_school_gives_way_to_the_outer_one(people: Personas) -> None:
    with tenant(people.school.pk, member_id=people.head.pk):
        outer = settings_now()
        with tenant(people.stranger.school_id):
            assert settings_now() == (str(people.stranger.school_id), "")
        assert settings_now() == outer == (str(people.school.pk), str(people.head.pk))


def test_inner_school_gives_way_after_an_error_too(people: Personas) -> None:
    with tenant(people.school.pk):
        with pytest.raises(ZeroDivisionError), tenant(people.stranger.school_id):
            raise ZeroDivisionError
        assert settings_now() == (str(people.school.pk), "")


def test_school_ends_with_the_transaction(transactional_db: None) -> None:
    role = scalar("SELECT current_user")
    with tenant(7, member_id=8):
        assert settings_now() == ("7", "8")
        assert scalar("SELECT current_user") != role
    assert settings_now() == ("", "")
    assert scalar("SELECT current_user") == role


def test_school_is_never_entered_outside_a_transaction(transactional_db: None) -> None:
    with pytest.raises(AssertionError, match="inside a transaction"):
        enter_school(7)


def changes_of(member: Member) -> list[tuple[object, ...]]:
    found = Change.objects.filter(table_name="school_member", row_id=str(member.pk)).order_by("id")
    return list(found.values_list("action", "member_id", "before"))


def test_every_write_is_audited_with_who_what_and_before(people: Personas) -> None:
    with tenant(people.school.pk, member_id=people.head.pk):
        Member.objects.filter(pk=people.teacher.pk).update(family_name="Khan")
        Member.objects.filter(pk=people.teacher.pk).update(family_name="Khan")
    assert changes_of(people.teacher) == [("insert", None, None), ("update", people.head.pk, {"family_name": "Rahman"})]


def test_deletion_is_audited_with_the_whole_row(people: Personas) -> None:
    enrolment = enrol(people.teaching_assistant, people.maple, role="assistant")
    with tenant(people.school.pk, member_id=people.head.pk):
        Enrolment.objects.filter(pk=enrolment.pk).delete()
    change = Change.objects.get(table_name="school_enrolment", row_id=str(enrolment.pk), action="delete")
    assert change.member_id == people.head.pk
    assert (change.before["member_id"], change.before["role"]) == (people.teaching_assistant.pk, "assistant")


def test_audit_can_be_added_to_and_never_changed(people: Personas) -> None:
    before = Change.objects.count()
    with tenant(people.school.pk, purpose="audit"):
        assert Change.objects.count() > 0
        assert execute("UPDATE school_change SET action = 'none'") == 0
        assert execute("DELETE FROM school_change") == 0
    assert Change.objects.count() == before


def test_audit_is_read_by_no_member_whatever_their_role(people: Personas) -> None:
    """Old words of a visit stand in it, and a visit is its host's."""
    assert Change.objects.count() > 0
    for member in people.members().values():
        for purpose in ("", "build"):
            with tenant(people.school.pk, member_id=member.pk, purpose=purpose):
                assert Change.objects.count() == 0
