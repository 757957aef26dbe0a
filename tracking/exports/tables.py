"""A table with the students who are named in it: each of them sees who took it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from learningculture.downloads import CSV, XLSX
from learningculture.spreadsheets import Sheet, csv_bytes, xlsx_bytes
from school.models import Look, Member, SchoolClass
from school.privacy.looks import note_look

FORMS = {"csv": CSV, "xlsx": XLSX}
"""How a table can be saved; a workbook of several tables is XLSX."""


@dataclass(frozen=True)
class Table:
    sheet: Sheet
    students: frozenset[int]


def saved_as(form: str, tables: list[Table]) -> bytes:
    """The file: one table as CSV, any number as a workbook."""
    if form == "csv":
        (table,) = tables
        return csv_bytes(table.sheet)
    return xlsx_bytes([table.sheet for table in tables])


def note_export(
    *, tables: Iterable[Table], by: Member, now: datetime.datetime, school_class: SchoolClass | None = None
) -> None:
    """Every student named in what was saved, once; class staff are written down like anybody else."""
    students = frozenset[int]().union(*(table.students for table in tables))
    thing = school_class.pk if school_class else None
    note_look(looker=by, subjects=students, kind=Look.Kind.EXPORT, now=now, thing_id=thing)
