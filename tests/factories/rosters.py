"""OneRoster packages: those kept under tests/data, and small ones written for one test."""

from __future__ import annotations

import csv
import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest

from school.rosters import RosterReport, import_roster, keysets, places, shelves, stowing

KEPT = Path(__file__).resolve().parent.parent / "data" / "oneroster"
DAY_1, DAY_2 = datetime.date(2025, 9, 10), datetime.date(2026, 1, 6)
"""Days on which the kept files of day 1 and day 2 would come in."""

Rows = list[dict[str, Any]]

YEAR = {"sourcedId": "Y", "title": "2025/26", "type": "schoolYear", "startDate": "2025-09-01", "endDate": "2026-08-31"}
AUTUMN = {"sourcedId": "T1", "title": "Autumn term", "type": "term", "startDate": "2025-09-03", "endDate": "2025-12-19"}
SPRING = {"sourcedId": "T2", "title": "Spring term", "type": "term", "startDate": "2026-01-05", "endDate": "2026-03-27"}


def put_all_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every row is packed, and nearly all of them are written to the file."""
    for module, name, few in (
        *((stowing, "HELD", 1), (stowing, "BLOCK", 2), (stowing, "IN_MEMORY", 40), (stowing, "ON_A_HEAP", 30)),
        *((stowing, "AT_A_LOOK", 50), (shelves, "SLOTS", 4), (keysets, "HEAPS", 3), (places, "OPEN_AT_ONCE", 1)),
    ):
        monkeypatch.setattr(module, name, few)


def bring_in(folder: Path | str, *, on: datetime.date = DAY_1, **options: Any) -> RosterReport:
    """Import a kept folder by name, or any folder."""
    return import_roster(folder=KEPT / folder if isinstance(folder, str) else folder, on=on, **options)


def copied(name: str, to: Path) -> Path:
    """A copy of a kept folder to change."""
    return Path(shutil.copytree(KEPT / name, to / name))


def edit(folder: Path, file: str, old: str, new: str) -> Path:
    """Replace the first occurrence of a text in one file; it must be there."""
    path = folder / file
    content = path.read_bytes()
    assert old.encode() in content, f"{old!r} is not in {file}"
    path.write_bytes(content.replace(old.encode(), new.encode(), 1))
    return folder


def person(id: str, *, role: str = "student", orgs: str = "SCH", grades: str = "07", **more: Any) -> dict[str, Any]:
    """A row of users.csv, as 1.1 has it."""
    named = {"givenName": f"Given {id}", "familyName": f"Family {id}", "grades": grades if role == "student" else ""}
    return {"sourcedId": id, "orgSourcedIds": orgs, "role": role, **named, **more}


def place(id: str, user: str, school_class: str = "C", *, role: str = "student", **more: Any) -> dict[str, Any]:
    """A row of enrollments.csv."""
    where = {"classSourcedId": school_class, "schoolSourcedId": "SCH", "userSourcedId": user}
    return {"sourcedId": id, **where, "role": role, "beginDate": "", "endDate": "", **more}


def school_class(id: str = "C", *, sessions: str = "T1,T2", **more: Any) -> dict[str, Any]:
    """A row of classes.csv."""
    where = {"schoolSourcedId": "SCH", "termSourcedIds": sessions}
    return {"sourcedId": id, "title": f"Class {id}", "classType": "homeroom", **where, **more}


def small_roster(*, students: int = 3) -> dict[str, Rows]:
    """One school, one class, one teacher and some students, P1, P2 …"""
    sessions = [
        {**row, "parentSourcedId": "" if row is YEAR else "Y", "schoolYear": "2026"} for row in (YEAR, AUTUMN, SPRING)
    ]
    people = [f"P{number}" for number in range(1, students + 1)]
    return {
        "orgs": [{"sourcedId": "SCH", "name": "Test School", "type": "school", "parentSourcedId": ""}],
        "academicSessions": sessions,
        "classes": [school_class()],
        "users": [person("T", role="teacher"), *map(person, people)],
        "enrollments": [place("E0", "T", role="teacher"), *(place(f"E{id}", id) for id in people)],
    }


def write_package(
    folder: Path,
    tables: dict[str, Rows],
    *,
    version: str = "1.1",
    source: str = "TEST",
    modes: dict[str, str] | None = None,
) -> Path:
    """Write the tables and a manifest that names them as bulk, or as ``modes`` says."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    manifest = {"manifest.version": "1.0", "oneroster.version": version, "source.systemCode": source}
    manifest |= {f"file.{name}": (modes or {}).get(name, "bulk") for name in tables}
    _write(folder / "manifest.csv", ["propertyName", "value"], [list(item) for item in manifest.items()])
    for name, rows in tables.items():
        header = list(dict.fromkeys(column for row in rows for column in row))
        _write(folder / f"{name}.csv", header, [[row.get(column, "") for column in header] for row in rows])
    return folder


def _write(path: Path, header: list[str], rows: list[list[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
