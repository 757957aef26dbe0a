"""Tables as schools export them, and files that somebody made to do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

KEPT = Path(__file__).resolve().parent.parent / "data" / "uk_mis"
STUDENTS = 12
"""In each of the kept exports, and the same ones."""

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION_LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY o SYSTEM "file:///etc/passwd">]>'


def kept(name: str) -> bytes:
    return (KEPT / name).read_bytes()


def csv_of(*lines: str, encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    return end.join([*lines, ""]).encode(encoding)


def xlsx_of(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook by another library than the one that our exports use."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def far_cell(place: str = "XFD1048576") -> bytes:
    """A workbook of a kilobyte whose last cell stands at the far end of the sheet."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active[place] = "name", "far"  # type: ignore[index]
    return _saved(book)


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """A workbook with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, text if part.filename == name else old.read(part))
    return out.getvalue()


def zip_bomb() -> bytes:
    """Two megabytes that unpack to two gigabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(b"0" * 1_000_000)
    return out.getvalue()


def wide_rows(rows: int = 2_000) -> bytes:
    """Blank cells far to the right in many rows."""
    line = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>x</t></is></c><c r="XFD{n}"/></row>' for n in range(1, rows)
    )
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return with_part(xlsx_of([["a"]]), "xl/worksheets/sheet1.xml", f"{head}{line}</sheetData></worksheet>".encode())


def many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(1_000):
            archive.writestr(f"xl/{number}.xml", "<x/>")
    return out.getvalue()


def hostile() -> dict[str, bytes]:
    """Name and bytes of each file that must be refused, quickly and in little memory."""
    book = xlsx_of([["name", "id"], ["a", "1"]])
    sheet = "xl/worksheets/sheet1.xml"
    return {
        "far_cell.xlsx": far_cell(),
        "far_row.xlsx": far_cell("A1048576"),
        "far_column.xlsx": far_cell("XFD2"),
        "zip_bomb.xlsx": zip_bomb(),
        "many_parts.xlsx": many_parts(),
        "wide_rows.xlsx": wide_rows(),
        "laughs.xlsx": with_part(book, sheet, f"{BILLION_LAUGHS}<worksheet>&l9;</worksheet>".encode()),
        "outside.xlsx": with_part(book, sheet, f"{OUTSIDE}<worksheet>&o;</worksheet>".encode()),
        "formula.xlsx": xlsx_of([["name", "id"], ["a", "=1+1"]]),
        "broken.xlsx": book[: len(book) // 2],
        "not_a_book.xlsx": many_parts()[:0] + b"PK\x03\x04" + b"\0" * 100,
        "laughs.xml": f"{BILLION_LAUGHS}<CTfile>&l9;</CTfile>".encode(),
        "outside.xml": f"{OUTSIDE}<CTfile><Pupil><UPN>&o;</UPN></Pupil></CTfile>".encode(),
        "deep.json": b"[" * 200_000,
        "nul.csv": b"id,name\r\n1,a\0b\r\n",
        "old.xls": b"\xd0\xcf\x11\xe0" + b"\0" * 2_000,
        "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "huge.csv": b"id,name\r\n" + b"1,a\r\n" * 2_100_000,
        "long.csv": b"id,name\r\n" + b"1,a\r\n" * 26_000,
        "wide.csv": ",".join(f"c{n}" for n in range(3_000)).encode() + b"\r\n1\r\n",
        "empty.csv": b" \r\n",
        "header_only.csv": b"id,name\r\n",
    }
