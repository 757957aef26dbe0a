"""All that an import would do in one school, as rows to write."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from school.rosters.plan_calendar import CalendarPlan
from school.rosters.stored import Stored
from school.rosters.stowing import Spool
from school.rosters.wanted import ClassWanted, MemberWanted, SchoolWanted

DAY = datetime.timedelta(days=1)


class MemberChange(NamedTuple):
    id: int
    given_name: str
    family_name: str
    preferred_name: str
    roles: tuple[str, ...]
    year_group: int | None
    department: str
    left_on: datetime.date | None


class ClassChange(NamedTuple):
    """``wanted`` is as it will be: fields that the school keeps are in it already."""

    id: int
    wanted: ClassWanted
    closed_on: datetime.date | None


class CharacteristicsChange(NamedTuple):
    id: int
    values: dict[str, str]


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
    source_ids: tuple[str, ...] = ()


class EnrolmentChange(NamedTuple):
    id: int
    starts_on: datetime.date
    ends_on: datetime.date | None
    source_ids: tuple[str, ...] = ()


class Withheld(NamedTuple):
    """What the roster says and the school keeps otherwise; ``of`` is "member" or "class"."""

    of: str
    source_id: str
    field: str
    theirs: Any


@dataclass
class Plan:
    """Rows to add, change and close. Nothing is ever deleted."""

    wanted: SchoolWanted
    stored: Stored
    calendar: CalendarPlan
    members_added: Spool[MemberWanted] = field(default_factory=partial(Spool, MemberWanted))
    members_changed: Spool[MemberChange] = field(default_factory=partial(Spool, MemberChange))
    members_leaving: Spool[Closing] = field(default_factory=partial(Spool, Closing))
    characteristics_added: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    characteristics_changed: list[CharacteristicsChange] = field(default_factory=list)
    classes_added: list[ClassWanted] = field(default_factory=list)
    classes_changed: list[ClassChange] = field(default_factory=list)
    classes_closing: list[Closing] = field(default_factory=list)
    classes_rolled: list[tuple[int, str]] = field(default_factory=list)
    enrolments_added: Spool[EnrolmentAdded] = field(default_factory=partial(Spool, EnrolmentAdded))
    enrolments_changed: Spool[EnrolmentChange] = field(default_factory=partial(Spool, EnrolmentChange))
    enrolments_closing: Spool[Closing] = field(default_factory=partial(Spool, Closing))
    withheld: list[Withheld] = field(default_factory=list)

    @property
    def created(self) -> int:
        calendar = self.calendar
        added = (calendar.years_added, calendar.terms_added, self.members_added, self.characteristics_added)
        return sum(len(rows) for rows in (*added, self.classes_added, self.enrolments_added))

    @property
    def updated(self) -> int:
        calendar = self.calendar
        changed = (calendar.years_changed, calendar.terms_changed, calendar.reordered, self.members_changed)
        more = (self.characteristics_changed, self.classes_changed, self.enrolments_changed)
        return sum(len(rows) for rows in (*changed, *more))

    @property
    def closed(self) -> int:
        return sum(len(rows) for rows in (self.members_leaving, self.classes_closing, self.enrolments_closing))

    @property
    def changes_anything(self) -> bool:
        return bool(self.created or self.updated or self.closed or self.classes_rolled)
