"""The difference between what a school should hold and what it holds: new, changed, leaving, closed. Writes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from school.models import Role
from school.models.classes import Enrolment, SchoolClass
from school.rosters.plan_calendar import CalendarPlan, plan_calendar
from school.rosters.reading import Held
from school.rosters.stored import Stored, StoredClass, StoredEnrolment, StoredMember
from school.rosters.wanted import ClassWanted, MemberWanted, SchoolWanted

SENT_ROLES = (Role.STUDENT, Role.TEACHER, Role.TEACHING_ASSISTANT)
"""Roles a roster gives and takes away. Others are added by it and taken away by people only."""

DAY = datetime.timedelta(days=1)


class MemberChange(NamedTuple):
    id: int
    given_name: str
    family_name: str
    preferred_name: str
    roles: tuple[str, ...]
    year_group: int | None


class Closing(NamedTuple):
    id: int
    on: datetime.date


class EnrolmentAdded(NamedTuple):
    """By the sender's identifiers: the class and the member may be new as well."""

    school_class: str
    member: str
    role: str
    starts_on: datetime.date
    ends_on: datetime.date | None


class EnrolmentChange(NamedTuple):
    id: int
    starts_on: datetime.date
    ends_on: datetime.date | None


@dataclass
class Plan:
    """All that an import would do in one school."""

    wanted: SchoolWanted
    stored: Stored
    calendar: CalendarPlan
    members_added: list[MemberWanted] = field(default_factory=list)
    members_changed: list[MemberChange] = field(default_factory=list)
    members_leaving: list[Closing] = field(default_factory=list)
    sexes_added: list[tuple[str, str]] = field(default_factory=list)
    sexes_changed: list[tuple[int, str]] = field(default_factory=list)
    classes_added: list[ClassWanted] = field(default_factory=list)
    classes_changed: list[tuple[int, ClassWanted]] = field(default_factory=list)
    classes_closing: list[Closing] = field(default_factory=list)
    classes_rolled: list[tuple[int, str]] = field(default_factory=list)
    enrolments_added: list[EnrolmentAdded] = field(default_factory=list)
    enrolments_changed: list[EnrolmentChange] = field(default_factory=list)
    enrolments_closing: list[Closing] = field(default_factory=list)


def plan_school(wanted: SchoolWanted, stored: Stored, *, source: str, held: Held, on: datetime.date) -> Plan:
    """What to do in one school. Nothing that ``held`` names is closed."""
    plan = Plan(wanted, stored, plan_calendar(wanted.years, stored, source))
    _plan_members(plan, held, on)
    _plan_sexes(plan)
    _plan_classes(plan, held, on)
    _plan_enrolments(plan, held, on)
    _plan_closed_enrolments(plan, source, held, on)
    return plan


def _plan_members(plan: Plan, held: Held, on: datetime.date) -> None:
    for id, member in plan.wanted.members.items():
        known = plan.stored.members.get(id)
        if known is None:
            plan.members_added.append(member)
        elif id not in held.people and (change := _member_change(known, member)):
            plan.members_changed.append(change)
    for id, known in plan.stored.members.items():
        if id not in plan.wanted.members and known.left_on is None and not (held.anything or id in held.people):
            plan.members_leaving.append(Closing(known.id, max(on, known.joined_on)))


def _member_change(known: StoredMember, member: MemberWanted) -> MemberChange | None:
    """What is missing in the file stays as it is; roles that people gave here stay too."""
    kept = {role for role in known.roles if role not in SENT_ROLES}
    change = MemberChange(
        known.id,
        member.given_name,
        member.family_name,
        member.preferred_name or known.preferred_name,
        tuple(role.value for role in Role if role in kept or role in member.roles),
        known.year_group if member.year_group is None else member.year_group,
    )
    same_roles = set(change.roles) == set(known.roles)
    now = (known.given_name, known.family_name, known.preferred_name, known.year_group, known.left_on)
    same = now == (change.given_name, change.family_name, change.preferred_name, change.year_group, None)
    return None if same and same_roles else change


def _plan_sexes(plan: Plan) -> None:
    for id, sex in sorted(plan.wanted.sexes.items()):
        known = plan.stored.sexes.get(id)
        if known is None:
            plan.sexes_added.append((id, sex))
        elif known[1] != sex:
            plan.sexes_changed.append((known[0], sex))


def _plan_classes(plan: Plan, held: Held, on: datetime.date) -> None:
    years = {year.pk: year for year in plan.stored.years}
    for id, wanted in plan.wanted.classes.items():
        known = plan.stored.classes.get(id)
        if known is None:
            plan.classes_added.append(wanted)
        elif _is_rolled_over(plan, known, wanted):
            plan.classes_rolled.append((known.id, f"{id} @ {years[known.year_id].name}"[-120:]))
            plan.classes_closing += _class_closing(known, years[known.year_id].ends_on, on)
            plan.classes_added.append(wanted)
        elif _class_differs(plan, known, wanted):
            plan.classes_changed.append((known.id, wanted))
    for id, known in plan.stored.classes.items():
        if id not in plan.wanted.classes and not (held.anything or id in held.classes):
            plan.classes_closing += _class_closing(known, years[known.year_id].ends_on, on)


