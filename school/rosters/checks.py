"""Whether the records fit together: references, contradictions, cycles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from school.rosters.problems import RosterRefused
from school.rosters.reading import Reading

Reference = tuple[str, Callable[[Any], Iterable[str]], str]
"""Column, the sourcedIds a record holds there, and the table they must stand in."""


def _one(field: str) -> Callable[[Any], Iterable[str]]:
    return lambda record: filter(None, (getattr(record, field),))


REFERENCES: tuple[tuple[str, tuple[Reference, ...]], ...] = (
    ("orgs", (("parentSourcedId", _one("parent"), "orgs"),)),
    ("academicSessions", (("parentSourcedId", _one("parent"), "academicSessions"),)),
    (
        "courses",
        (("orgSourcedId", _one("org"), "orgs"), ("schoolYearSourcedId", _one("year"), "academicSessions")),
    ),
    (
        "classes",
        (
            ("schoolSourcedId", _one("school"), "orgs"),
            ("courseSourcedId", _one("course"), "courses"),
            ("termSourcedIds", lambda record: record.sessions, "academicSessions"),
        ),
    ),
    ("users", (("orgSourcedIds", lambda record: record.orgs, "orgs"),)),
    ("roles", (("userSourcedId", _one("user"), "users"), ("orgSourcedId", _one("org"), "orgs"))),
    ("demographics", (("sourcedId", _one("id"), "users"),)),
)
"""Each table after those it refers to: what is set aside takes along what leans on it. Enrolments come last."""


def check(reading: Reading) -> None:
    """Set aside rows that do not fit.

    Raises:
        RosterRefused: the package contradicts itself or holds no school.
    """
    for table, references in REFERENCES:
        while _check_references(reading, table, references):
            """What was set aside may be another row's parent."""
    for table in ("orgs", "academicSessions"):
        _check_cycles(reading, table)
    _check_one_primary_role(reading)
    _check_a_school_is_there(reading)
    _check_enrolments(reading, _check_classes_belong_to_schools(reading))
    if any(problem.fatal for problem in reading.problems):
        raise RosterRefused(reading.problems)


def _check_references(reading: Reading, table: str, references: tuple[Reference, ...]) -> bool:
    found = False
    for record in reading.rows(table):
        for column, ids_of, target in references:
            if target not in reading.records:
                continue
            missing = [id for id in ids_of(record) if id not in reading.records[target]]
            if missing:
                reading.set_aside(table, record, column, reading.why_missing(target, missing[0]))
                found = True
                break
    return found


def _check_cycles(reading: Reading, table: str) -> None:
    records = reading.table(table)
    sound: set[str] = set()
    for start in records:
        path: dict[str, None] = {}
        at = start
        while at in records and at not in sound and at not in path:
            path[at] = None
            at = records[at].parent
        if at in path:
            reason = _("%(id)s is its own ancestor: the parents form a circle.") % {"id": at}
            reading.contradiction(table, records[at].line, "parentSourcedId", reason, at)
        sound.update(path)


def _check_one_primary_role(reading: Reading) -> None:
    seen: dict[tuple[str, str], str] = {}
    for record in reading.rows("roles"):
        if not (record.primary and record.current):
            continue
        if seen.setdefault((record.user, record.org), record.role) != record.role:
            reason = _("The user has another primary role in this organisation already.")
            reading.set_aside("roles", record, "roleType", reason)


def _check_a_school_is_there(reading: Reading) -> None:
    orgs = reading.table("orgs").values()
    if not any(org.type == "school" and org.current for org in orgs):
        reading.contradiction("orgs", 0, "type", _("No row is a school, so there is nothing to bring in."))


def _check_classes_belong_to_schools(reading: Reading) -> set[str]:
    """The classes set aside because they do not."""
    orgs, found = reading.table("orgs"), set()
    for school_class in reading.rows("classes"):
        if orgs[school_class.school].type != "school":
            reading.set_aside("classes", school_class, "schoolSourcedId", _("A class must belong to a school."))
            found.add(school_class.id)
    return found


def _check_enrolments(reading: Reading, set_aside: set[str]) -> None:
    """References, and whether class and school fit: all in one go, for there are many."""
    orgs, users, classes = (reading.records.get(name) for name in ("orgs", "users", "classes"))
    school_of = {record.id: record.school for record in reading.table("classes").values()}
    for one in reading.rows("enrollments"):
        if classes is not None and one.school_class not in school_of and one.school_class not in set_aside:
            wrong = "classSourcedId", reading.why_missing("classes", one.school_class)
        elif orgs is not None and one.school not in orgs:
            wrong = "schoolSourcedId", reading.why_missing("orgs", one.school)
        elif users is not None and one.user not in users:
            wrong = "userSourcedId", reading.why_missing("users", one.user)
        elif one.school_class not in school_of:
            wrong = "classSourcedId", reading.why_missing("classes", one.school_class)
        elif school_of[one.school_class] != one.school:
            reason = _("The class belongs to another school, %(id)s.") % {"id": school_of[one.school_class]}
            wrong = "schoolSourcedId", reason
        else:
            continue
        reading.set_aside("enrollments", one, *wrong)
