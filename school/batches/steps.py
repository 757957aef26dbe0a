"""The walk backwards: the batch's statements in the opposite order, each taken back in one statement.

The database itself says what cannot be: its foreign keys see every record, also those that a policy hides from the
person who undoes. What fails is halved until the rows that cannot be taken back are found. That somebody looked at a
person is no record of them: it goes with a person who should never have come in.
"""

from __future__ import annotations

import enum
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction

from learningculture.tenancy import further_purpose
from school.batches.trail import Line, Row, Trail, columns_of, known_table
from school.models import Member


class Reason(enum.StrEnum):
    """Why something stays."""

    CHANGED = "changed"
    IN_USE = "in_use"
    TAKEN = "taken"
    GONE = "gone"


@dataclass(frozen=True)
class Remains:
    """A row, or ``fields`` of it, that stays as it is. Without names: it is stored."""

    table: str
    row_id: str
    why: str
    fields: Sequence[str] = ()

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "fields": list(self.fields), "why": str(self.why)}


def take_back(trail: Trail) -> tuple[Counter[str], list[Remains]]:
    """Take back what can be; counts of rows, and what remains."""
    remains = _kept_for_what_happened_since(trail)
    done: dict[str, set[Row]] = {"removed": set(), "changed": set(), "restored": set()}
    for table, action, lines in _steps(trail):
        known_table(table)
        what, act, why = _ACTS[action]
        failed = _try(lines, lambda some, act=act, table=table: act(table, some))  # type: ignore[misc]
        remains += [Remains(line.table, line.row_id, why) for line in failed]
        done[what] |= {line.row for line in lines} - {line.row for line in failed}
    done["changed"] -= done["restored"]
    return Counter({what: len(rows) for what, rows in done.items()}), _once(remains)


def _kept_for_what_happened_since(trail: Trail) -> list[Remains]:
    changed: defaultdict[Row, set[str]] = defaultdict(set)
    for line in trail.lines:
        changed[line.row] |= set(line.before) if line.action == "update" else set()
    kept = []
    for row, fields in trail.touched.items():
        ours = sorted(fields if row in trail.added else fields & changed[row])
        kept += [Remains(*row, Reason.CHANGED, ours)] if ours else []
    kept += [Remains(*row, Reason.GONE) for row in sorted(trail.gone) if row not in trail.added]
    return kept


def _steps(trail: Trail) -> Iterable[tuple[str, str, list[Line]]]:
    """Runs of lines of one table and action, newest first, no row twice; without what has to stay."""
    run: dict[Row, Line] = {}
    at = ("", "")
    for line in filter(None, (_allowed(line, trail) for line in trail.lines)):
        if run and ((line.table, line.action) != at or line.row in run):
            yield *at, list(run.values())
            run = {}
        at = line.table, line.action
        run[line.row] = line
    if run:
        yield *at, list(run.values())


def _allowed(line: Line, trail: Trail) -> Line | None:
    """The line without the fields that others set since; None when nothing of it can or need be taken back."""
    if line.row in trail.passing or line.row in trail.gone:
        return None
    touched = trail.touched.get(line.row, set())
    if line.action == "update":
        before = {name: value for name, value in line.before.items() if name not in touched}
        return Line(line.table, line.row_id, line.action, before) if before and line.row not in trail.added else None
    return None if touched and line.action == "insert" else line


def _try(lines: list[Line], act: Callable[[list[Line]], None]) -> list[Line]:
    """Do it in one statement; where the database refuses, in halves. Returns the lines that failed."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            act(lines)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        if len(lines) == 1:
            return lines
        half = len(lines) // 2
        return _try(lines[:half], act) + _try(lines[half:], act)
    return []


def _remove(table: str, lines: list[Line]) -> None:
    ids = [line.row_id for line in lines]
    with connection.cursor() as cursor:
        if table == Member._meta.db_table:
            with further_purpose("privacy"):
                cursor.execute("DELETE FROM school_look WHERE subject_id = ANY(%s::bigint[])", [ids])
        cursor.execute(f"DELETE FROM {table} WHERE id = ANY(%s::bigint[])", [ids])


def _change_back(table: str, lines: list[Line]) -> None:
    """One statement for each set of columns."""
    by_columns: defaultdict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        by_columns[tuple(sorted(set(line.before) & set(columns_of(table))))].append(line)
    for columns, some in by_columns.items():
        if columns:
            values = ", ".join(f'"{name}" = was."{name}"' for name in columns)
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {table} SET {values} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) AS was "
                    f"WHERE {table}.id = was.id",
                    [_rows(some)],
                )


def _restore(table: str, lines: list[Line]) -> None:
    columns = ", ".join(f'"{name}"' for name in sorted(set(lines[0].before) & set(columns_of(table))))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} "
            f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) AS was",
            [_rows(lines)],
        )


def _rows(lines: Iterable[Line]) -> str:
    return json.dumps([{**line.before, "id": line.row_id} for line in lines], ensure_ascii=False)


_ACTS: dict[str, tuple[str, Callable[[str, list[Line]], None], Reason]] = {
    "insert": ("removed", _remove, Reason.IN_USE),
    "update": ("changed", _change_back, Reason.TAKEN),
    "delete": ("restored", _restore, Reason.TAKEN),
}
"""For each action of the audit: what taking it back is called, how it is done, and why it may fail."""


def _once(remains: Iterable[Remains]) -> list[Remains]:
    """Each row once: the first reason found."""
    return list({(one.table, one.row_id): one for one in reversed(list(remains))}.values())[::-1]
