"""The difference between what a school should hold and what it holds: new, changed, leaving, closed. Writes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from school.models import Role
from school.models.classes import Enrolment, SchoolClass
from school.rosters.places import EnrolmentKey
from school.rosters.plan_calendar import plan_calendar
from school.rosters.plan_classes import plan_classes
from school.rosters.plan_people import plan_people
from school.rosters.planned import DAY, Closing, EnrolmentAdded, EnrolmentChange, Plan
from school.rosters.reading import Held
from school.rosters.stored import Stored, StoredClass, StoredEnrolment, StoredMember
from school.rosters.wanted import SchoolWanted, Scope

__all__ = ["Plan", "left_without_class", "moves", "plan_school"]


def plan_school(wanted: SchoolWanted, stored: Stored, *, source: str, held: Held, on: datetime.date) -> Plan:
    """What to do in one school. Nothing that ``held`` names is closed, and nothing outside the roster's scope."""
    plan = Plan(wanted, stored, plan_calendar(wanted.years, stored, source))
    plan.calendar.known = {**wanted.years_here, **plan.calendar.known}
    plan_people(plan, held, on)
    plan_classes(plan, held, on)
    _plan_enrolments(plan, held)
    _plan_closed_enrolments(plan, source, held, on)
    return plan


def _plan_enrolments(plan: Plan, held: Held) -> None:
    if not (plan.stored.classes and plan.stored.members):
        plan.enrolments_added += (EnrolmentAdded(*key, *dates, ids) for key, dates, ids in plan.wanted.each_place())
        return
    rolled = {id for id, _name in plan.classes_rolled}
    for (class_key, member_key, role), (starts_on, ends_on), ids in plan.wanted.each_place():
        if (class_key, member_key, role) in plan.stored.settled:
            continue
        school_class, member = plan.stored.classes.get(class_key), plan.stored.members.get(member_key)
        known: list[StoredEnrolment] = []
        if school_class and member and school_class.id not in rolled:
            known = plan.stored.enrolments.get((school_class.id, member.id, role), [])
        latest = next((row for row in known if row.ends_on is None), known[-1] if known else None)
        if latest is None or (latest.ends_on and ends_on is None):
            starts_on = max(starts_on, latest.ends_on) if latest and latest.ends_on else starts_on
            plan.enrolments_added.append(EnrolmentAdded(class_key, member_key, role, starts_on, ends_on, ids))
            continue
        if _is_held(held, class_key, member_key):
            continue
        first = min(starts_on, latest.starts_on) if len(known) == 1 else latest.starts_on
        last = max(ends_on, first) if ends_on else None
        if (first, last, ids or latest.source_ids) != (latest.starts_on, latest.ends_on, latest.source_ids):
            plan.enrolments_changed.append(EnrolmentChange(latest.id, first, last, ids or latest.source_ids))


def _plan_closed_enrolments(plan: Plan, source: str, held: Held, on: datetime.date) -> None:
    """Close what the roster says has ended or opened and no longer names, and all of leavers and of closed classes."""
    names = plan.stored.people
    classes = {known.id: (id, known) for id, known in plan.stored.classes.items()}
    leaving = {closing.id: closing.on for closing in plan.members_leaving}
    closed = {closing.id for closing in plan.classes_closing}
    rolled = {id for id, _name in plan.classes_rolled}
    staying = {one.source_id for one in plan.withheld if one.field == "left_on"}
    for (class_id, member_id, role), rows in plan.stored.enrolments.items():
        school_class, known = classes.get(class_id, ("", None))
        key = (school_class, names[member_id], role)
        named = class_id not in rolled and key in plan.wanted.enrolments
        if named or key[1] in staying or _is_held(held, school_class, names[member_id]):
            continue
        silent = held.anything or not _absence_ends(plan, key, known)
        absent = class_id in rolled or not silent
        for row in (row for row in rows if row.ends_on is None):
            ours = (row.source == source and absent) or key in plan.wanted.ending
            if ours or member_id in leaving or class_id in closed:
                plan.enrolments_closing.append(_closing(row, plan.wanted.ending.get(key) or leaving.get(member_id), on))


def _closing(row: StoredEnrolment, last: datetime.date | None, on: datetime.date) -> Closing:
    return Closing(row.id, max(row.starts_on, min(last or on, row.year_ends_on + DAY)))


def _absence_ends(plan: Plan, key: EnrolmentKey, known: StoredClass | None) -> bool:
    """Whether the roster speaks of this kind of place for this person, so that silence means it has ended."""
    wanted = plan.wanted
    spoken_of = wanted.scope.everyone or key[1] in wanted.members or covers(wanted.scope, plan.stored.members[key[1]])
    return spoken_of and key[1] not in wanted.scope.silent and known is not None and known.kind in wanted.scope.kinds


def covers(scope: Scope, member: StoredMember) -> bool:
    """Whether a person of this source who is not named has left."""
    return scope.students if Role.STUDENT in member.roles else scope.staff


def _is_held(held: Held, school_class: str, member: str) -> bool:
    return member in held.people or school_class in held.classes or (school_class, member) in held.places


def left_without_class(plan: Plan) -> set[int]:
    """Students who stay, have a class now and would have none."""
    closing = {row.id for row in plan.enrolments_closing}
    students = _by_class_or_none(plan.stored.enrolments, closing)
    leaving = {row.id for row in plan.members_leaving}
    without = {plan.stored.people[id]: id for id, keeps_one in students.items() if not keeps_one and id not in leaving}
    if not without:
        return set()
    placed = {row.member for row in plan.enrolments_added if row.ends_on is None and row.member in without}
    for key, _dates, _ids in plan.wanted.each_place():
        if key[1] in without and key[2] == Enrolment.Role.STUDENT and key in plan.stored.settled:
            placed.add(key[1])
    return {id for member, id in without.items() if member not in placed}


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
    people = plan.stored.people
    closing = {row.id for row in plan.enrolments_closing}
    came_from = {
        people[row.member_id]: groups[row.class_id]
        for rows in plan.stored.enrolments.values()
        for row in rows
        if row.id in closing and row.class_id in groups and row.role == Enrolment.Role.STUDENT
    }
    return {
        row.member: (came_from[row.member], row.school_class)
        for row in (plan.enrolments_added if came_from else ())
        if row.member in came_from and _is_registration(plan, row.school_class) and row.role == Enrolment.Role.STUDENT
    }


def _is_registration(plan: Plan, school_class: str) -> bool:
    known = plan.wanted.classes.get(school_class) or plan.stored.classes[school_class]
    return known.kind == SchoolClass.Kind.REGISTRATION
