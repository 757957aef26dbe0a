"""Carry out a plan inside its school's tenant: one statement for each table and kind of change."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import connection

from school.models import School
from school.rosters.bulk import columns, insert, listed, update
from school.rosters.planned import Plan
from school.rosters.wanted import ClassWanted

YEAR = columns("name starts_on:date ends_on:date source source_id")
TERM = columns(
    "academic_year_id:bigint ordinal:smallint name comparison_key starts_on:date ends_on:date source source_id"
)
MEMBER = columns(
    "given_name family_name preferred_name roles:list:varchar year_group:smallint joined_on:date source source_id "
    "department"
)
MEMBER_CHANGE = columns(
    "given_name family_name preferred_name roles:list:varchar year_group:smallint department left_on:date"
)
CLASS = columns(
    "name kind subject year_groups:list:smallint academic_year_id:bigint closed_on:date source source_id department"
)
ENROLMENT = columns(
    "school_class_id:bigint member_id:bigint role starts_on:date ends_on:date source source_ids:list:varchar"
)
CHARACTERISTICS = columns("student_id:bigint sex pupil_premium send eal")
CHARACTERISTICS_SAID = tuple(column.name for column in CHARACTERISTICS[1:])


def apply_plan(plan: Plan, *, school: School, source: str) -> None:
    """Write everything the plan names."""
    years = _write_years(plan, school, source)
    _write_terms(plan, school, source, years)
    members = _write_members(plan, school, source)
    _write_characteristics(plan, school, members)
    classes = _write_classes(plan, school, source, years)
    _write_enrolments(plan, school, source, classes, members)
    _stamp(plan, source)


def _write_years(plan: Plan, school: School, source: str) -> dict[str, int]:
    calendar = plan.calendar
    rows = [(year.name, year.starts_on, year.ends_on, source, year.source_id) for year in calendar.years_added]
    added = insert("school_academicyear", YEAR, school, rows, returning="source_id, id")
    changed = [(id, y.name, y.starts_on, y.ends_on, source, y.source_id) for id, y in calendar.years_changed]
    update("school_academicyear", YEAR, changed)
    return calendar.known | added


def _write_terms(plan: Plan, school: School, source: str, years: Mapping[str, int]) -> None:
    """Numbers are unique in a year: those that change step aside first, so that two can trade places."""
    calendar = plan.calendar
    moving = [row.id for row in calendar.terms_changed] + [id for id, _ordinal in calendar.reordered]
    if moving:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE school_term SET ordinal = ordinal + 1000 WHERE id = ANY(%s)", [moving])

    def row(placed: Any) -> tuple[Any, ...]:
        term = placed.term
        named = (term.name, term.comparison_key, term.starts_on, term.ends_on, source, term.source_id)
        return (years[placed.year], placed.ordinal, *named)

    update("school_term", TERM, [(placed.id, *row(placed)) for placed in calendar.terms_changed])
    update("school_term", columns("ordinal:smallint"), calendar.reordered)
    insert("school_term", TERM, school, [row(placed) for placed in calendar.terms_added])


def _write_members(plan: Plan, school: School, source: str) -> dict[str, int]:
    rows = (
        (one.given_name, one.family_name, one.preferred_name, listed(one.roles), one.year_group, one.joined_on, source,
         one.source_id, one.department)
        for one in plan.members_added
    )  # fmt: skip
    added = insert("school_member", MEMBER, school, rows, returning="source_id, id")
    changed = (
        (one.id, one.given_name, one.family_name, one.preferred_name, listed(one.roles), one.year_group,
         one.department, one.left_on)
        for one in plan.members_changed
    )  # fmt: skip
    update("school_member", MEMBER_CHANGE, changed)
    update("school_member", columns("left_on:date"), plan.members_leaving)
    return {id: pk for pk, id in plan.stored.people.items()} | added


def _write_characteristics(plan: Plan, school: School, members: Mapping[str, int]) -> None:
    """What was not said of somebody new is not known."""
    rows = [
        (members[student], *(values.get(name, "not_known") for name in CHARACTERISTICS_SAID))
        for student, values in plan.characteristics_added
    ]
    insert("school_characteristics", CHARACTERISTICS, school, rows)
    changed = [(row.id, *(row.values[name] for name in CHARACTERISTICS_SAID)) for row in plan.characteristics_changed]
    update("school_characteristics", CHARACTERISTICS[1:], changed)


def _write_classes(plan: Plan, school: School, source: str, years: Mapping[str, int]) -> dict[str, int]:
    update("school_schoolclass", columns("closed_on:date"), plan.classes_closing)
    update("school_schoolclass", columns("source_id"), plan.classes_rolled)

    def row(one: ClassWanted, closed_on: datetime.date | None) -> tuple[Any, ...]:
        return (one.name, one.kind, one.subject, listed(one.year_groups), years[one.year], closed_on)

    rows = [(*row(one, None), source, one.source_id, "") for one in plan.classes_added]
    added = insert("school_schoolclass", CLASS, school, rows, returning="source_id, id")
    update("school_schoolclass", CLASS[:6], [(id, *row(one, closed_on)) for id, one, closed_on in plan.classes_changed])
    return {id: known.id for id, known in plan.stored.classes.items()} | added


def _write_enrolments(
    plan: Plan, school: School, source: str, classes: Mapping[str, int], members: Mapping[str, int]
) -> None:
    update("school_enrolment", columns("ends_on:date"), plan.enrolments_closing)
    changed = ((row.id, row.starts_on, row.ends_on, listed(row.source_ids)) for row in plan.enrolments_changed)
    update("school_enrolment", columns("starts_on:date ends_on:date source_ids:list:varchar"), changed)
    rows = (
        (classes[school_class], members[member], role, starts_on, ends_on, source, listed(ids))
        for school_class, member, role, starts_on, ends_on, ids in plan.enrolments_added
    )
    insert("school_enrolment", ENROLMENT, school, rows)


STAMPS = {
    "member": ("school_member", "came.id = row.source_id"),
    "class": ("school_schoolclass", "came.id = row.source_id"),
    "enrolment": ("school_enrolment", "came.id = ANY(row.source_ids)"),
}


def _stamp(plan: Plan, source: str) -> None:
    """Remember when the sender made each change, so that an older one that comes later is known to be stale."""
    for kind, (table, same) in STAMPS.items():
        sent = [(key[1], at) for key, at in plan.wanted.sent.items() if key[0] == kind]
        if sent:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {table} AS row SET sent_at = came.at "
                    f"FROM unnest(%s::text[], %s::timestamptz[]) AS came (id, at) "
                    f"WHERE row.source = %s AND {same} AND (row.sent_at IS NULL OR row.sent_at < came.at)",
                    [[id for id, _at in sent], [at for _id, at in sent], source],
                )
