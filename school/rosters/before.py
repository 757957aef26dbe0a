"""What a sender's earlier packages left here, as records: what a package of changes leans on.

Records made from our own rows have line 0. Years and places without an identifier of the sender's get one of ours,
beginning with :data:`OURS`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from learningculture.tenancy import tenant
from school.models import AcademicYear, Enrolment, Member, Role, RosterRun, School, SchoolClass, Term
from school.rosters.problems import refuse
from school.rosters.tables import ClassRecord, EnrolmentRecord, Org, Person, RoleRecord, Session

OURS = "here-"
GIVEN = {
    Role.STUDENT: "student",
    Role.TEACHER: "teacher",
    Role.TEACHING_ASSISTANT: "aide",
    Role.HEAD: "principal",
    Role.ADMINISTRATOR: "siteAdministrator",
}
PLACED = {Enrolment.Role.STUDENT: "student", Enrolment.Role.TEACHER: "teacher", Enrolment.Role.ASSISTANT: "aide"}
SMALL_GRADES = {-1: "N", 0: "R"}

Place = tuple[str, str, str]


@dataclass
class SentBefore:
    """``sent`` and ``bulk``: the newest statements accepted, by table and identifier and by whole table.

    ``places`` are the open places of each school by the sender's row, ``people`` and ``years`` its own by school.
    """

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent: dict[tuple[str, str], datetime.datetime] = field(default_factory=dict)
    bulk: dict[str, datetime.datetime] = field(default_factory=dict)
    places: dict[str, dict[str, Place]] = field(default_factory=dict)
    people: dict[str, set[str]] = field(default_factory=dict)
    years: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, table: str, record: Any) -> None:
        self.records.setdefault(table, {})[record.id] = record

    def note_sent(self, table: str, id: str, at: datetime.datetime | None) -> None:
        if at and at > self.sent.get((table, id), at - datetime.timedelta(1)):
            self.sent[table, id] = at


def sent_before(source: str, into: School | None) -> SentBefore:
    """From every school of this sender, or the one that the package is for.

    Raises:
        RosterRefused: nothing came from this sender before, or its last package was undone.
    """
    before = SentBefore()
    for school in School.objects.filter(source=source, source_claimed=True) if into is None else [into]:
        with tenant(school.pk):
            _read_runs(before, school, source)
            _read_calendar(before, school, source)
            _read_classes(before, school, source)
            _read_people(before, school, source)
            _read_places(before, school, source)
        before.add("orgs", Org(0, school.source_id, True, None, school.name, "school", ""))
    if not before.people:
        reason = _(
            "The package holds changes only (delta), and nothing came from %(source)s before. Ask for a full one."
        )
        raise refuse("manifest.csv", reason % {"source": source})
    return before


def _read_runs(before: SentBefore, school: School, source: str) -> None:
    runs = RosterRun.objects.filter(school=school, source=source).select_related("batch").order_by("-ran_at", "-id")
    for number, run in enumerate(runs):
        if run.batch and run.batch.undone_at:
            if number == 0:
                reason = _("The last roster of %(school)s was undone. Changes need a full package first.")
                raise refuse("manifest.csv", reason % {"school": school.name})
            continue
        for file, count in run.rows.items():
            if run.as_of and count.get("mode") == "bulk":
                before.bulk.setdefault(file.removesuffix(".csv"), run.as_of)


def _read_calendar(before: SentBefore, school: School, source: str) -> None:
    terms = list(Term.objects.filter(school=school))
    known = before.years.setdefault(school.source_id, {})
    for year in AcademicYear.objects.filter(school=school):
        id = year_id(year, source)
        known[id] = year.pk
        dates = (year.starts_on, year.ends_on)
        before.add("academicSessions", Session(0, id, True, None, year.name, "schoolYear", *dates, "", dates[1].year))
        for term in (term for term in terms if term.academic_year_id == year.pk and _is_sent(term, source)):
            if term.source_id != id:
                dates = (term.starts_on, term.ends_on)
                session = Session(0, term.source_id, True, None, term.name, "term", *dates, id, year.ends_on.year)
                before.add("academicSessions", session)


def _is_sent(row: Any, source: str) -> bool:
    return bool(row.source == source and row.source_id)


def year_id(year: AcademicYear, source: str) -> str:
    return year.source_id if _is_sent(year, source) else f"{OURS}{year.pk}"


def _read_classes(before: SentBefore, school: School, source: str) -> None:
    sessions = _sessions_of_years(before)
    found = SchoolClass.objects.filter(school=school, source=source).exclude(source_id="")
    for one in found.select_related("academic_year"):
        year = year_id(one.academic_year, source)
        before.note_sent("classes", one.source_id, one.sent_at)
        before.add(
            "classes",
            ClassRecord(
                0, one.source_id, one.closed_on is None, one.sent_at, one.name,
                "homeroom" if one.kind == SchoolClass.Kind.REGISTRATION else "scheduled", "", school.source_id,
                sessions.get(year) or (year,), tuple(SMALL_GRADES.get(group, str(group)) for group in one.year_groups),
                (one.subject,) if one.subject else (),
            ),
        )  # fmt: skip


def _sessions_of_years(before: SentBefore) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for session in before.records.get("academicSessions", {}).values():
        if session.parent:
            found[session.parent] = (*found.get(session.parent, ()), session.id)
    return found


def _read_people(before: SentBefore, school: School, source: str) -> None:
    people = before.people.setdefault(school.source_id, set())
    for one in Member.objects.filter(school=school, source=source).exclude(source_id=""):
        people.add(one.source_id)
        before.note_sent("users", one.source_id, one.sent_at)
        roles = [GIVEN[Role(role)] for role in one.roles if role in GIVEN] if one.left_on is None else []
        for role in roles:
            id = f"{OURS}{one.pk}-{role}"
            before.add("roles", RoleRecord(0, id, True, None, one.source_id, school.source_id, False, role, None))
        known = before.records.get("users", {}).get(one.source_id)
        orgs = (*(known.orgs if known else ()), *((school.source_id,) if roles else ()))
        names = (one.given_name, one.family_name, one.preferred_name)
        role = roles[0] if roles else known.role if known else ""
        current = one.left_on is None or bool(known and known.current)
        before.add("users", Person(0, one.source_id, current, one.sent_at, orgs, role, *names, ()))


def _read_places(before: SentBefore, school: School, source: str) -> None:
    places = before.places.setdefault(school.source_id, {})
    found = Enrolment.objects.filter(school=school, source=source).values_list(
        *("id", "school_class__source_id", "member__source_id", "role", "starts_on", "ends_on", "source_ids"), "sent_at"
    )  # fmt: skip
    for pk, school_class, member, role, starts_on, ends_on, ids, sent_at in found:
        for id in ids or [f"{OURS}{pk}"]:
            before.note_sent("enrollments", id, sent_at)
            if ends_on is None and school_class and member:
                places[id] = (school_class, member, role)
                place = (school_class, school.source_id, member, PLACED[Enrolment.Role(role)])
                before.add("enrollments", EnrolmentRecord(0, id, True, sent_at, *place, starts_on, None))


def without(records: dict[str, Any], ids: Iterable[str]) -> dict[str, Any]:
    gone = set(ids)
    return {id: record for id, record in records.items() if id not in gone}
