"""Everybody who is here as one table, such that handing it in again unchanged changes nothing."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import override

from learningculture.spreadsheets import Cell, Sheet
from school.models import Characteristics, Enrolment, Member, School
from school.models.classes import SchoolClass
from school.rosters.tablefiles.recognising import OWN_ID

HEADER = (
    *(OWN_ID, "Given name", "Family name", "Name used", "Role", "Year group", "Registration group", "Teaching classes"),
    *("Department", "Sex", "SEN status", "EAL", "Pupil premium", "First day", "System", "Identifier there"),
)
"""In English whatever the screen's language, so that every school's own file is recognised."""

NAMED_YEARS = {-1: "Nursery", 0: "Reception"}
PARTING = ";"
"""Between classes, and after the last: names may hold a comma."""


def people_sheet(school: School, today: datetime.date) -> tuple[Sheet, list[int]]:
    """The table, and the keys of everybody in it."""
    people = list(Member.objects.filter(school=school).here_on(today))
    said = {one.student_id: one for one in Characteristics.objects.filter(school=school)}
    groups, classes = _places(school, today)
    with override("en-gb"):
        rows = [_row(one, said.get(one.pk), groups.get(one.pk, ""), classes.get(one.pk, [])) for one in people]
    return Sheet(_("People"), HEADER, rows), [one.pk for one in people]


def _places(school: School, today: datetime.date) -> tuple[dict[int, str], dict[int, list[str]]]:
    """Students' registration group and teaching classes of the year, but for names that two classes share."""
    open_classes = SchoolClass.objects.filter(
        school=school, closed_on=None, academic_year__starts_on__lte=today, academic_year__ends_on__gte=today
    )
    names = Counter((kind, name.casefold()) for kind, name in open_classes.values_list("kind", "name"))
    places = (
        Enrolment.objects.filter(school=school, school_class__in=open_classes, ends_on=None)
        .learners()
        .values_list("member_id", "school_class__kind", "school_class__name")
        .order_by("school_class__name")
    )
    groups: dict[int, str] = {}
    classes: defaultdict[int, list[str]] = defaultdict(list)
    for member, kind, name in places:
        if names[kind, name.casefold()] > 1 or PARTING in name:
            continue
        if kind == SchoolClass.Kind.REGISTRATION:
            groups.setdefault(member, name)
        else:
            classes[member].append(name)
    return groups, classes


def _row(member: Member, said: Characteristics | None, group: str, classes: list[str]) -> list[Cell]:
    def known(name: str) -> str:
        value = getattr(said, name, "not_known")
        return "" if value == "not_known" else str(getattr(said, f"get_{name}_display")())

    year = member.year_group
    return [
        str(member.pk),
        member.given_name,
        member.family_name,
        member.preferred_name,
        member.role_names,
        "" if year is None else NAMED_YEARS.get(year, f"Year {year}"),
        group,
        "".join(f"{name}{PARTING}" for name in classes),
        member.department,
        known("sex"),
        known("send"),
        known("eal"),
        known("pupil_premium"),
        member.joined_on,
        member.source,
        member.source_id,
    ]
