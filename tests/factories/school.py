"""Schools, people, classes, terms."""

from __future__ import annotations

import datetime
import itertools

from school.accounts.second_step import ALWAYS
from school.models import (
    AcademicYear,
    Characteristics,
    Enrolment,
    Member,
    Network,
    NetworkMember,
    NetworkSchool,
    Role,
    School,
    SchoolClass,
    Term,
    User,
)
from school.models.people import Known
from tests.factories.sign_in import make_second_step

PASSWORD = "three quiet otters swim"
TODAY = datetime.date(2026, 3, 10)
"""A Tuesday in the spring term that :func:`make_term` makes by default."""

_numbers = itertools.count(1)


def make_school(*, name: str = "", slug: str = "", phase: str = "primary") -> School:
    number = next(_numbers)
    return School.objects.create(name=name or f"School {number}", slug=slug or f"school-{number}", phase=phase)


def make_network(*, name: str = "", schools: tuple[School, ...] = ()) -> Network:
    number = next(_numbers)
    network = Network.objects.create(name=name or f"Network {number}", slug=f"network-{number}")
    for school in schools:
        NetworkSchool.objects.create(network=network, school=school, joined_on=datetime.date(2024, 9, 1))
    return network


def make_network_lead(*, network: Network) -> User:
    user = make_user()
    make_second_step(user=user)
    NetworkMember.objects.create(network=network, user=user)
    return user


def make_user(*, email: str = "") -> User:
    return User.objects.create_user(email or f"person{next(_numbers)}@example.org", PASSWORD)


def make_year(*, school: School, start: int = 2025) -> AcademicYear:
    return AcademicYear.objects.get_or_create(
        school=school,
        name=f"{start}/{(start + 1) % 100:02}",
        defaults={"starts_on": datetime.date(start, 9, 1), "ends_on": datetime.date(start + 1, 8, 31)},
    )[0]


TERM_DATES = {
    "autumn": (1, (9, 3), (12, 18), 0),
    "spring": (2, (1, 5), (3, 27), 1),
    "summer": (3, (4, 13), (7, 21), 1),
}


def make_term(*, school: School, key: str = "spring", start: int = 2025) -> Term:
    """A term of the academic year that begins in September ``start``."""
    ordinal, first, last, later = TERM_DATES[key]
    return Term.objects.get_or_create(
        school=school,
        academic_year=make_year(school=school, start=start),
        ordinal=ordinal,
        defaults={
            "name": f"{key.title()} term",
            "comparison_key": key,
            "starts_on": datetime.date(start + later, *first),
            "ends_on": datetime.date(start + later, *last),
        },
    )[0]


def make_member(
    *,
    school: School,
    roles: tuple[str, ...] = (Role.TEACHER,),
    name: str = "",
    user: User | None = None,
    sign_in: bool = False,
    year_group: int | None = None,
    department: str = "",
    joined_on: datetime.date = datetime.date(2023, 9, 1),
    left_on: datetime.date | None = None,
) -> Member:
    """A member; ``name`` is "Given Family"; ``sign_in`` gives them an account with :data:`PASSWORD`, and with a second
    step where the role needs one."""
    given, _, family = (name or f"Person {next(_numbers)}").partition(" ")
    if sign_in and user is None:
        user = make_user()
        if set(roles) & set(ALWAYS):
            make_second_step(user=user)
    return Member.objects.create(
        school=school,
        roles=list(roles),
        given_name=given,
        family_name=family,
        user=user,
        year_group=year_group,
        department=department,
        joined_on=joined_on,
        left_on=left_on,
    )


def make_student(
    *,
    school: School,
    name: str = "",
    year_group: int = 4,
    sign_in: bool = False,
    school_class: SchoolClass | None = None,
    pupil_premium: str = Known.NOT_KNOWN,
    joined_on: datetime.date = datetime.date(2023, 9, 1),
    left_on: datetime.date | None = None,
) -> Member:
    student = make_member(
        school=school,
        roles=(Role.STUDENT,),
        name=name,
        year_group=year_group,
        sign_in=sign_in,
        joined_on=joined_on,
        left_on=left_on,
    )
    if pupil_premium != Known.NOT_KNOWN:
        Characteristics.objects.create(school=school, student=student, pupil_premium=pupil_premium)
    if school_class:
        enrol(student, school_class)
    return student


def make_class(
    *,
    school: School,
    name: str = "",
    year: AcademicYear | None = None,
    year_groups: tuple[int, ...] = (4,),
    teacher: Member | None = None,
    department: str = "",
    kind: str = SchoolClass.Kind.REGISTRATION,
) -> SchoolClass:
    school_class = SchoolClass.objects.create(
        school=school,
        name=name or f"Class {next(_numbers)}",
        academic_year=year or make_year(school=school),
        year_groups=list(year_groups),
        department=department,
        kind=kind,
    )
    if teacher:
        enrol(teacher, school_class, role=Enrolment.Role.TEACHER)
    return school_class


def enrol(
    member: Member,
    school_class: SchoolClass,
    *,
    role: str = Enrolment.Role.STUDENT,
    starts_on: datetime.date = datetime.date(2025, 9, 1),
    ends_on: datetime.date | None = None,
) -> Enrolment:
    return Enrolment.objects.create(
        school=school_class.school,
        school_class=school_class,
        member=member,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
    )
