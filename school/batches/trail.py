"""What the audit says of a batch: its lines, and which of its rows and fields others have changed since."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import connection

from learningculture.tenancy import tenant
from school.models import Batch, Change, Member

Row = tuple[str, str]
"""Table and identifier."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the audit. ``before``: old values of an update, the whole row of a deletion, nothing of a new row."""

    table: str
    row_id: str
    action: str
    before: dict[str, Any]

    @property
    def row(self) -> Row:
        return self.table, self.row_id


@dataclass
class Trail:
    """A batch's lines, newest first, and what became of its rows since."""

    lines: list[Line]
    added: set[Row] = field(default_factory=set)
    passing: set[Row] = field(default_factory=set)
    gone: set[Row] = field(default_factory=set)
    touched: dict[Row, set[str]] = field(default_factory=dict)


def trail_of(batch: Batch, *, by: Member | None) -> Trail:
    """Read the trail and lock the batch's rows, so that nobody changes them before the undo has ended.

    ``touched`` holds the fields whose value is another one than the batch left, through someone else's change; a
    change that was itself taken back counts for nothing. ``passing`` rows came and went within the batch, or went
    and came again since.
    """
    trail = Trail(_lines(batch, by))
    trail.added = {line.row for line in trail.lines if line.action == "insert"}
    deleted = {line.row for line in trail.lines if line.action == "delete"}
    now = _rows_now(trail.lines)
    trail.passing = deleted & (trail.added | now.keys())
    for row, left in _as_left(batch, by).items():
        if row not in now:
            trail.gone.add(row)
        elif others := {name for name, value in left.items() if now[row].get(name) != value}:
            trail.touched[row] = others
    trail.gone |= {line.row for line in trail.lines if line.row not in now} - deleted
    return trail


def _lines(batch: Batch, by: Member | None) -> list[Line]:
    with tenant(batch.school_id, member_id=by.pk if by else None, purpose="audit"):
        found = Change.objects.filter(school_id=batch.school_id, batch_id=batch.pk).order_by("-id")
        rows = found.values_list("table_name", "row_id", "last_row_id", "action", "before")
        return [line for row in rows for line in _of_run(*row)]


def _of_run(table: str, row_id: str, last: int | None, action: str, before: dict[str, Any] | None) -> Iterator[Line]:
    """One for each row, newest first: rows added together are one line of the audit."""
    if last is None:
        yield Line(table, row_id, action, before or {})
        return
    for number in range(last, int(row_id) - 1, -1):
        yield Line(table, str(number), action, {})


LATER = """
WITH mine AS (
    SELECT table_name, number::text AS row_id, max(id) AS last
    FROM school_change, generate_series(row_id::bigint, coalesce(last_row_id, row_id::bigint)) AS run (number)
    WHERE batch_id = %(batch)s GROUP BY 1, 2
)
SELECT later.table_name, later.row_id, later.before
FROM school_change AS later JOIN mine USING (table_name, row_id)
WHERE later.school_id = %(school)s AND later.id > mine.last AND later.action <> 'insert'
ORDER BY later.id DESC
"""
"""What came after. Only changes and deletions say what a row was before."""


def _as_left(batch: Batch, by: Member | None) -> dict[Row, dict[str, Any]]:
    """For rows with later lines: the fields those touch, with the values that the batch left in them."""
    left: defaultdict[Row, dict[str, Any]] = defaultdict(dict)
    with tenant(batch.school_id, member_id=by.pk if by else None, purpose="audit"), connection.cursor() as cursor:
        cursor.execute(LATER, {"batch": batch.pk, "school": batch.school_id})
        for table, row_id, before in cursor.fetchall():
            left[table, row_id].update(json.loads(before) if isinstance(before, str) else before or {})
    return dict(left)


def _rows_now(lines: Iterable[Line]) -> dict[Row, dict[str, Any]]:
    """The batch's rows as they are, locked."""
    by_table: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        by_table[line.table].add(line.row_id)
    return dict(chain.from_iterable(_of_table(table, sorted(ids)) for table, ids in sorted(by_table.items())))


def _of_table(table: str, ids: Sequence[str]) -> list[tuple[Row, dict[str, Any]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id::text, to_jsonb({known_table(table)}) FROM {table} WHERE id = ANY(%s::bigint[]) "
            "ORDER BY id FOR UPDATE",
            [list(ids)],
        )
        return [((table, id), row if isinstance(row, dict) else json.loads(row)) for id, row in cursor.fetchall()]


@cache
def models_by_table() -> Mapping[str, Any]:
    return {model._meta.db_table: model for model in apps.get_models()}


def known_table(table: str) -> str:
    """The name, when it is one of ours: it is about to stand in a statement."""
    return str(models_by_table()[table]._meta.db_table)


def columns_of(table: str) -> dict[str, Any]:
    """The columns that can be written, with their fields."""
    fields = models_by_table()[table]._meta.local_concrete_fields
    return {one.column: one for one in fields if not one.generated}
