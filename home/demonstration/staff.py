"""The staff of an invented school; those whom one can be have a name and a sign-in of their own."""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

from home.demonstration.cast import DOMAIN, PASSWORD
from home.demonstration.names import people
from home.demonstration.plan import SchoolPlan
from school.models import Member, Role, School, User

DEPARTMENTS = ("English", "Maths", "Science", "Humanities", "Arts", "Languages", "PE")
LONG_AGO = datetime.date(2021, 9, 1)
AMIRA, JOE = 4, 5
"""Places in the list of teachers: the class teacher and the PLC lead of the cast."""

PARTS: dict[tuple[str, str, int], tuple[str, str]] = {
    ("harbour", Role.HEAD, 0): ("Helen Bellamy", "head"),
    ("harbour", Role.TEACHER, AMIRA): ("Amira Rahman", "teacher"),
    ("harbour", Role.TEACHER, JOE): ("Joe Okoro", "plclead"),
    ("harbour", Role.TEACHING_ASSISTANT, 0): ("Tom Price", "assistant"),
    ("harbour", Role.ADMINISTRATOR, 0): ("Ada Marsh", "administrator"),
    ("harbour", Role.SAFEGUARDING_LEAD, 0): ("Nadia Adeyemi", "safeguarding"),
    ("harbour", Role.GOVERNOR, 0): ("Grace Owen", "governor"),
    ("weir", Role.HEAD, 0): ("", "head.secondary"),
    ("weir", Role.TEACHER, AMIRA): ("", "teacher.secondary"),
}
"""School, role and place → name (empty: any) and sign-in of those in the cast."""


@dataclass
class Hiring:
    """Makes members of staff one after another."""

    school: School
    plan: SchoolPlan
    names: Iterator[tuple[str, str]]
    numbers: Iterator[int]

    def hire(self, role: Role, place: int = 0) -> Member:
        name, sign_in = PARTS.get((self.plan.key, role, place), ("", ""))
        given, family = name.split(" ") if name else next(self.names)
        address = f"{sign_in or f'staff{next(self.numbers)}.{self.plan.slug}'}@{DOMAIN}"
        teaches = role == Role.TEACHER
        return Member.objects.create(
            school=self.school,
            roles=[role, Role.PLC_LEAD] if teaches and place == JOE else [role],
            given_name=given,
            family_name=family,
            user=User.objects.create_user(address, PASSWORD if sign_in else None),
            department=DEPARTMENTS[place % len(DEPARTMENTS)] if teaches and self.plan.key == "weir" else "",
            joined_on=LONG_AGO,
        )

    def hire_many(self, role: Role, count: int) -> list[Member]:
        return [self.hire(role, place) for place in range(count)]


@dataclass(frozen=True)
class Staff:
    head: Member
    leaders: list[Member]
    teachers: list[Member]
    assistants: list[Member]


def hire_staff(school: School, plan: SchoolPlan, chance: random.Random) -> Staff:
    """Everybody whom the plan asks for, with an administrator, a governor and a safeguarding lead."""
    hiring = Hiring(school, plan, people(chance), itertools.count(1))
    staff = Staff(
        head=hiring.hire(Role.HEAD),
        leaders=hiring.hire_many(Role.SENIOR_LEADER, plan.leaders),
        teachers=hiring.hire_many(Role.TEACHER, plan.teachers),
        assistants=hiring.hire_many(Role.TEACHING_ASSISTANT, plan.assistants),
    )
    hiring.hire(Role.ADMINISTRATOR)
    hiring.hire(Role.GOVERNOR)
    hiring.hire(Role.SAFEGUARDING_LEAD)
    return staff