def _is_rolled_over(plan: Plan, known: StoredClass, wanted: ClassWanted) -> bool:
    """A sender that keeps a class's identifier for next year's class: last year's stays, under its own name."""
    was = next(year for year in plan.stored.years if year.pk == known.year_id)
    now = next(year for year in plan.wanted.years if year.source_id == wanted.year)
    return plan.calendar.known.get(wanted.year) != known.year_id and now.starts_on >= was.ends_on


def _class_differs(plan: Plan, known: StoredClass, wanted: ClassWanted) -> bool:
    now = (known.name, known.kind, known.subject, tuple(known.year_groups), known.year_id, known.closed_on)
    year = plan.calendar.known.get(wanted.year)
    return now != (wanted.name, wanted.kind, wanted.subject, wanted.year_groups, year, None)


def _class_closing(known: StoredClass, year_ends_on: datetime.date, on: datetime.date) -> list[Closing]:
    return [] if known.closed_on else [Closing(known.id, min(on, year_ends_on + DAY))]


def _plan_enrolments(plan: Plan, held: Held, on: datetime.date) -> None:
    rolled = {id for id, _name in plan.classes_rolled}
    for (class_key, member_key, role), (starts_on, ends_on) in plan.wanted.enrolments.items():
        school_class, member = plan.stored.classes.get(class_key), plan.stored.members.get(member_key)
        known: list[StoredEnrolment] = []
        if school_class and member and school_class.id not in rolled:
            known = plan.stored.enrolments.get((school_class.id, member.id, role), [])
        latest = next((row for row in known if row.ends_on is None), known[-1] if known else None)
        if latest is None or (latest.ends_on and ends_on is None):
            starts_on = max(starts_on, latest.ends_on) if latest and latest.ends_on else starts_on
            plan.enrolments_added.append(EnrolmentAdded(class_key, member_key, role, starts_on, ends_on))
            continue
        if _is_held(held, class_key, member_key):
            continue
        first = min(starts_on, latest.starts_on) if len(known) == 1 else latest.starts_on
        last = max(ends_on, first) if ends_on else None
        if (first, last) != (latest.starts_on, latest.ends_on):
            plan.enrolments_changed.append(EnrolmentChange(latest.id, first, last))


def _plan_closed_enrolments(plan: Plan, source: str, held: Held, on: datetime.date) -> None:
    """Close what the roster opened and no longer names, and everything of leavers and of closed classes."""
    members = {known.id: id for id, known in plan.stored.members.items()}
    classes = {known.id: id for id, known in plan.stored.classes.items()}
    leaving = {closing.id for closing in plan.members_leaving}
    closed = {closing.id for closing in plan.classes_closing}
    rolled = {id for id, _name in plan.classes_rolled}
    for key, rows in plan.stored.enrolments.items():
        class_id, member_id, role = key
        member, school_class = members[member_id], classes.get(class_id, "")
        named = class_id not in rolled and (school_class, member, role) in plan.wanted.enrolments
        if named or _is_held(held, school_class, member):
            continue
        for row in rows:
            if row.ends_on is None and (row.source == source or member_id in leaving or class_id in closed):
                last = max(row.starts_on, min(on, row.year_ends_on + DAY))
                plan.enrolments_closing.append(Closing(row.id, last))


def _is_held(held: Held, school_class: str, member: str) -> bool:
    named = member in held.people or school_class in held.classes or (school_class, member) in held.places
    return held.anything or named


def left_without_class(plan: Plan) -> set[int]:
    """Students who stay, have a class now and would have none."""
    closing = {row.id for row in plan.enrolments_closing}
    students = _by_class_or_none(plan.stored.enrolments, closing)
    leaving = {row.id for row in plan.members_leaving}
    placed = {row.member for row in plan.enrolments_added if row.ends_on is None}
    again = {known.id for id, known in plan.stored.members.items() if id in placed}
    return {id for id, keeps_one in students.items() if not keeps_one} - leaving - again


def _by_class_or_none(
    enrolments: Mapping[tuple[int, int, str], Iterable[StoredEnrolment]], closing: set[int]
) -> dict[int, bool]:
    students: dict[int, bool] = {}
    for (_school_class, member, role), rows in enrolments.items():
        for row in rows:
            if role == Enrolment.Role.STUDENT and row.ends_on is None:
                students[member] = students.get(member, False) or row.id not in closing
    return students


def moves(plan: Plan) -> dict[str, tuple[str, str]]:
    """Students who change their registration group: from and to, by the sender's identifiers."""
    groups = {known.id: id for id, known in plan.stored.classes.items() if known.kind == SchoolClass.Kind.REGISTRATION}
    people = {known.id: id for id, known in plan.stored.members.items()}
    closing = {row.id for row in plan.enrolments_closing}
    came_from = {
        people[row.member_id]: groups[row.class_id]
        for rows in plan.stored.enrolments.values()
        for row in rows
        if row.id in closing and row.class_id in groups and row.role == Enrolment.Role.STUDENT
    }
    return {
        row.member: (came_from[row.member], row.school_class)
        for row in plan.enrolments_added
        if row.member in came_from and _is_registration(plan, row.school_class) and row.role == Enrolment.Role.STUDENT
    }


def _is_registration(plan: Plan, school_class: str) -> bool:
    return plan.wanted.classes[school_class].kind == SchoolClass.Kind.REGISTRATION
