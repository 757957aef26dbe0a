"""Packages of changes: merged with what the same sender sent before, then cut down to what they speak of.

A row of a delta file says how one thing is now, or with ``tobedeleted`` that it is gone. What it does not name stays.
A bulk file in the same package is the whole truth of its table.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from school.models import School
from school.models.classes import SchoolClass
from school.rosters.before import OURS, SentBefore, sent_before, without
from school.rosters.problems import Problem
from school.rosters.reading import Reading
from school.rosters.tables import Course, Org
from school.rosters.wanted import SchoolWanted, Scope

TABLES = ("orgs", "academicSessions", "classes", "users", "enrollments")


def merge(reading: Reading, into: School | None) -> SentBefore:
    """Put what was sent before beneath the package's records, and set aside rows that are older than it.

    Raises:
        RosterRefused: nothing was sent before.
    """
    package = reading.package
    before = sent_before(package.source, into)
    for name in package.deltas:
        _set_stale_rows_aside(reading, name, before)
    _drop_what_is_said_anew(reading, before)
    for name in (*TABLES, "roles") if package.version == "1.2" else TABLES:
        if package.modes.get(name) != "bulk":
            reading.records[name] = {**before.records.get(name, {}), **reading.table(name)}
    _complete_classes(reading, before)
    _add_placeholders(reading)
    return before


def _set_stale_rows_aside(reading: Reading, name: str, before: SentBefore) -> None:
    """A row older than the newest statement about the same thing, or than the last bulk file of its table."""
    for record in list(reading.table(name).values()):
        known = [before.bulk.get(name), before.sent.get((name, record.id))]
        newest = max((at for at in known if at), default=None)
        if newest and record.modified_at < newest:
            reason = _("The row is of %(row)s and older than what came before (%(before)s): it was passed over.")
            said = reason % {"row": record.modified_at.date(), "before": newest.date()}
            problem = Problem(f"{name}.csv", record.line, said, "dateLastModified", record.id, blocks=False)
            reading.problems.append(problem)
            del reading.records[name][record.id]


def _drop_what_is_said_anew(reading: Reading, before: SentBefore) -> None:
    """Places and roles that bear an identifier of ours give way to the sender's row about the same."""
    if reading.package.modes.get("enrollments") == "delta":
        said = {(record.school_class, record.user) for record in reading.table("enrollments").values()}
        known = before.records.get("enrollments", {})
        anew = [id for id, one in known.items() if id.startswith(OURS) and (one.school_class, one.user) in said]
        before.records["enrollments"] = without(known, anew)
    if reading.package.modes.get("roles") == "delta":
        known = before.records.get("roles", {})
        rows = list(reading.table("roles").values())
        primary = {(row.user, row.org) for row in rows if row.primary and row.current}
        gone = {(row.user, row.org, row.role) for row in rows if not row.current}
        anew = [
            id for id, one in known.items() if (one.user, one.org) in primary or (one.user, one.org, one.role) in gone
        ]
        before.records["roles"] = without(known, anew)


def _complete_classes(reading: Reading, before: SentBefore) -> None:
    """A class whose course is not in the package keeps the subject and the year groups it has."""
    courses, known = reading.table("courses"), before.records.get("classes", {})
    for id, record in list(reading.table("classes").items()):
        was = known.get(id)
        if record.line and was and record.course not in courses:
            kept = {"subjects": record.subjects or was.subjects, "grades": record.grades or was.grades}
            reading.records["classes"][id] = record._replace(**kept)


def _add_placeholders(reading: Reading) -> None:
    """Organisations and courses that were sent before are not stored; a reference to one is no mistake."""
    if reading.package.modes.get("orgs") != "bulk":
        for id in _orgs_named(reading):
            reading.records["orgs"].setdefault(id, Org(0, id, True, None, id, "local", ""))
    if reading.package.modes.get("courses") == "delta":
        for record in reading.table("classes").values():
            if record.course:
                course = Course(0, record.course, True, None, "", "", (), ())
                reading.records["courses"].setdefault(record.course, course)


