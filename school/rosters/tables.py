"""The tables we read: their columns, and a record for each row. All other columns stay unread.

Passwords, telephone numbers, e-mail addresses, guardians' links and birth dates are in none of these records.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from school.rosters.cells import Cells

ROLES_1_1 = ("administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher")
ROLES_1_2 = (
    *("aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative"),
    *("siteAdministrator", "student", "systemAdministrator", "teacher"),
)
ENROLMENT_ROLES = ("administrator", "aide", "proctor", "student", "teacher")
"""``aide`` came with 1.0 and vendors still send it."""

ORG_TYPES = ("department", "school", "district", "local", "state", "national")
SESSION_TYPES = ("gradingPeriod", "semester", "schoolYear", "term")
SEXES = ("male", "female", "other", "unspecified")
LONGEST_NAME, LONGEST_TITLE = 100, 250


class Org(NamedTuple):
    line: int
    id: str
    current: bool
    modified_at: datetime.datetime | None
    name: str
    type: str
    parent: str


class Session(NamedTuple):
    line: int
    id: str
    current: bool
    modified_at: datetime.datetime | None
    title: str
    type: str
    starts_on: datetime.date
    ends_on: datetime.date
    parent: str
    school_year: int


class Course(NamedTuple):
    line: int
    id: str
    current: bool
    modified_at: datetime.datetime | None
    year: str
    org: str
    grades: tuple[str, ...]
    subjects: tuple[str, ...]


class ClassRecord(NamedTuple):
    line: int
    id: str
    current: bool
    modified_at: datetime.datetime | None
    title: str
    type: str
    course: str
    school: str
    sessions: tuple[str, ...]
    grades: tuple[str, ...]
    subjects: tuple[str, ...]


class Person(NamedTuple):
    """``orgs`` and ``role`` are of 1.1; in 1.2 they stand in roles.csv."""

    line: int
    id: str
    current: bool
    modified_at: datetime.datetime | None
    orgs: tuple[str, ...]
    role: str
    given_name: str
    family_name: str
    preferred_name: str
    grades: tuple[str, ...]


class RoleRecord(NamedTuple):
    line: int
    id: str
    current: bool
    modified_at: datetime.datetime | None
    user: str
    org: str
    primary: bool
    role: str
    ends_on: datetime.date | None


class EnrolmentRecord(NamedTuple):
    line: int
    id: str
    current: bool
    modified_at: datetime.datetime | None
    school_class: str
    school: str
    user: str
    role: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None


class Demographics(NamedTuple):
    line: int
    id: str
    current: bool
    modified_at: datetime.datetime | None
    sex: str


Record = Org | Session | Course | ClassRecord | Person | RoleRecord | EnrolmentRecord | Demographics
"""``current`` is false for rows marked for deletion: they may be referred to, and are not brought in.

