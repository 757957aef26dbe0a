"""Headers and cells: what is read, what is refused, and what is never looked at."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from school.rosters.grades import phase_of, year_group, year_groups
from school.rosters.package import open_package
from school.rosters.problems import Problem, RosterRefused
from school.rosters.reading import Reading, read
from tests.factories.rosters import KEPT, copied, edit, person, small_roster, write_package


def reading_of(folder: Path) -> Reading:
    return read(open_package(folder))


def problems_of(folder: Path) -> list[Problem]:
    return sorted(reading_of(folder).problems)


def test_header_in_other_capitals_is_refused_by_name() -> None:
    with pytest.raises(RosterRefused) as caught:
        reading_of(KEPT / "bad_header_case")
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == ("users.csv", 1)
    assert "SourcedID" in problem.reason


def test_missing_column_is_refused_by_name(tmp_path: Path) -> None:
    folder = edit(copied("syn_uk_v1p1_day1", tmp_path), "users.csv", "familyName", "surname")
    with pytest.raises(RosterRefused, match="familyName is missing"):
        reading_of(folder)


def test_unknown_role_is_a_problem_of_its_row() -> None:
    [problem] = problems_of(KEPT / "bad_role")
    assert (problem.file, problem.line, problem.column, problem.record) == ("users.csv", 14, "role", "T001")
    assert "“headteacher” is not one of" in problem.reason


def test_dates_in_another_order_are_never_guessed() -> None:
    problems = problems_of(KEPT / "bad_dates_ddmmyyyy")
    assert [problem.line for problem in problems] == list(range(2, 14))
    assert {problem.column for problem in problems} == {"birthDate"}


@pytest.mark.parametrize("date", ["2026-02-30", "2026-2-3", "20260203", "2026-02-03T00:00:00Z", "0001-01-01"])
def test_only_a_true_iso_date_is_a_date(tmp_path: Path, date: str) -> None:
    folder = edit(copied("syn_uk_v1p1_day1", tmp_path), "enrollments.csv", "2025-09-03", date)
    assert [problem.column for problem in problems_of(folder)] == ["beginDate"]


def test_row_with_too_few_or_too_many_cells_is_a_problem(tmp_path: Path) -> None:
    folder = copied("syn_uk_v1p1_day1", tmp_path)
    (folder / "orgs.csv").write_text("sourcedId,name,type\nA,One,school\nB,Two\nC,Three,school,more\nD,Four,school,\n")
    assert [(problem.line, problem.record) for problem in problems_of(folder) if "cells" in problem.reason] == [
        (3, "B"),
        (4, "C"),
    ]


def test_identifiers_keep_their_zeros_and_capitals(tmp_path: Path) -> None:
    tables = small_roster(students=1)
    tables["users"] += [person("007"), person("7"), person("a"), person("A")]
    assert list(reading_of(write_package(tmp_path / "p", tables)).table("users"))[2:] == ["007", "7", "a", "A"]


def test_lists_in_a_cell_are_trimmed_and_each_item_counts_once(tmp_path: Path) -> None:
    tables = small_roster()
    tables["classes"][0]["termSourcedIds"] = " T1 , T2,T1,"
    assert reading_of(write_package(tmp_path / "p", tables)).table("classes")["C"].sessions == ("T1", "T2")


def test_one_name_is_enough_and_none_is_not(tmp_path: Path) -> None:
    tables = small_roster()
    tables["users"] += [person("one", givenName=""), person("none", givenName="", familyName=" ")]
    assert [problem.record for problem in problems_of(write_package(tmp_path / "p", tables))] == ["none"]


def test_name_stays_as_written_but_composed(tmp_path: Path) -> None:
    tables = small_roster()
    tables["users"] += [person("x", givenName="zoe\u0308", familyName="O’Brien  van der\tBERG")]
    kept = reading_of(write_package(tmp_path / "p", tables)).table("users")["x"]
    assert (kept.given_name, kept.family_name) == ("zo\u00eb", "O’Brien van der BERG")


def test_secrets_are_neither_kept_nor_repeated(tmp_path: Path) -> None:
    """A row that slipped by a cell puts a password where a role should be."""
    tables = small_roster()
    tables["users"] += [
        person("x", password="pw-1-secret", phone="07700 900123", agentSourcedIds="mum-1", email="x@y.example")
    ]
    tables["users"] += [person("slipped", role="pw-2-secret")]
    reading = reading_of(write_package(tmp_path / "p", tables))
    said = f"{reading.records} {reading.problems} {reading.notes}"
    assert [secret for secret in ("secret", "900123", "mum-1", "x@y") if secret in said] == []


def test_unread_columns_are_named_once() -> None:
    assert reading_of(KEPT / "odd_extension_columns").notes == [
        "Columns that were not read: ext_vendor_id, metadata.housePoints."
    ]


def test_exact_repeats_collapse_and_contradictions_do_not(tmp_path: Path) -> None:
    tables = small_roster()
    tables["users"] += [person("P1"), person("P2", familyName="Other")]
    reading = reading_of(write_package(tmp_path / "p", tables))
    assert reading.notes == ["users.csv: 1 rows are exact repeats."]
    assert [(problem.line, problem.record, problem.fatal) for problem in reading.problems] == [(7, "P2", True)]


def test_rows_marked_for_deletion_are_not_current(tmp_path: Path) -> None:
    tables = small_roster()
    tables["users"] += [
        person("gone", status="tobedeleted"),
        person("old", status="inactive"),
        person("odd", status="x"),
    ]
    reading = reading_of(write_package(tmp_path / "p", tables))
    assert [id for id, row in reading.table("users").items() if not row.current] == ["gone", "old"]
    assert [problem.record for problem in reading.problems] == ["odd"]


def test_session_holds_days_as_given() -> None:
    spring = reading_of(KEPT / "syn_uk_v1p1_day1").table("academicSessions")["AS-SPR"]
    assert (spring.starts_on, spring.ends_on) == (datetime.date(2026, 1, 5), datetime.date(2026, 3, 27))


@pytest.mark.parametrize(
    ("said", "group"),
    [("07", 7), ("7", 7), ("Year 7", 7), ("y13", 13), ("KG", 0), ("R", 0), ("PK", -1), ("N2", -1), ("14", None),
     ("Other", None), ("UG", None), ("0", None), ("", None), ("Form 3", None)],
)  # fmt: skip
def test_year_group_of_a_grade(said: str, group: int | None) -> None:
    assert year_group(said) == group


def test_year_groups_and_phase() -> None:
    assert year_groups(["08", "Year 7", "7", "Other"]) == (7, 8)
    assert [phase_of(groups) for groups in ([0, 6], [7, 9], [6, 7], [])] == [
        "primary",
        "secondary",
        "all_through",
        "primary",
    ]
