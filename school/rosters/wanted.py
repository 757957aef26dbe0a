"""What a school should hold after an import, by the sender's identifiers, before a look at the database.

Every source of rosters ends in these rows: OneRoster packages (``oneroster.py``), tables of any school system.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from school.models import Role
from school.models.classes import Enrolment, SchoolClass
from school.rosters.keysets import KeySet
from school.rosters.places import Dates, EnrolmentKey, Places
from school.rosters.years import YearWanted


class MemberWanted(NamedTuple):
    """A person. What is blank or None was not said: it stays as it is here. ``roles`` are values of :class:`Role`."""

    source_id: str
    given_name: str
    family_name: str
    preferred_name: str
    roles: tuple[str, ...]
    year_group: int | None
    joined_on: datetime.date
    department: str = ""

    @property
    def is_student(self) -> bool:
        return Role.STUDENT in self.roles


@dataclass(frozen=True, slots=True)
class ClassWanted:
    """A class; ``year`` is the ``source_id`` of one of the school's years."""

    source_id: str
    name: str
    kind: str
    subject: str
    year_groups: tuple[int, ...]
    year: str


@dataclass(frozen=True)
class Scope:
    """What absence from the source means. Nothing outside the scope is ever closed.

    Args:
        students: a student of this source who is not named has left.
        staff: a member of staff of this source who is not named has left.
        classes: a class of this source that is not named is closed.
        kinds: a place in a class of these kinds that this source gave and no longer names is closed, for people
            named or inside the scope. A file with a column for the tutor group speaks of registration groups only.
        everyone: ``kinds`` holds for people who are not named as well: the source lists every place there is.
        silent: people of whose places the source says nothing, a blank cell for instance: theirs stay.
    """

    students: bool = True
    staff: bool = True
    classes: bool = True
    kinds: frozenset[str] = frozenset(SchoolClass.Kind.values)
    everyone: bool = False
    silent: frozenset[str] = frozenset()


EVERYTHING = Scope()
NOTHING = Scope(students=False, staff=False, classes=False, kinds=frozenset())
"""Of changes only (delta): absent means no change."""


@dataclass(frozen=True)
class SchoolWanted:
    """One school's share of a roster.

    Args:
        source_id: the sender's identifier of the school; "" when the source does not name it (``into`` does then).
        years: academic years with their terms; () says nothing about the calendar.
        enrolments: places with first day and the first day no longer there (None: open).
        characteristics: per student, field of :class:`Characteristics` → value; only what was said.
        scope: what absence means.
        leaving, closing, ending: people, classes and places that the source says are gone, with the day (None: the
            day of the import). Beyond what absence says.
        enrolment_ids: the sender's rows behind a place, where they have identifiers of their own.
        sent: when the sender changed what it says of a ``("member", id)``, ``("class", id)`` or ``("enrolment", row)``;
            older statements will be stale.
        years_here: years of ours, by the sender's identifier, of which the source says nothing new; classes may be
            in them.
        members_here, classes_here: the sender's identifiers that mean a row of ours by its key, although that row
            came from elsewhere; such a row is updated like one of this source and never closed by absence.
    """

    source_id: str
    name: str
    years: tuple[YearWanted, ...]
    members: Mapping[str, MemberWanted] = field(default_factory=dict)
    classes: dict[str, ClassWanted] = field(default_factory=dict)
    enrolments: Mapping[EnrolmentKey, Dates] = field(default_factory=dict)
    characteristics: dict[str, dict[str, str]] = field(default_factory=dict)
    scope: Scope = EVERYTHING
    leaving: Mapping[str, datetime.date | None] = field(default_factory=dict)
    closing: Mapping[str, datetime.date | None] = field(default_factory=dict)
    ending: Mapping[EnrolmentKey, datetime.date | None] = field(default_factory=dict)
    enrolment_ids: Mapping[EnrolmentKey, tuple[str, ...]] = field(default_factory=dict)
    sent: Mapping[tuple[str, ...], datetime.datetime] = field(default_factory=dict)
    years_here: Mapping[str, int] = field(default_factory=dict)
    members_here: Mapping[str, int] = field(default_factory=dict)
    classes_here: Mapping[str, int] = field(default_factory=dict)

    def each_place(self) -> Iterator[tuple[EnrolmentKey, Dates, tuple[str, ...]]]:
        """Each place with its dates and the sender's rows behind it."""
        if isinstance(self.enrolments, Places):
            return self.enrolments.each_with_ids()
        return ((key, dates, self.enrolment_ids.get(key, ())) for key, dates in self.enrolments.items())

    def place(self, key: EnrolmentKey) -> tuple[Dates | None, tuple[str, ...]]:
        """The dates of one place and the sender's rows behind it."""
        if isinstance(self.enrolments, Places):
            one = self.enrolments.in_class(key[0]).get(key[1:])
            return ((one.starts_on, one.ends_on), one.ids) if one else (None, ())
        return self.enrolments.get(key), self.enrolment_ids.get(key, ())

    @cached_property
    def placed(self) -> Placed:
        return _placed(self)

    @cached_property
    def students(self) -> int:
        return sum(member.is_student for member in self.members.values())


@dataclass(frozen=True)
class Placed:
    """How many places learners have, how many students have none, and how many classes have nobody but learners."""

    learning: int
    unplaced: int
    untaught: int


def _placed(school: SchoolWanted) -> Placed:
    learner = Enrolment.Role.STUDENT.value
    learning, learners, taught = 0, KeySet(), set()
    for school_class, member, role in school.enrolments:
        if role == learner:
            learning += 1
            learners.add((member,))
        else:
            taught.add(school_class)
    unplaced = sum(member.is_student and (id,) not in learners for id, member in school.members.items())
    return Placed(learning, unplaced, len(school.classes.keys() - taught))
