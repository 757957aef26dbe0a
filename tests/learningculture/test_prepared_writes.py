"""A statement that asks and writes: what it writes is what the queryset finds, inside the same walls."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from learningculture.prepared_writes import PreparedWrite
from learningculture.tenancy import tenant
from school.models import Member
from tests.personas import Personas

pytestmark = pytest.mark.django_db
RENAMED = """
UPDATE school_member SET preferred_name = %(name)s FROM ({found}) AS found (id) WHERE found.id = school_member.id
RETURNING found.id, preferred_name
"""


def found(school: int, pk: int, students: bool) -> QuerySet[Member]:
    here = Member.objects.filter(school=school, pk=pk)
    return (here.students() if students else here).values("pk")  # type: ignore[return-value]


def test_writes_what_is_found_and_returns_it(people: Personas) -> None:
    write, here = PreparedWrite(RENAMED, found), {"school": people.school.pk}
    for name in ("100 %", "Ziggy"):
        student = {**here, "pk": people.student.pk, "students": True}
        assert write.returned(student, name=name) == (people.student.pk, name)
        assert Member.objects.get(pk=people.student.pk).preferred_name == name
    head = {**here, "pk": people.head.pk}
    assert write.returned({**head, "students": True}, name="Ziggy") is None
    assert write.returned({**head, "students": False}, name="H.") == (people.head.pk, "H.")


def test_is_one_statement(people: Personas) -> None:
    with CaptureQueriesContext(connection) as queries:
        where = {"school": people.school.pk, "pk": people.student.pk, "students": True}
        PreparedWrite(RENAMED, found).returned(where, name="Ziggy")
    assert len(queries) == 1


def test_kept_plan_stays_inside_the_open_school(people: Personas) -> None:
    write = PreparedWrite(RENAMED, found)
    where = {"school": people.school.pk, "pk": people.student.pk, "students": True}
    for again in range(8):
        with tenant(people.stranger.school_id):
            assert write.returned(where, name="Taken") is None
        with tenant(people.school.pk):
            assert write.returned(where, name=f"Ziggy {again}") == (people.student.pk, f"Ziggy {again}")
