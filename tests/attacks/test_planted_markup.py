"""Markup in every stored text comes out as text on every page, and no GET changes what is stored."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, TextField
from django.db.utils import InternalError, ProgrammingError

from tests.attacks.test_matrix import IN_SCHOOL, address
from tests.attacks.test_row_security import walled
from tests.attacks.world import World, make_visitor, make_world
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
PLANTED = '"><i onx=1>{{7*7}}'
LONG_ENOUGH = 40
KEYS = ("stored", "file_name", "token_hash", "sealed_secret", "source", "source_id", "key", "version", "rule")
"""Not words: read by the program alone."""


@pytest.fixture
def world(people: Personas) -> World:
    visitor = make_visitor(people.school)
    return make_world(school=people.school, head=people.head, teacher=people.teacher, visitor=visitor)


def plant(world: World) -> int:
    """Straight into the tables, past every form."""
    found = 0
    for model in walled():
        for field in model._meta.local_fields:
            words = isinstance(field, CharField | TextField) and not field.choices and field.name not in KEYS
            if words and (field.max_length is None or field.max_length >= LONG_ENOUGH):
                found += _into(model, field.name, world)
    return found


def _into(model: Any, name: str, world: World) -> int:
    try:
        with transaction.atomic():
            rows = list(model._base_manager.filter(school=world.school))
            for row in rows:
                model._base_manager.filter(pk=row.pk).update(**{name: PLANTED})
            return len(rows)
    except (IntegrityError, InternalError, ProgrammingError):
        return 0


def dump() -> dict[str, str]:
    """Every walled table as text, by name."""
    found = {}
    with connection.cursor() as cursor:
        for model in walled():
            table = model._meta.db_table
            cursor.execute(f"SELECT coalesce(string_agg(t::text, '|' ORDER BY t::text), '') FROM {table} t")
            found[model.__name__] = cursor.fetchone()[0]
    return found


WRITTEN_BY_LOOKING = {"Look", "ConcernStep", "SupportLook", "AccessPack"}


@pytest.mark.parametrize("who", ["head", "teacher", "student", "administrator"])
def test_planted_markup_is_text_and_looking_changes_nothing(who: str, people: Personas, world: World) -> None:
    assert plant(world) > 60
    type(world.school).objects.filter(pk=world.school.pk).update(name=PLANTED, words={"class": {"one": PLANTED}})
    client = client_for(world.student if who == "student" else getattr(people, who))
    before, raw, broken = dump(), [], []
    for name in IN_SCHOOL:
        answer = client.get(address(name, world))
        page = answer.content.decode(errors="replace") if "html" in answer.headers.get("Content-Type", "") else ""
        raw += [name] if "<i onx" in page or "49}}" in page else []
        broken += [(name, answer.status_code)] if answer.status_code >= 500 else []
    after = dump()
    assert (raw, broken) == ([], [])
    assert {table for table in after if after[table] != before[table]} <= WRITTEN_BY_LOOKING
