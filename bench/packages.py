"""OneRoster packages of any size, invented."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

CLASS_SIZE = 30
PLACES = 3
"""Classes that each student is in."""

YEAR = ("Y", "2025/26", "schoolYear", "2025-09-01", "2026-08-31", "", "2026")
TERMS = (
    ("T1", "Autumn term", "term", "2025-09-03", "2025-12-19", "Y", "2026"),
    ("T2", "Spring term", "term", "2026-01-05", "2026-03-27", "Y", "2026"),
)
USERS = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
    "identifier,email,sms,phone,agentSourcedIds,grades,password"
)
ENROLLMENTS = (
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate"
)


ORGS, SESSIONS, CLASSES = (
    "sourcedId,name,type",
    "sourcedId,title,type,startDate,endDate,parentSourcedId,schoolYear",
    "sourcedId,title,classType,schoolSourcedId,termSourcedIds,grades",
)


def headers() -> dict[str, list[str]]:
    """The columns of each table."""
    named = {"orgs": ORGS, "academicSessions": SESSIONS, "classes": CLASSES, "users": USERS}
    return {name: header.split(",") for name, header in {**named, "enrollments": ENROLLMENTS}.items()}


def students_for(rows: int) -> int:
    """How many students make a package of about so many rows in all."""
    return round(rows / (1 + PLACES + 3 * PLACES / CLASS_SIZE))


def write_package(folder: Path, *, students: int, source: str) -> int:
    """A school with so many students, ``PLACES`` classes each, a teacher for each class. Returns the number of rows."""
    folder.mkdir(parents=True, exist_ok=True)
    classes = max(students * PLACES // CLASS_SIZE, PLACES)
    tables: dict[str, tuple[str, list[tuple[str, ...]]]] = {
        "orgs": (ORGS, [("SCH", f"Bench {source}", "school")]),
        "academicSessions": (SESSIONS, [YEAR, *TERMS]),
        "classes": (CLASSES, _classes(classes)),
        "users": (USERS, [*_staff(classes), *_students(students)]),
        "enrollments": (ENROLLMENTS, [*_taught(classes), *_learning(students, classes)]),
    }
    manifest = [("manifest.version", "1.0"), ("oneroster.version", "1.1"), ("source.systemCode", source)]
    manifest += [(f"file.{name}", "bulk") for name in tables]
    _write(folder / "manifest.csv", "propertyName,value", manifest)
    return sum(_write(folder / f"{name}.csv", header, rows) for name, (header, rows) in tables.items())


def _classes(number: int) -> list[tuple[str, ...]]:
    kinds = ("homeroom", "scheduled", "scheduled")
    return [(f"C{n}", f"Class {n}", kinds[n % 3], "SCH", "T1,T2", f"{7 + n % 5:02}") for n in range(number)]


def _person(id: str, role: str, grade: str) -> tuple[str, ...]:
    mail = f"{id.lower()}@example.invalid"
    blanks = ("", "", "", "")
    return (id, "", "", "true", "SCH", role, mail, "", f"Given {id}", f"Family {id}", "", id, *blanks, grade, "")


def _staff(classes: int) -> list[tuple[str, ...]]:
    return [_person(f"T{n}", "teacher", "") for n in range(classes)]


def _students(number: int) -> list[tuple[str, ...]]:
    return [_person(f"S{n}", "student", f"{7 + n % 5:02}") for n in range(number)]


def _taught(classes: int) -> list[tuple[str, ...]]:
    return [(f"ET{n}", "", "", f"C{n}", "SCH", f"T{n}", "teacher", "true", "2025-09-03", "") for n in range(classes)]


def _learning(students: int, classes: int) -> list[tuple[str, ...]]:
    step = max(classes // PLACES, 1)
    return [
        (f"ES{n}-{k}", "", "", f"C{(n + k * step) % classes}", "SCH", f"S{n}", "student", "", "2025-09-03", "")
        for n in range(students)
        for k in range(PLACES)
    ]


def _write(path: Path, header: str, rows: Iterable[tuple[str, ...]]) -> int:
    written = list(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header.split(","), *written])
    return len(written)
