"""Packages that contradict themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from school.rosters.checks import check
from school.rosters.package import open_package
from school.rosters.problems import RosterRefused
from school.rosters.reading import Reading, read
from tests.factories.rosters import KEPT, Rows, place, school_class, small_roster, write_package


def checked(folder: Path) -> Reading:
    reading = read(open_package(folder))
    check(reading)
    return reading


def refused(folder: Path) -> list[tuple[str, int, str, str]]:
    """What is wrong, whether rows could be left out or not."""
    reading = read(open_package(folder))
    try:
        check(reading)
        problems = sorted(set(reading.problems))
    except RosterRefused as caught:
        problems = list(caught.problems)
    assert problems
    return [(problem.file, problem.line, problem.column, problem.record) for problem in problems]


def refused_in_any_case(folder: Path) -> list[tuple[str, int, str, str]]:
    with pytest.raises(RosterRefused):
        checked(folder)
    return refused(folder)


def changed(tmp_path: Path, table: str, row: int, **cells: str) -> Path:
    tables = small_roster()
    tables[table][row].update(cells)
    return write_package(tmp_path / "p", tables)


def test_orphan_enrolment_is_refused_with_file_line_and_reason() -> None:
    folder = KEPT / "bad_orphan_enrollment"
    assert refused(folder) == [("enrollments.csv", 31, "userSourcedId", "E999")]


def test_orphan_enrolment_is_set_aside_when_the_rest_is_accepted() -> None:
    reading = checked(KEPT / "bad_orphan_enrollment")
    assert len(reading.table("enrollments")) == 29
    assert reading.held.places == {("C7A", "S999")}


def test_what_leans_on_a_wrong_row_is_set_aside_and_says_so() -> None:
    reading = checked(KEPT / "bad_role")
    assert sorted(reading.problems)[0].reason == "T001 is wrong itself: see line 14 of users.csv."
    assert reading.held.people == {"T001"}


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("orgs", 0, "parentSourcedId"),
        ("academicSessions", 1, "parentSourcedId"),
        ("classes", 0, "schoolSourcedId"),
        ("classes", 0, "termSourcedIds"),
        ("users", 0, "orgSourcedIds"),
        ("enrollments", 0, "classSourcedId"),
        ("enrollments", 0, "schoolSourcedId"),
    ],
)
def test_reference_to_nothing_is_refused_at_its_row(tmp_path: Path, table: str, row: int, column: str) -> None:
    found = refused(changed(tmp_path, table, row, **{column: "nowhere"}))
    assert (f"{table}.csv", row + 2, column) in [place[:3] for place in found]


def test_parents_that_form_a_circle_are_refused_even_when_the_rest_is_accepted(tmp_path: Path) -> None:
    folder = changed(tmp_path, "academicSessions", 0, parentSourcedId="T2")
    assert refused_in_any_case(folder)[0][:3] == ("academicSessions.csv", 2, "parentSourcedId")


def test_contradictory_repeat_is_refused_even_when_the_rest_is_accepted(tmp_path: Path) -> None:
    tables = small_roster()
    tables["enrollments"].append(place("EP1", "P2"))
    folder = write_package(tmp_path / "p", tables)
    assert refused_in_any_case(folder) == [("enrollments.csv", 6, "sourcedId", "EP1")]


def test_package_without_a_school_is_refused(tmp_path: Path) -> None:
    assert ("orgs.csv", 0, "type", "") in refused(changed(tmp_path, "orgs", 0, type="district"))


def test_enrolment_in_a_class_of_another_school_is_refused(tmp_path: Path) -> None:
    tables = small_roster()
    tables["orgs"].append({**tables["orgs"][0], "sourcedId": "SCH2"})
    tables["enrollments"][1]["schoolSourcedId"] = "SCH2"
    assert refused(write_package(tmp_path / "p", tables)) == [("enrollments.csv", 3, "schoolSourcedId", "EP1")]


def test_class_of_a_district_is_refused(tmp_path: Path) -> None:
    tables = small_roster()
    tables["orgs"].append({**tables["orgs"][0], "sourcedId": "TRUST", "type": "district"})
    tables["classes"].append(school_class("D", schoolSourcedId="TRUST"))
    assert refused(write_package(tmp_path / "p", tables)) == [("classes.csv", 3, "schoolSourcedId", "D")]


def test_session_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    folder = changed(tmp_path, "academicSessions", 1, endDate="2025-09-03")
    assert ("academicSessions.csv", 3, "endDate", "T1") in refused(folder)


def test_two_primary_roles_in_one_school_are_refused(tmp_path: Path) -> None:
    tables = small_roster(students=1)
    roles: Rows = [
        {"sourcedId": f"R{number}", "userSourcedId": user, "roleType": "primary", "role": role, "orgSourcedId": "SCH"}
        for number, (user, role) in enumerate([("T", "teacher"), ("P1", "student"), ("T", "aide")])
    ]
    folder = write_package(tmp_path / "p", tables | {"roles": roles}, version="1.2")
    assert refused(folder) == [("roles.csv", 4, "roleType", "R2")]
