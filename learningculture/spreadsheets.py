"""Tables for people to open in a spreadsheet: what a person typed never runs there, and numbers stay numbers.

A text that a spreadsheet would take for a formula gets one apostrophe in front, in CSV only; :func:`as_typed` takes
exactly that one away again. In XLSX a text cell is typed as text, so nothing needs marking.
"""

from __future__ import annotations

import csv
import datetime
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter

Cell = str | int | float | Decimal | bool | datetime.date | None
Row = Sequence[Cell]

STARTS_A_FORMULA = frozenset("=+-@\t\r\n\0")
"""OWASP ASVS 1.2.10, and the line feed. Full-width and small forms are recognised by their compatibility form."""

PASSED_OVER = ("Zs", "Cf")
"""Unicode categories that a spreadsheet may drop in front: blanks, byte order marks, zero-width marks."""

LONGEST_XLSX_CELL = 32_767
"""Characters that Excel holds in one cell."""

XLSX_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


@dataclass(frozen=True)
class Sheet:
    """One table with its title, which names the sheet of a workbook."""

    title: str
    header: Sequence[str]
    rows: Iterable[Row]


def csv_bytes(sheet: Sheet, *, mark: bool = True) -> bytes:
    """A CSV file: UTF-8, CRLF, ISO dates, a point in decimals.

    Args:
        mark: begin with a byte order mark, without which Excel reads UTF-8 as Windows-1252.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([inert(name) for name in sheet.header])
    writer.writerows([_csv_cell(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig" if mark else "utf-8")


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return inert(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)


def inert(text: str) -> str:
    """The text as a spreadsheet shows it and does not run it."""
    return f"'{text}" if _would_run(text.lstrip("'")) else text


def as_typed(text: str) -> str:
    """The text before :func:`inert`: takes away the apostrophe that it added, and no other."""
    return text[1:] if text.startswith("'") and _would_run(text.lstrip("'")) else text


def _would_run(text: str) -> bool:
    for letter in text:
        if unicodedata.category(letter) not in PASSED_OVER:
            return unicodedata.normalize("NFKC", letter)[:1] in STARTS_A_FORMULA
    return False


def xlsx_bytes(sheets: Iterable[Sheet]) -> bytes:
    """A workbook. Texts are typed as texts: neither formulas nor links, and leading noughts stay."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, XLSX_OPTIONS) as book:
        head = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.title[:31]), sheet, head, day)
    return out.getvalue()


def _write_sheet(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, head: object, day: object) -> None:
    page.freeze_panes(1, 0)
    for column, name in enumerate(sheet.header):
        page.write_string(0, column, name, head)
    page.set_column(0, max(len(sheet.header) - 1, 0), 18)
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            _write_cell(page, number, column, cell, day)


def _write_cell(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, day: object) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, datetime.date):
        page.write_datetime(row, column, cell, day)
    elif isinstance(cell, str):
        fits = len(cell) <= LONGEST_XLSX_CELL
        page.write_string(row, column, cell if fits else f"{cell[: LONGEST_XLSX_CELL - 1]}…")
    else:
        page.write_number(row, column, cell)
