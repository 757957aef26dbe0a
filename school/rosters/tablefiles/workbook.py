"""XLSX: the values of its first sheet. Formulas are refused with their place, and so is what tricks a reader of XML."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from school.rosters.problems import Problem, RosterRefused, refuse
from school.rosters.tablefiles.limits import MOST_COLUMNS, check_columns, check_rows, damaged, open_archive
from school.rosters.tablefiles.opening import TableFile, letter_of, table_of

SIDE_PARTS = 2_000_000
"""Bytes that a workbook's styles, theme or directory may have: everything but sheets and strings."""

DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
FORMULAS_NAMED = 10
MOST_VISITED = 3_000_000
"""Cells looked at, blank ones too: a sheet may have many rows that are blank and wide."""


def read(file: str, content: bytes) -> TableFile:
    archive = open_archive(file, content)
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise refuse(file, _("This is an archive and no workbook. Hand in the table itself, or a OneRoster package."))
    _check_parts(file, archive)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            return table_of(file, "xlsx", _lines(file, book))
        finally:
            book.close()
    except RosterRefused:
        raise
    except Exception:
        # Whatever a broken or hostile workbook makes the library raise, it is the file that is wrong.
        raise damaged(file) from None


def _check_parts(file: str, archive: zipfile.ZipFile) -> None:
    for part in archive.infolist():
        name = part.filename.lower()
        main = name.startswith("xl/worksheets/") or name.endswith("sharedstrings.xml")
        if not name.endswith((".xml", ".rels")):
            continue
        if part.file_size > SIDE_PARTS and not main:
            raise refuse(file, _("The workbook’s formats are larger than any table needs, so it was not opened."))
        try:
            text = archive.read(part)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError):
            raise damaged(file) from None
        if text.startswith((b"\xff\xfe", b"\xfe\xff")) or any(mark in text for mark in DECLARATIONS):
            raise refuse(file, _("The workbook declares its own document type, which no spreadsheet program does."))


def _lines(file: str, book: Any) -> Iterator[tuple[int, list[str]]]:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise refuse(file, _("The workbook has no visible sheet."))
    sheet = sheets[0]
    sheet.reset_dimensions()
    formulas: list[str] = []
    visited = 0
    for line, row in enumerate(sheet.iter_rows(), 1):
        check_rows(file, line - 1)
        visited += len(row)
        cells = [_value(cell, line, place, formulas) for place, cell in enumerate(row)]
        if len(row) > MOST_COLUMNS:
            check_columns(file, max((place for place, cell in enumerate(cells, 1) if cell), default=0), line)
        if visited > MOST_VISITED:
            check_columns(file, MOST_COLUMNS + 1, line)
        yield line, cells[:MOST_COLUMNS]
    if formulas:
        raise _formulas(file, formulas)


def _value(cell: Any, line: int, place: int, formulas: list[str]) -> str:
    """A cell as text: dates in ISO form, whole numbers without a point."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "e"):
        formulas.append(f"{letter_of(place)}{line}")
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def _formulas(file: str, places: list[str]) -> RosterRefused:
    reason = _("%(place)s holds a formula or an error. Copy the table and paste it as values only, then save it.")
    return RosterRefused(
        [Problem(file, 0, reason % {"place": place}, place, fatal=True) for place in places[:FORMULAS_NAMED]]
    )
