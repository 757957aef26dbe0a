"""The audit's lines about people's rows: to hand them their earlier versions, and to take the words out of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Field, Q, QuerySet

from school.models import Change
from school.privacy.data_map import SELF, Record, personal_records

REDACTED = """
UPDATE school_change SET before = before - %s::text[], batch_id = NULL
WHERE school_id = (SELECT app_school()) AND table_name = %s AND row_id = ANY(%s::text[]) AND before ?| %s::text[]
"""
"""Without a batch nothing can bring the row back by an undo."""


def rows_ever(record: Record, members: list[int]) -> set[str]:
    """The keys of all rows of a table that are or once were about these members, rows since deleted among them."""
    if record.account or not record.about:
        return set()
    if record.about == SELF:
        return {str(member) for member in members}
    live = record.table._base_manager.filter(**{f"{record.about}__in": members}).values_list("pk", flat=True)
    found = {str(pk) for pk in live}
    first, _cut, rest = record.about.partition("__")
    column = record.field(first).column
    parents = {str(member) for member in members} if not rest else _ever_of_parent(record, first, rest, members)
    lines = Change.objects.filter(table_name=record.table._meta.db_table, before__has_key=column)
    return found | set(lines.filter(**{f"before__{column}__in": _numbers(parents)}).values_list("row_id", flat=True))


def _ever_of_parent(record: Record, first: str, rest: str, members: list[int]) -> set[str]:
    parent: Any = record.field(first).related_model
    return rows_ever(Record(parent._meta.label, "", "", "", about=rest), members)


def _numbers(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys if key.isdigit()]


def columns_of(record: Record) -> list[str]:
    """The columns that hold words or facts about the person. References stay: they lead to nobody's name."""
    fields = [record.field(name) for name in record.personal]
    return [str(field.column) for field in fields if not field.is_relation]


def forget_words(record: Record, row_ids: set[str]) -> int:
    """Take what was said of the person out of the audit's lines of these rows; how many lines."""
    columns = [*columns_of(record), *(["user_id"] if record.about == SELF else [])]
    if not row_ids or not columns:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(REDACTED, [columns, record.table._meta.db_table, sorted(row_ids), columns])
        return int(cursor.rowcount)


def earlier_versions(member_id: int) -> QuerySet[Change]:
    """Lines with old values of the person's own rows that are still there, oldest first."""
    wanted = Q(pk__in=[])
    for record in personal_records():
        if ids := rows_ever(record, [member_id]) if columns_of(record) and record.in_pack else None:
            wanted |= Q(table_name=record.table._meta.db_table, row_id__in=ids)
    return Change.objects.filter(wanted, before__isnull=False).order_by("at", "pk")


def old_values(line: Change, by_table: dict[str, Record]) -> list[tuple[Field[Any, Any], Any]]:
    """The fields of a line that say something of the person, with what they said."""
    record = by_table[line.table_name]
    columns = {record.field(name).column: record.field(name) for name in record.personal}
    return [
        (columns[key], value)
        for key, value in (line.before or {}).items()
        if key in columns and value not in (None, "")
    ]
