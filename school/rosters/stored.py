"""What a school holds now of what the sender's system may speak about, read in eight queries."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from school.models import AcademicYear, Characteristics, Enrolment, Member, School, SchoolClass, Term
from school.rosters.keeping import kept_fields
from school.rosters.wanted import SchoolWanted

CHARACTERISTICS = ("sex", "pupil_premium", "send", "eal")


@dataclass(frozen=True, slots=True)
class StoredMember:
    id: int
    source_id: str
    given_name: str
    family_name: str
    preferred_name: str
    roles: list[str]
    year_group: int | None
    department: str
    joined_on: datetime.date
    left_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class StoredClass:
    id: int
    source_id: str
    name: str
    kind: str
    subject: str
    year_groups: list[int]
    year_id: int
    closed_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class StoredEnrolment:
    id: int
    class_id: int
    member_id: int
    role: str
    starts_on: datetime.date
    ends_on: datetime.date | None
    source: str
    source_ids: tuple[str, ...]
    year_ends_on: datetime.date


@dataclass(frozen=True)
class Stored:
    """Members and classes by the sender's identifier; enrolments of these members, by class, member and role.

    ``kept_*`` are the fields that the school keeps for itself, by our keys.
    """

    years: tuple[AcademicYear, ...] = ()
    terms: tuple[Term, ...] = ()
    members: dict[str, StoredMember] = field(default_factory=dict)
    classes: dict[str, StoredClass] = field(default_factory=dict)
    enrolments: dict[tuple[int, int, str], list[StoredEnrolment]] = field(default_factory=dict)
    characteristics: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    kept_members: Mapping[int, frozenset[str]] = field(default_factory=dict)
    kept_classes: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def kept_of_member(self, id: int) -> frozenset[str]:
        return self.kept_members.get(id, frozenset())

    def kept_of_class(self, id: int) -> frozenset[str]:
        return self.kept_classes.get(id, frozenset())


def stored_in(school: School, source: str, wanted: SchoolWanted) -> Stored:
    """Inside the school's tenant. Enrolments are those open now, and all of the classes that the roster names."""
    members = _members(school, source, wanted)
    classes = _classes(school, source, wanted)
    return Stored(
        years=tuple(AcademicYear.objects.filter(school=school)),
        terms=tuple(Term.objects.filter(school=school)),
        members=members,
        classes=classes,
        enrolments=_enrolments(school, members, classes, wanted),
        characteristics=_characteristics(school, members),
        kept_members=kept_fields(school, "member_id"),
        kept_classes=kept_fields(school, "school_class_id"),
    )


def _members(school: School, source: str, wanted: SchoolWanted) -> dict[str, StoredMember]:
    here = {pk: id for id, pk in wanted.members_here.items()}
    ours = Q(source=source) & ~Q(source_id="")
    rows = Member.objects.filter(school=school).filter(ours | Q(pk__in=here)).values_list(
        *("id", "source_id", "given_name", "family_name", "preferred_name", "roles", "year_group"),
        *("department", "joined_on", "left_on"),
    )  # fmt: skip
    return {here.get(row[0], row[1]): StoredMember(row[0], here.get(row[0], row[1]), *row[2:]) for row in rows}


def _classes(school: School, source: str, wanted: SchoolWanted) -> dict[str, StoredClass]:
    here = {pk: id for id, pk in wanted.classes_here.items()}
    ours = Q(source=source) & ~Q(source_id="")
    rows = SchoolClass.objects.filter(school=school).filter(ours | Q(pk__in=here)).values_list(
        "id", "source_id", "name", "kind", "subject", "year_groups", "academic_year_id", "closed_on"
    )  # fmt: skip
    return {here.get(row[0], row[1]): StoredClass(row[0], here.get(row[0], row[1]), *row[2:]) for row in rows}


def _characteristics(school: School, members: Mapping[str, StoredMember]) -> dict[str, tuple[int, dict[str, str]]]:
    ids = {known.id: id for id, known in members.items()}
    rows = Characteristics.objects.filter(school=school).values_list("student_id", "id", *CHARACTERISTICS)
    return {
        ids[student]: (id, dict(zip(CHARACTERISTICS, values, strict=True)))
        for student, id, *values in rows
        if student in ids
    }


def _enrolments(
    school: School, members: Mapping[str, StoredMember], classes: Mapping[str, StoredClass], wanted: SchoolWanted
) -> dict[tuple[int, int, str], list[StoredEnrolment]]:
    people = {known.id for known in members.values()}
    named = [classes[id].id for id in {key[0] for key in wanted.enrolments} | wanted.classes.keys() if id in classes]
    found: defaultdict[tuple[int, int, str], list[StoredEnrolment]] = defaultdict(list)
    years = dict(SchoolClass.objects.filter(school=school).values_list("id", "academic_year__ends_on"))
    places = Enrolment.objects.filter(school=school).order_by()
    # Two plain statements: joined, or with OR, they take minutes before the new tables' statistics are known.
    for some in (places.filter(ends_on=None), places.filter(school_class_id__in=named).exclude(ends_on=None)):
        rows: Iterable[Any] = some.values_list(
            *("id", "school_class_id", "member_id", "role", "starts_on", "ends_on", "source", "source_ids")
        )
        for id, group, member, role, starts_on, ends_on, source, ids in rows:
            if member in people:
                place = StoredEnrolment(id, group, member, role, starts_on, ends_on, source, tuple(ids), years[group])
                found[group, member, role].append(place)
    for same in found.values():
        same.sort(key=lambda place: (place.starts_on, place.id))
    return dict(found)