def _orgs_named(reading: Reading) -> Iterator[str]:
    for user in reading.table("users").values():
        yield from user.orgs
    for table, column in (("roles", "org"), ("courses", "org"), ("orgs", "parent")):
        yield from (id for record in list(reading.table(table).values()) if (id := getattr(record, column)))


def cut_down(reading: Reading, before: SentBefore, schools: Iterable[SchoolWanted]) -> list[SchoolWanted]:
    """Each school's share without what the package does not speak of. Schools it says nothing about are left out."""
    modes = reading.package.modes
    people_bulk = "bulk" in (modes.get("users"), modes.get("roles"))
    scope = Scope(
        students=people_bulk,
        staff=people_bulk,
        classes=modes.get("classes") == "bulk",
        kinds=frozenset(SchoolClass.Kind.values) if modes.get("enrollments") == "bulk" else frozenset(),
        everyone=modes.get("enrollments") == "bulk",
    )
    cut = (_cut(reading, before, school, scope) for school in schools)
    return [school for school in cut if _says_something(school)]


def _says_something(school: SchoolWanted) -> bool:
    said = (school.members, school.classes, school.enrolments, school.characteristics, school.years)
    return any(said) or bool(school.leaving or school.closing or school.ending)


def _cut(reading: Reading, before: SentBefore, school: SchoolWanted, scope: Scope) -> SchoolWanted:
    people = _people_named(reading)
    classes = _named(reading, "classes")
    places = {(row.school_class, row.user) for row in _rows(reading, "enrollments")}
    enrolments = {key: dates for key, dates in school.enrolments.items() if scope.everyone or key[:2] in places}
    known = before.people.get(school.source_id, set())
    return replace(
        school,
        scope=scope,
        years=school.years if "academicSessions" in reading.package.modes else (),
        years_here=before.years.get(school.source_id, {}),
        members={id: one for id, one in school.members.items() if scope.students or id in people},
        classes={id: one for id, one in school.classes.items() if scope.classes or id in classes},
        enrolments=enrolments,
        leaving=dict.fromkeys((people & known) - school.members.keys()),
        closing=dict.fromkeys(_gone_classes(reading, classes - school.classes.keys(), school.source_id)),
        ending=_ending(reading, before, school),
        sent=_sent(reading),
    )


def _gone_classes(reading: Reading, ids: Iterable[str], school: str) -> list[str]:
    return [id for id in ids if reading.table("classes")[id].school == school]


def _rows(reading: Reading, name: str) -> list[Any]:
    """The package's own rows of a delta table, without those set aside."""
    if reading.package.modes.get(name) != "delta":
        return []
    return [record for record in reading.table(name).values() if record.line]


def _named(reading: Reading, name: str) -> set[str]:
    return {record.id for record in _rows(reading, name)}


def _people_named(reading: Reading) -> set[str]:
    return _named(reading, "users") | {record.user for record in _rows(reading, "roles")}


def _ending(
    reading: Reading, before: SentBefore, school: SchoolWanted
) -> dict[tuple[str, str, str], datetime.date | None]:
    """Places that the package's rows held before and hold no more, with the day that the row gives."""
    places = before.places.get(school.source_id, {})
    ending: dict[tuple[str, str, str], datetime.date | None] = {}
    for record in _rows(reading, "enrollments"):
        here = [places[record.id]] if record.id in places else []
        here += [key for key in places.values() if key[:2] == (record.school_class, record.user) and not record.current]
        for key in here:
            if key not in school.enrolments:
                same = key[:2] == (record.school_class, record.user)
                ending[key] = (record.ends_on if same else record.starts_on) or ending.get(key)
    return ending


def _sent(reading: Reading) -> dict[tuple[str, ...], datetime.datetime]:
    sent: dict[tuple[str, ...], datetime.datetime] = {}
    sent |= {("member", record.id): record.modified_at for record in _rows(reading, "users")}
    sent |= {("class", record.id): record.modified_at for record in _rows(reading, "classes")}
    sent |= {("enrolment", record.id): record.modified_at for record in _rows(reading, "enrollments")}
    return sent
