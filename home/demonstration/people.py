"""The people and classes of an invented school, year by year, as a roster would bring them in."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from home.demonstration.names import people
from home.demonstration.plan import Scale, SchoolPlan, TermPlan
from home.demonstration.staff import DEPARTMENTS, hire_staff
from school.models import AcademicYear, Characteristics, Enrolment, Member, Role, School, SchoolClass, Term
from school.models.people import Known, Send, Sex


@dataclass
class Living:
    """An invented school with handles on its people."""

    school: School
    plan: SchoolPlan
    chance: random.Random
    head: Member
    leaders: list[Member]
    teachers: list[Member]
    assistants: list[Member]
    cohorts: dict[int, list[list[Member]]] = field(default_factory=dict)
    classes: dict[tuple[int, int, int], SchoolClass] = field(default_factory=dict)
    terms: dict[int, Term] = field(default_factory=dict)
    taught: dict[int, list[tuple[SchoolClass, Member]]] = field(default_factory=dict)

    @property
    def educators(self) -> list[Member]:
        return [self.head, *self.leaders, *self.teachers, *self.assistants]

    def registration(self, year: int) -> Iterator[tuple[SchoolClass, list[Member], Member]]:
        """Each registration class of the academic year, with its learners and its teacher."""
        for number, (group, form) in enumerate((g, f) for g in self.plan.years for f in range(self.plan.forms)):
            yield (
                self.classes[year, group, form],
                self.cohorts[year - group][form],
                self.teachers[number % len(self.teachers)],
            )

    def rooms(self, year: int) -> list[tuple[SchoolClass, Member]]:
        """Where lessons are, with who teaches there: teaching groups of a secondary, else the registration classes."""
        registered = [(school_class, teacher) for school_class, _, teacher in self.registration(year)]
        return self.taught.get(year) or registered


def found_school(school: School, plan: SchoolPlan, chance: random.Random) -> Living:
    """The school with its staff, before it has lived."""
    staff = hire_staff(school, plan, chance)
    return Living(school, plan, chance, staff.head, staff.leaders, staff.teachers, staff.assistants)


def live_through(living: Living, scale: Scale, terms: list[TermPlan]) -> None:
    """Years, terms, cohorts, classes and enrolments for the whole stretch."""
    for year in sorted({term.year for term in terms}):
        _begin_year(living, year, terms)
    first, last = terms[0].year, terms[-1].year
    names = people(living.chance)
    for intake in range(first - max(living.plan.years), last - min(living.plan.years) + 1):
        living.cohorts[intake] = [
            [_new_student(living, intake, last, *next(names)) for _ in range(scale.class_size)]
            for _ in range(living.plan.forms)
        ]
    everyone = [student for cohort in living.cohorts.values() for form in cohort for student in form]
    Member.objects.bulk_create(everyone)
    Characteristics.objects.bulk_create([_characteristics(living, student) for student in everyone])
    for year in sorted({term.year for term in terms}):
        _fill_classes(living, year, is_last=year == last)


def _begin_year(living: Living, year: int, terms: list[TermPlan]) -> None:
    academic_year = AcademicYear.objects.create(
        school=living.school,
        name=f"{year}/{(year + 1) % 100:02}",
        starts_on=datetime.date(year, 9, 1),
        ends_on=datetime.date(year + 1, 8, 31),
    )
    for term in terms:
        if term.year == year:
            living.terms[term.index] = Term.objects.create(
                school=living.school, academic_year=academic_year, name=term.name, ordinal=term.ordinal,
                comparison_key=term.key, starts_on=term.starts_on, ends_on=term.ends_on,
            )  # fmt: skip
    for group in living.plan.years:
        for form in range(living.plan.forms):
            living.classes[year, group, form] = SchoolClass.objects.create(
                school=living.school, academic_year=academic_year, name=_class_name(living.plan, group, form),
                year_groups=[group], department="" if living.plan.key != "weir" else "Tutor groups",
            )  # fmt: skip
        if living.plan.key == "weir":
            _teaching_classes(living, academic_year, group)


def _teaching_classes(living: Living, academic_year: AcademicYear, group: int) -> None:
    """One teaching group per department and year, taught by somebody of that department."""
    for number, department in enumerate(DEPARTMENTS):
        taught = SchoolClass.objects.create(
            school=living.school, academic_year=academic_year, name=f"{group} {department} 1", subject=department,
            department=department, kind=SchoolClass.Kind.TEACHING, year_groups=[group],
        )  # fmt: skip
        staff = [teacher for teacher in living.teachers if teacher.department == department]
        if staff:
            teacher = staff[(group + number) % len(staff)]
            _enrol(living.school, taught, teacher, Enrolment.Role.TEACHER).save()
            living.taught.setdefault(academic_year.starts_on.year, []).append((taught, teacher))


def _class_name(plan: SchoolPlan, group: int, form: int) -> str:
    if plan.class_names:
        return plan.class_names[group] + ("" if plan.forms == 1 else (" East", " West")[form])
    return f"{group}{'ABCDEFG'[form]}"


def _new_student(living: Living, intake: int, last: int, given: str, family: str) -> Member:
    oldest, youngest = max(living.plan.years), min(living.plan.years)
    left_year = intake + oldest + 1
    return Member(
        school=living.school, roles=[Role.STUDENT], given_name=given, family_name=family,
        year_group=min(last - intake, oldest), joined_on=datetime.date(max(intake + youngest, 2015), 9, 1),
        left_on=datetime.date(left_year, 9, 1) if left_year <= last else None,
    )  # fmt: skip


def _characteristics(living: Living, student: Member) -> Characteristics:
    """About one in four on pupil premium, one in five with a need, one in five with another home language."""
    chance = living.chance
    premium = Known.NOT_KNOWN if chance.random() < 0.03 else Known.YES if chance.random() < 0.27 else Known.NO
    return Characteristics(
        school=living.school,
        student=student,
        pupil_premium=premium,
        send=chance.choices([Send.NONE, Send.SUPPORT, Send.PLAN], [80, 15, 5])[0],
        eal=chance.choices([Known.YES, Known.NO, Known.NOT_KNOWN], [20, 77, 3])[0],
        sex=chance.choice([Sex.FEMALE, Sex.MALE]),
    )


def _enrol(school: School, school_class: SchoolClass, member: Member, role: str, ended: bool = False) -> Enrolment:
    year = school_class.academic_year
    ends_on = year.ends_on + datetime.timedelta(days=1) if ended else None
    return Enrolment(
        school=school, school_class=school_class, member=member, role=role, starts_on=year.starts_on, ends_on=ends_on
    )


def _fill_classes(living: Living, year: int, is_last: bool) -> None:
    rows = []
    for number, (school_class, learners, teacher) in enumerate(living.registration(year)):
        school = living.school
        rows += [_enrol(school, school_class, learner, Enrolment.Role.STUDENT, not is_last) for learner in learners]
        rows.append(_enrol(school, school_class, teacher, Enrolment.Role.TEACHER, not is_last))
        assistant = living.assistants[number % len(living.assistants)]
        if number < len(living.assistants):
            rows.append(_enrol(school, school_class, assistant, Enrolment.Role.ASSISTANT, not is_last))
    Enrolment.objects.bulk_create(rows)
