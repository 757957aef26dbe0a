"""From the records of a OneRoster package to what each of its schools should hold.

Memberships given once per semester collapse to one: a student's rows for a class become one enrolment, from the first
day to the last. It stays open (no last day) when it reaches the end of the newest term of the class that has begun,
or has no end date, in the newest year of the roster: whoever is in a class for the year is in it, even when the file
is a year old. An earlier end date is kept as given, which is what the specification means: the first day on which the
person is no longer in the class.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from school.models import Role
from school.models.classes import SchoolClass
from school.models.people import Sex
from school.rosters.grades import year_group, year_groups
from school.rosters.places import PlaceIds
from school.rosters.placing import PlaceRow, PlaceRows, Span, late_starts, places_of
from school.rosters.reading import Reading
from school.rosters.shelves import Shelf
from school.rosters.tables import ClassRecord, EnrolmentRecord, Org, Person
from school.rosters.wanted import ClassWanted, MemberWanted, SchoolWanted
from school.rosters.years import Calendar, YearWanted, calendar_of

ROLES: dict[str, Role] = {
    "student": Role.STUDENT,
    "teacher": Role.TEACHER,
    "aide": Role.TEACHING_ASSISTANT,
    "principal": Role.HEAD,
    "administrator": Role.ADMINISTRATOR,
    "siteAdministrator": Role.ADMINISTRATOR,
}
"""All other roles, families first among them, are counted and not brought in."""

SEXES = {"male": Sex.MALE, "female": Sex.FEMALE, "other": Sex.OTHER}
SAID_OF_SEX = {sex: {"sex": known.value} for sex, known in SEXES.items()}
"""One dictionary for all of whom the same is said."""

LONGEST_CLASS_NAME, LONGEST_SUBJECT, LONGEST_SCHOOL_NAME = 80, 60, 120


def schools_wanted(reading: Reading, on: datetime.date) -> list[SchoolWanted]:
    """Every current school of the package, in order of identifier. The scope of a bulk file ends with them."""
    calendar = calendar_of(reading.table("academicSessions"))
    orgs: Iterable[Org] = reading.table("orgs").values()
    schools = sorted(org.id for org in orgs if org.type == "school" and org.current)
    roles = _roles_by_school(reading, set(schools), calendar)
    records = {id: _classes_of(reading, calendar, id) for id in schools}
    rows = PlaceRows(_current_enrolments(reading), records, roles)
    return [_school(reading, calendar, id, roles.pop(id), records[id], rows.take(id), on) for id in schools]


def _school(
    reading: Reading,
    calendar: Calendar,
    school: str,
    roles: Mapping[str, frozenset[Role]],
    records: Mapping[str, ClassRecord],
    rows: Iterable[tuple[str, list[PlaceRow]]],
    on: datetime.date,
) -> SchoolWanted:
    classes = {id: _class(reading, calendar, record) for id, record in records.items()}
    years = _years_used(calendar, classes.values())
    spans = {id: _span(reading, calendar, record, on, years) for id, record in records.items()}
    enrolments = places_of(rows, spans)
    began = _began(years, on)
    late = late_starts(enrolments, began)
    people = reading.table("users")
    members = Shelf(MemberWanted)
    for id in sorted(roles):
        members[id] = _member(people[id], roles[id], late.get(id) or (years[0].starts_on if years else on))
    characteristics = {
        id: SAID_OF_SEX[record.sex]
        for id, record in reading.table("demographics").items()
        if record.current and record.sex in SEXES and Role.STUDENT in roles.get(id, ())
    }
    name = reading.table("orgs")[school].name[:LONGEST_SCHOOL_NAME].strip()
    ids = PlaceIds(enrolments)
    return SchoolWanted(school, name, years, members, classes, enrolments, characteristics, enrolment_ids=ids)


def _classes_of(reading: Reading, calendar: Calendar, school: str) -> dict[str, ClassRecord]:
    """Its classes that fall in a session which still stands."""
    classes: Mapping[str, ClassRecord] = reading.table("classes")
    return {
        id: record
        for id, record in classes.items()
        if record.school == school
        and record.current
        and any(session in calendar.year_of for session in record.sessions)
    }


def _years_used(calendar: Calendar, classes: Iterable[ClassWanted]) -> tuple[YearWanted, ...]:
    """The years its classes fall in, oldest first; every year of the package for a school without classes."""
    used = {school_class.year for school_class in classes} or set(calendar.years)
    return tuple(sorted((calendar.years[id] for id in used), key=lambda year: (year.starts_on, year.source_id)))


def _class(reading: Reading, calendar: Calendar, record: ClassRecord) -> ClassWanted:
    course = reading.table("courses").get(record.course)
    registration = record.type == "homeroom"
    subjects = record.subjects or (course.subjects if course else ())
    years = [calendar.year_of[session] for session in record.sessions if session in calendar.year_of]
    return ClassWanted(
        source_id=record.id,
        name=shortened(record.title, LONGEST_CLASS_NAME),
        kind=SchoolClass.Kind.REGISTRATION if registration else SchoolClass.Kind.TEACHING,
        subject="" if registration else shortened(", ".join(subjects), LONGEST_SUBJECT),
        year_groups=year_groups(record.grades or (course.grades if course else ())),
        year=max(years, key=lambda year: (year.starts_on, year.source_id)).source_id,
    )


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


@lru_cache(maxsize=1024)
def _in_order(roles: frozenset[Role]) -> tuple[str, ...]:
    return tuple(role.value for role in Role if role in roles)


def _member(person: Person, roles: frozenset[Role], joined_on: datetime.date) -> MemberWanted:
    groups = {year_group(grade) for grade in person.grades} - {None}
    return MemberWanted(
        source_id=person.id,
        given_name=person.given_name,
        family_name=person.family_name,
        preferred_name=person.preferred_name,
        roles=_in_order(roles),
        year_group=groups.pop() if len(groups) == 1 and Role.STUDENT in roles else None,
        joined_on=joined_on,
    )


def _began(years: tuple[YearWanted, ...], on: datetime.date) -> datetime.date:
    """The day on which everybody was here who came with the roster's first school year: its first term had begun."""
    if not years:
        return datetime.date.max
    year = years[0]
    return max(year.terms[0].starts_on if year.terms else year.starts_on, year.starts_on)


