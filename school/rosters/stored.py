"""What a school holds now of what the sender's system may speak about, read in six queries."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from school.models import AcademicYear, Characteristics, Enrolment, Member, School, SchoolClass, Term


@dataclass(frozen=True, slots=True)
class StoredMember:
    id: int
    source_id: str
    given_name: str
    family_name: str
    preferred_name: str
    roles: list[str]
    year_group: int | None
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
    year_ends_on: datetime.date


@dataclass(frozen=True)
class Stored:
    """Members and classes by the sender's identifier; enrolments of these members, by class, member and role."""

    years: tuple[AcademicYear, ...] = ()
    terms: tuple[Term, ...] = ()
    members: dict[str, StoredMember] = field(default_factory=dict)
    classes: dict[str, StoredClass] = field(default_factory=dict)
    enrolments: dict[tuple[int, int, str], list[StoredEnrolment]] = field(default_factory=dict)
    sexes: dict[str, tuple[int, str]] = field(default_factory=dict)


def stored_in(school: School, source: str, classes: Iterable[str]) -> Stored:
    """Inside the school's tenant. Enrolments are those open now, and all of ``classes``."""
    members = Member.objects.filter(school=school, source=source).exclude(source_id="").values_list(
        *("id", "source_id", "given_name", "family_name", "preferred_name", "roles", "year_group"),
        *("joined_on", "left_on"),
    )  # fmt: skip
    groups = SchoolClass.objects.filter(school=school, source=source).exclude(source_id="").values_list(
        "id", "source_id", "name", "kind", "subject", "year_groups", "academic_year_id", "closed_on"
    )  # fmt: skip
    sexes = Characteristics.objects.filter(school=school, student__source=source).values_list(
        "student__source_id", "id", "sex"
    )
    return Stored(
        years=tuple(AcademicYear.objects.filter(school=school)),
        terms=tuple(Term.objects.filter(school=school)),
        members={row[1]: StoredMember(*row) for row in members},
        classes={row[1]: StoredClass(*row) for row in groups},
        enrolments=_enrolments(school, source, classes),
        sexes={source_id: (id, sex) for source_id, id, sex in sexes},
    )


def _enrolments(
    school: School, source: str, classes: Iterable[str]
) -> dict[tuple[int, int, str], list[StoredEnrolment]]:
    rows = (
        Enrolment.objects.filter(school=school, member__source=source)
        .filter(Q(ends_on=None) | Q(school_class__source=source, school_class__source_id__in=list(classes)))
        .order_by("starts_on", "id")
        .values_list(
            *("id", "school_class_id", "member_id", "role", "starts_on", "ends_on", "source"),
            "school_class__academic_year__ends_on",
        )
    )
    found: defaultdict[tuple[int, int, str], list[StoredEnrolment]] = defaultdict(list)
    for row in rows:
        enrolment = StoredEnrolment(*row)
        found[enrolment.class_id, enrolment.member_id, enrolment.role].append(enrolment)
    return dict(found)
