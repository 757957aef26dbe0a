"""Taking a full name out of every text of the school, wherever somebody wrote it."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.db.models import CharField, Field, JSONField, Model, TextField
from django.utils.translation import gettext as _
from psycopg import sql

from learningculture.tenancy import is_tenant
from school.models import Member
from school.privacy.data_map import data_map
from school.privacy.person_rows import full_names

SHORTEST_TEXT = 40
"""Letters. Shorter fields hold keys and labels, where no full name stands."""

UNTOUCHED = (
    *("school.Change", "school.Look", "school.Certificate", "portfolio.IndicatorValue", "portfolio.Figure"),
    *("portfolio.Portfolio", "portfolio.Build", "vision.PulseItemResult"),
)
"""The audit comes last and apart. Frozen figures name nobody and stay to the byte."""


def names_to_remove(member: Member) -> list[str]:
    """The person's full names; none that somebody else in the school has too."""
    own = full_names(member)
    others = Member.objects.filter(school=member.school_id, family_name=member.family_name).exclude(pk=member.pk)
    taken = {name for other in others for name in full_names(other)}
    return [name for name in own if name not in taken]


def texts_of(model: type[Model]) -> list[Field[Any, Any]]:
    """The fields into which somebody may have written a name."""
    fields = model._meta.local_fields
    words = [field for field in fields if isinstance(field, CharField | TextField) and not field.choices]
    long = [field for field in words if field.max_length is None or field.max_length >= SHORTEST_TEXT]
    return [*long, *(field for field in fields if isinstance(field, JSONField))]


def remove_names(names: list[str], *, student: bool) -> int:
    """Replace them in all texts of the school that is open; how many rows had one. The audit is for afterwards."""
    if not names:
        return 0
    found = 0
    for record in data_map().values():
        if record.model in UNTOUCHED or record.model == "school.Member" or not is_tenant(record.table):
            continue
        found += sum(_replace(record.table, field, names, student) for field in texts_of(record.table))
    return found


def remove_names_from_audit(names: list[str], *, student: bool) -> int:
    change = data_map()["school.Change"]
    return _replace(change.table, change.field("before"), names, student) if names else 0


def _replace(model: type[Model], field: Field[Any, Any], names: list[str], student: bool) -> int:
    """One statement for one column. ``\\m`` and ``\\M`` are PostgreSQL's beginning and end of a word."""
    pattern = rf"\m({'|'.join(re.escape(name) for name in names)})\M"
    words = _("a former student") if student else _("a former member of staff")
    cast = sql.SQL("::jsonb" if isinstance(field, JSONField) else "")
    statement = sql.SQL(
        "UPDATE {table} SET {column} = regexp_replace({column}::text, %s, %s, 'gi'){cast} "
        "WHERE school_id = (SELECT app_school()) AND {column}::text ~* %s"
    ).format(table=sql.Identifier(model._meta.db_table), column=sql.Identifier(str(field.column)), cast=cast)
    with connection.cursor() as cursor:
        cursor.execute(statement, [pattern, words, pattern])
        return int(cursor.rowcount)