@lru_cache(maxsize=1024)
def _also(held: frozenset[Any], one: Any) -> frozenset[Any]:
    """One set for all who hold the same roles: a set of one's own takes more memory than all else of a person."""
    return held | {one}


def _roles_by_school(reading: Reading, schools: set[str], calendar: Calendar) -> dict[str, dict[str, frozenset[Role]]]:
    """For each school the people in it and their roles; those we do not bring in are left out."""
    found: dict[str, dict[str, frozenset[Role]]] = {school: {} for school in schools}
    for person, school, role in _stated_roles(reading, calendar):
        if school in schools and role in ROLES:
            found[school][person] = _also(found[school].get(person, frozenset()), ROLES[role])
    _add_those_only_enrolled(reading, found)
    return found


def _stated_roles(reading: Reading, calendar: Calendar) -> Iterable[tuple[str, str, str]]:
    """Person, organisation and role, of people who are current."""
    people: Mapping[str, Person] = reading.table("users")
    if reading.package.version == "1.1":
        for person in people.values():
            if person.current:
                yield from ((person.id, org, person.role) for org in person.orgs)
        return
    newest = max((year.starts_on for year in calendar.years.values()), default=datetime.date.min)
    for record in reading.table("roles").values():
        ended = record.ends_on and record.ends_on <= newest
        if record.current and not ended and (known := people.get(record.user)) and known.current:
            yield record.user, record.org, record.role


def _add_those_only_enrolled(reading: Reading, found: dict[str, dict[str, frozenset[Role]]]) -> None:
    """Someone enrolled in a class of a school belongs to it, even when only a district or another school names them."""
    people: Mapping[str, Person] = reading.table("users")
    stated: Mapping[str, frozenset[str]] | None = None
    for enrolment in _current_enrolments(reading):
        role, user, members = ROLES.get(enrolment.role), enrolment.user, found.get(enrolment.school)
        if role is None or members is None or user in members or not people[user].current:
            continue
        stated = stated or stated_roles(reading)
        if stated[user] and not stated[user] & set(ROLES):
            continue
        teaching = frozenset(ROLES[said] for said in stated[user] & {"teacher", "aide"})
        members[user] = teaching if role != Role.STUDENT and teaching else frozenset({role})


def stated_roles(reading: Reading) -> defaultdict[str, frozenset[str]]:
    """For each person the roles that the file gives them anywhere."""
    stated: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for person in reading.table("users").values():
        stated[person.id] = _also(frozenset(), person.role) if person.role else frozenset()
    for record in reading.table("roles").values():
        stated[record.user] = _also(stated[record.user], record.role)
    return stated


def _current_enrolments(reading: Reading) -> Iterable[EnrolmentRecord]:
    return (record for record in reading.table("enrollments").values() if record.current)


def _span(
    reading: Reading, calendar: Calendar, record: ClassRecord, on: datetime.date, years: tuple[YearWanted, ...]
) -> Span:
    """A class's first day, and the day from which an enrolment counts as reaching its end; None in an older year."""
    sessions = [reading.table("academicSessions")[id] for id in record.sessions if id in calendar.year_of]
    begun = [session for session in sessions if session.starts_on <= on] or sessions
    newest = max(sessions, key=lambda session: (session.starts_on, session.id))
    past = calendar.year_of[newest.id].starts_on < years[-1].starts_on
    first = min(session.starts_on for session in sessions)
    return first, None if past else max(session.ends_on for session in begun)


def people_left_out(reading: Reading, schools: Sequence[SchoolWanted]) -> Counter[str]:
    """People in the file who are brought into no school, counted by the role the file gives them."""
    several = {person for school in schools for person in school.members} if len(schools) > 1 else ()
    brought_in: Collection[str] = several or (schools[0].members if schools else ())
    rows = reading.table("users").values()
    left_out = [person.id for person in rows if person.current and person.id not in brought_in]
    stated = stated_roles(reading) if left_out else {}
    return Counter(", ".join(sorted(stated[id])) or "-" for id in left_out)