``line`` is 0 for what was sent before and is stored; ``modified_at`` is the sender's date of the last change.
"""


def say_the_same(one: Record, other: Record) -> bool:
    """All but the line is the same."""
    return one[1:] == other[1:]


def _org(cells: Cells) -> dict[str, Any]:
    return {
        "name": cells.text("name", needed=True, longest=LONGEST_TITLE),
        "type": cells.one_of("type", ORG_TYPES),
        "parent": cells.id("parentSourcedId", needed=False),
    }


def _session(cells: Cells) -> dict[str, Any]:
    starts_on, ends_on = cells.date("startDate", needed=True), cells.date("endDate", needed=True)
    if starts_on and ends_on and ends_on <= starts_on:
        cells.wrong("endDate", _("The session ends before it begins."))
    return {
        "title": cells.text("title", needed=True, longest=LONGEST_TITLE),
        "type": cells.one_of("type", SESSION_TYPES),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "parent": cells.id("parentSourcedId", needed=False),
        "school_year": cells.year("schoolYear"),
    }


def _course(cells: Cells) -> dict[str, Any]:
    return {
        "year": cells.id("schoolYearSourcedId", needed=False),
        "org": cells.id("orgSourcedId"),
        "grades": cells.ids("grades", needed=False),
        "subjects": cells.ids("subjects", needed=False),
    }


def _class(cells: Cells) -> dict[str, Any]:
    return {
        "title": cells.text("title", needed=True, longest=LONGEST_TITLE),
        "type": cells.one_of("classType", ("homeroom", "scheduled")),
        "course": cells.id("courseSourcedId", needed=False),
        "school": cells.id("schoolSourcedId"),
        "sessions": cells.ids("termSourcedIds"),
        "grades": cells.ids("grades", needed=False),
        "subjects": cells.ids("subjects", needed=False),
    }


def _person(cells: Cells) -> dict[str, Any]:
    cells.flag("enabledUser")
    given_name = cells.text("givenName", longest=LONGEST_NAME)
    family_name = cells.text("familyName", longest=LONGEST_NAME)
    if not (given_name or family_name):
        cells.wrong("familyName", _("A person needs at least one name."))
    return {
        "orgs": (),
        "role": "",
        "given_name": given_name,
        "family_name": family_name,
        "preferred_name": cells.text("preferredGivenName", longest=LONGEST_NAME),
        "grades": cells.ids("grades", needed=False),
    }


def _person_with_role(cells: Cells) -> dict[str, Any]:
    role = {"orgs": cells.ids("orgSourcedIds"), "role": cells.one_of("role", ROLES_1_1)}
    return {**_person(cells), **role, "preferred_name": ""}


def _role(cells: Cells) -> dict[str, Any]:
    cells.date("beginDate")
    return {
        "user": cells.id("userSourcedId"),
        "org": cells.id("orgSourcedId"),
        "primary": cells.one_of("roleType", ("primary", "secondary")) == "primary",
        "role": cells.one_of("role", ROLES_1_2),
        "ends_on": cells.date("endDate"),
    }


def _enrolment(cells: Cells) -> dict[str, Any]:
    starts_on, ends_on = cells.date("beginDate"), cells.date("endDate")
    if starts_on and ends_on and ends_on < starts_on:
        cells.wrong("endDate", _("The enrolment ends before it begins."))
    return {
        "school_class": cells.id("classSourcedId"),
        "school": cells.id("schoolSourcedId"),
        "user": cells.id("userSourcedId"),
        "role": cells.one_of("role", ENROLMENT_ROLES),
        "starts_on": starts_on,
        "ends_on": ends_on,
    }


def _demographics(cells: Cells) -> dict[str, Any]:
    cells.date("birthDate")
    return {"sex": cells.one_of("sex", SEXES, needed=False)}


@dataclass(frozen=True)
class Spec:
    """``needed`` columns must stand in the header; ``optional`` ones are known and may be absent."""

    record: type[Record]
    read: Callable[[Cells], dict[str, Any]]
    needed: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return ("sourcedId", *self.needed, "status", "dateLastModified", *self.optional)


def _spec(record: type[Record], read: Callable[[Cells], dict[str, Any]], needed: str, optional: str) -> Spec:
    return Spec(record, read, tuple(needed.split()), tuple(optional.split()))


_USERS = "username userIds middleName identifier email sms phone agentSourcedIds grades password"
_USERS_1_2 = (
    "userMasterIdentifier preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns"
)
_DEMOGRAPHICS = (
    "birthDate americanIndianOrAlaskaNative asian blackOrAfricanAmerican nativeHawaiianOrOtherPacificIslander white "
    "demographicRaceTwoOrMoreRaces hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth "
    "publicSchoolResidenceStatus"
)

SPECS: dict[str, Spec] = {
    "orgs": _spec(Org, _org, "name type", "identifier parentSourcedId"),
    "academicSessions": _spec(Session, _session, "title type startDate endDate schoolYear", "parentSourcedId"),
    "courses": _spec(
        Course, _course, "orgSourcedId", "title schoolYearSourcedId courseCode grades subjects subjectCodes"
    ),
    "classes": _spec(
        ClassRecord,
        _class,
        "title classType schoolSourcedId termSourcedIds",
        "courseSourcedId grades classCode location subjects subjectCodes periods",
    ),
    "users": _spec(Person, _person_with_role, "orgSourcedIds role givenName familyName", f"enabledUser {_USERS}"),
    "roles": _spec(
        RoleRecord, _role, "userSourcedId roleType role orgSourcedId", "beginDate endDate userProfileSourcedId"
    ),
    "enrollments": _spec(
        EnrolmentRecord, _enrolment, "classSourcedId schoolSourcedId userSourcedId role", "primary beginDate endDate"
    ),
    "demographics": _spec(Demographics, _demographics, "sex", _DEMOGRAPHICS),
}
"""In the order in which they refer to each other."""

USERS_1_2 = _spec(Person, _person, "givenName familyName", f"enabledUser {_USERS} {_USERS_1_2}")


def spec_of(table: str, version: str) -> Spec:
    return USERS_1_2 if table == "users" and version == "1.2" else SPECS[table]
