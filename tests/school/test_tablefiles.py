"""Tables of every kind, read to the same rows."""

from __future__ import annotations

import datetime
import gc
import time
import tracemalloc

import pytest

from learningculture.spreadsheets import Sheet, csv_bytes, xlsx_bytes
from school.rosters import RosterRefused
from school.rosters.tablefiles import NotUnicode, TableFile, read_table
from tests.factories.tablefiles import STUDENTS, csv_of, hostile, kept, xlsx_of

NAMES = ["Zoë", "Łukasz", "Mohammed", "Mohammed", "Aoife", "Sam", "Ella", "Ella-Mae", None, "Suharto", "Jade", "Noah"]
FORMULA = '=HYPERLINK("http://x.invalid")'
GIVEN = [FORMULA if name is None else name for name in NAMES]


def read(content: bytes, **options: str) -> TableFile:
    return read_table("people.csv", content, **options)


@pytest.mark.parametrize(
    ("name", "kind", "given"),
    [
        ("sims_style.csv", "csv", "Legal Forename"),
        ("arbor_style.csv", "csv", "Legal First Name"),
        ("wonde_style.json", "wonde", "legal_forename"),
        ("8239999_CTF_823LLLL_001.xml", "ctf", "Forename"),
    ],
)
def test_each_export_becomes_the_same_twelve_rows(name: str, kind: str, given: str) -> None:
    table = read_table(name, kept(name))
    assert (table.kind, len(table.rows)) == (kind, STUDENTS)
    assert table.column(given) == GIVEN
    assert not table.short


def test_sims_style_keeps_every_letter_and_nought() -> None:
    table = read(kept("sims_style.csv"))
    assert table.header[:3] == ("UPN", "Adno", "Legal Surname")
    assert table.rows[5] == (7, ("P823999924006", "004006", "van der Berg, Jr", "Sam", "van der Berg, Jr", "Sam",
                                 "01/09/2012", "M", "8B", "Year 8", "N", "No", "F", "N", ""))  # fmt: skip


def test_wonde_reads_what_is_needed_and_nothing_else() -> None:
    table = read_table("wonde.json", kept("wonde_style.json"))
    assert "date_of_birth" not in table.header and "in_lea_care" not in " ".join(table.header)
    assert table.column("sen_status")[:2] == ["", "K"]
    assert table.column("premium_pupil_indicator")[:2] == ["true", "false"]


def test_transfer_file_without_upn_leaves_the_cell_blank() -> None:
    assert read_table("ctf.xml", kept("8239999_CTF_823LLLL_001.xml")).column("UPN")[-1] == ""


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(delimiter: str) -> None:
    lines = ["id,name,year", '1,"a,b",7', "2,c;d,8"]
    content = csv_of(*(line.replace('"a,b"', "a").replace(",", delimiter) for line in lines))
    assert read(content).header == ("id", "name", "year")
    assert read(content).delimiter == delimiter


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_by_its_mark(encoding: str) -> None:
    assert read(csv_of("id,name", "1,Żółć", encoding=encoding)).rows == ((2, ("1", "Żółć")),)


def test_windows_1252_is_asked_and_never_guessed() -> None:
    content = csv_of("id,name", "1,Zoë", encoding="windows-1252")
    with pytest.raises(NotUnicode) as refused:
        read(content)
    assert refused.value.lines == ("1,Zoë",)
    assert refused.value.problems[0].line == 2
    assert read(content, encoding="windows-1252").rows == ((2, ("1", "Zoë")),)


def test_byte_that_windows_1252_lacks_is_refused() -> None:
    with pytest.raises(RosterRefused):
        read(b"id,name\r\n1,a\x81\r\n", encoding="windows-1252")


def test_report_title_above_the_header_is_passed_over() -> None:
    table = read(csv_of("Student list,,", "", "id,name,year", "1,Zoë,7"))
    assert (table.header, table.rows) == (("id", "name", "year"), ((4, ("1", "Zoë", "7")),))


def test_slipped_rows_are_named() -> None:
    table = read(csv_of("id,name,year", "1,Zoë,7", "2,Ali", "3,Sam,8,x", "4,Ella,7,"))
    assert table.short == {3, 4}


def test_columns_without_name_or_with_the_same_name_are_told_apart() -> None:
    assert read(csv_of("id,Class,Class,,x", "1,a,b,c,d")).header == ("id", "Class", "Class (#2)", "Column D", "x")


def test_workbook_gives_dates_numbers_and_texts() -> None:
    day = datetime.date(2014, 1, 9)
    content = xlsx_of([["id", "name", "born", "year", "here"], ["004001", "Zoë", day, 7, True], [5.0, "", None, 0.5]])
    table = read_table("people.xlsx", content)
    assert [cells for _line, cells in table.rows] == [
        ("004001", "Zoë", "2014-01-09", "7", "true"),
        ("5", "", "", "0.5", ""),
    ]
    assert not table.short


def test_our_own_export_comes_back_exactly_both_ways() -> None:
    cells = [FORMULA, "Żółć", "-", "'t Hooft", "Null"]
    sheet = Sheet("People", ["a", "b", "c", "d", "e"], [cells])
    for content in (csv_bytes(sheet), xlsx_bytes([sheet])):
        assert read(content).rows == ((2, tuple(cells)),)


@pytest.mark.parametrize("name", sorted(hostile()))
def test_hostile_file_is_refused_quickly_and_in_little_memory(name: str) -> None:
    content = hostile()[name]
    gc.collect()
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(RosterRefused) as refused:
        read_table(name, content, encoding="windows-1252" if name == "picture.csv" else "")
    took, (_now, most) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 5 and most < 256 * 1024 * 1024, (took, most)
    assert "root:" not in str(refused.value)


def test_formula_is_refused_with_its_place() -> None:
    with pytest.raises(RosterRefused, match="B2 holds a formula"):
        read_table("a.xlsx", xlsx_of([["id", "name"], ["1", "=A2"]]))
