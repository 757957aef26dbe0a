"""Planted facts: a token in every field of every row about a person, to be found again or not at all."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from django.db.models import CharField, TextField
from django.utils import timezone

from school.models import AccessPack, Member, PrivacyRequest
from school.privacy.data_map import Record, personal_records
from tests.factories.school import TODAY

_numbers = itertools.count(1)


def plantable(record: Record, names: tuple[str, ...]) -> list[str]:
    """Fields that can hold a token."""
    fields = [record.field(name) for name in names]
    words = [field for field in fields if isinstance(field, CharField | TextField) and not field.choices]
    return [field.name for field in words if field.max_length is None or field.max_length >= 20]


def plant_facts(person: Member, word: str) -> dict[str, str]:
    """Write a token into all words about the person; token → where it stands."""
    planted: dict[str, str] = {}
    for record in personal_records():
        if record.account or not record.in_pack or record.model in NOT_PLANTED:
            continue
        for row in record.rows_about(person):
            planted |= _plant(record, row, record.personal, word)
    return planted


NOT_PLANTED = ("school.AccessPack",)


def words_written_by(person: Member) -> set[str]:
    """What stands in the fields that the person wrote in rows about others."""
    return {
        str(getattr(row, name))
        for record in personal_records()
        if record.in_pack
        for row in record.rows_with(person)
        for name in record.written
    }


def make_request(*, about: Member, kind: str = "correction", asked_on: datetime.date = TODAY) -> PrivacyRequest:
    return PrivacyRequest.objects.create(
        school=about.school,
        about=about,
        asked_by=about,
        kind=kind,
        words="My year group is wrong.",
        asked_on=asked_on,
        due_on=asked_on + datetime.timedelta(days=30),
    )


def make_pack(*, about: Member, by: Member) -> AccessPack:
    """One that waits for a worker."""
    now = timezone.now()
    days = {"asked_at": now, "expires_at": now + datetime.timedelta(days=7)}
    return AccessPack.objects.create(school=about.school, about=about, asked_by=by, **days)


def _plant(record: Record, row: Any, names: tuple[str, ...], word: str) -> dict[str, str]:
    tokens = {name: f"{word}{next(_numbers)}x" for name in plantable(record, names)}
    for name, token in tokens.items():
        setattr(row, name, token)
    if tokens:
        row.save(update_fields=list(tokens))
    return {token: f"{record.model}.{name}" for name, token in tokens.items()}


def everything_in_the_database() -> dict[str, str]:
    """Every row of every table as text."""
    from django.apps import apps
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            cursor.execute(f'SELECT coalesce(string_agg(t::text, chr(10)), $$$$) FROM "{table}" t')
            found[table] = cursor.fetchone()[0]
    return found
