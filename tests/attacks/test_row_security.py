"""The database's own wall: what the application's role reads, whatever a view forgot."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from learningculture.tenancy import tenant
from observations.models import Sighting, Visit, VisitFocus
from school.models import Member, School
from tests.attacks.world import World, make_elsewhere, make_visitor, make_world
from tests.personas import Personas, make_personas
from tests.test_guards import tenant_models
from vision.models import PulseBallot, PulseParticipation

pytestmark = pytest.mark.django_db
OUTSIDE = {"NetworkSchool"}
"""Says which schools form a network, no more; it has a school and no wall."""


@pytest.fixture
def people() -> Personas:
    return make_personas()


@pytest.fixture
def world(people: Personas) -> World:
    return make_world(
        school=people.school, head=people.head, teacher=people.teacher, visitor=make_visitor(people.school)
    )


@pytest.fixture(autouse=True)
def elsewhere(people: Personas, world: World) -> World:
    found = make_elsewhere(people.stranger)
    for each in (world, found):
        PulseParticipation.objects.create(school=each.school, pulse=each.pulse, user=each.head.user)
        PulseBallot.objects.create(school=each.school, pulse=each.pulse, sealed=b"sealed")
    return found


def walled() -> list[Any]:
    return [model for model in tenant_models() if model.__name__ not in OUTSIDE]


def rows(model: Any, where: str = "") -> int:
    """Straight from the table: no manager, no filter."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} {where}")
        return int(cursor.fetchone()[0])


def test_most_tables_have_a_row_of_either_school(world: World, elsewhere: World) -> None:
    """Otherwise the tests below would say nothing."""
    for each in (world, elsewhere):
        empty = [model.__name__ for model in walled() if not rows(model, f"WHERE school_id = {each.school.pk}")]
        assert len(empty) < len(walled()) / 3, empty


def test_without_a_school_no_table_gives_a_row(people: Personas) -> None:
    with tenant(None):
        assert [model.__name__ for model in walled() if rows(model)] == []
    with tenant(None, user_id=people.teacher.user_id):
        given = {model.__name__: rows(model) for model in walled() if rows(model)}
    assert given == {"Member": 1}


@pytest.mark.parametrize("purpose", ["", "build", "audit", "privacy", "safeguarding"])
def test_in_one_school_every_table_hides_the_other(world: World, elsewhere: World, purpose: str) -> None:
    with tenant(world.school.pk, member_id=world.head.pk, user_id=world.head.user_id, purpose=purpose):
        foreign = [model.__name__ for model in walled() if rows(model, f"WHERE school_id <> {world.school.pk}")]
    assert foreign == []


def test_a_row_cannot_be_written_into_another_school(world: World, elsewhere: World) -> None:
    with tenant(world.school.pk, member_id=world.head.pk), pytest.raises(ProgrammingError, match="row-level security"):
        elsewhere.commitment.pk = None
        elsewhere.commitment.save(force_insert=True)


def test_another_schools_row_cannot_be_changed_or_removed(world: World, elsewhere: World) -> None:
    with tenant(world.school.pk, member_id=world.head.pk):
        assert type(elsewhere.goal).objects.filter(pk=elsewhere.goal.pk).update(situation="mine") == 0
        assert type(elsewhere.noticing).objects.filter(pk=elsewhere.noticing.pk)._raw_delete("default") == 0
    elsewhere.goal.refresh_from_db()
    assert elsewhere.goal.situation != "mine"


CONTENT = (Visit, Sighting, VisitFocus)


@pytest.mark.parametrize("role", ["head", "plc_lead", "teaching_assistant", "student", "administrator", "governor"])
def test_no_colleague_and_no_leader_reads_a_visit(role: str, people: Personas, world: World) -> None:
    member: Member = getattr(people, role)
    with tenant(people.school.pk, member_id=member.pk, user_id=member.user_id):
        assert [model.__name__ for model in CONTENT if rows(model)] == []
    with tenant(people.school.pk, member_id=world.teacher.pk):
        assert rows(Visit) == 2


def test_no_visits_words_are_in_any_table_that_a_leader_reads(people: Personas, world: World) -> None:
    """Every row of every table as text, the audit among them, after the record has been changed."""
    Visit.objects.filter(pk=world.visit.pk).update(wondering="changed", host_account="changed", question="changed")
    with tenant(people.school.pk, member_id=people.head.pk), connection.cursor() as cursor:
        for model in walled():
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} t WHERE t::text ~ 'Osprey (wond|acc|quest)'")
            assert cursor.fetchone()[0] == 0, model.__name__


def test_the_app_role_cannot_step_over_the_wall(people: Personas) -> None:
    with tenant(people.school.pk), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_has_role(current_user, relowner, 'member')")
        assert cursor.fetchone() == (0,)
        tables = [model._meta.db_table for model in walled()]
        cursor.execute(
            "SELECT count(*) FROM unnest(%s::text[]) t WHERE has_table_privilege(current_user, t, 'TRUNCATE')", [tables]
        )
        assert cursor.fetchone() == (0,)
    assert School.objects.count() >= 2
