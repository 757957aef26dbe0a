"""Which rows put whom in which class: gathered class by class, several of one person in one class as one place."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from school.models import Role
from school.models.classes import Enrolment
from school.rosters.places import Place, Places
from school.rosters.stowing import Heaps
from school.rosters.tables import EnrolmentRecord

STUDENT, TEACHER, ASSISTANT = (str(role) for role in Enrolment.Role.values)
DAY = datetime.timedelta(days=1)

Span = tuple[datetime.date, datetime.date | None]


ON_ONE_HEAP = 64
"""Classes whose rows are gathered together before they are put in order. No identifier holds what parts them."""


class PlaceRow(NamedTuple):
    """What one row says of a place in a class."""

    user: str
    role: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    id: str


class PlaceRows:
    """The rows that place somebody, gathered class by class."""

    def __init__(
        self,
        rows: Iterable[EnrolmentRecord],
        classes: Mapping[str, Iterable[str]],
        roles: Mapping[str, Mapping[str, frozenset[Role]]],
    ) -> None:
        self._heaps = Heaps()
        self._of_school: dict[str, range] = {}
        found: dict[str, tuple[int, Mapping[str, frozenset[Role]]]] = {}
        first = 0
        for school, of_school in classes.items():
            in_order = sorted(of_school)
            found |= {id: (first + at // ON_ONE_HEAP, roles[school]) for at, id in enumerate(in_order)}
            self._of_school[school] = range(first, first + len(in_order) // ON_ONE_HEAP + 1)
            first = self._of_school[school].stop
        for one in rows:
            heap, held = found.get(one.school_class, (0, {}))
            if one.user in held and (role := _place(one.role, held[one.user])):
                row = (one.school_class, one.user, role, str(one.starts_on or ""), str(one.ends_on or ""), one.id)
                self._heaps.throw(heap, ("\t".join(row) + "\n").encode())

    def take(self, school: str) -> Iterator[tuple[str, list[PlaceRow]]]:
        """A school's, in order of class."""
        for heap in self._of_school[school]:
            found: defaultdict[str, list[PlaceRow]] = defaultdict(list)
            for line in self._heaps.take(heap).decode().split("\n")[:-1]:
                school_class, user, role, starts_on, ends_on, id = line.split("\t")
                found[school_class].append(PlaceRow(user, role, _day(starts_on), _day(ends_on), id))
            yield from sorted(found.items())


def places_of(rows: Iterable[tuple[str, list[PlaceRow]]], spans: Mapping[str, Span]) -> Places:
    places = Places()
    for school_class, of_class in rows:
        same: defaultdict[tuple[str, str], list[PlaceRow]] = defaultdict(list)
        for row in of_class:
            same[row.user, row.role].append(row)
        places.add_class(
            school_class,
            [
                Place(*who, *_dates(of_one, *spans[school_class]), tuple(sorted(row.id for row in of_one)))
                for who, of_one in sorted(same.items())
            ],
        )
    return places


@lru_cache(maxsize=4096)
def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _place(role: str, held: frozenset[Role]) -> str:
    if role == "student":
        return STUDENT
    if role == "aide" or (role == "teacher" and Role.TEACHING_ASSISTANT in held and Role.TEACHER not in held):
        return ASSISTANT
    return TEACHER if role == "teacher" else ""


def late_starts(places: Places, began: datetime.date) -> dict[str, datetime.date]:
    """The first day in a class of those who were in none when the first term had begun: they joined on it."""
    first: dict[str, datetime.date] = {}
    for place in places.each():
        if place.starts_on > began:
            first[place.member] = min(place.starts_on, first.get(place.member, place.starts_on))
    for place in places.each() if first else ():
        if place.starts_on <= began:
            first.pop(place.member, None)
    return first


def _dates(
    rows: Sequence[PlaceRow], first: datetime.date, end: datetime.date | None
) -> tuple[datetime.date, datetime.date | None]:
    starts_on = min(row.starts_on or first for row in rows)
    last = None if any(row.ends_on is None for row in rows) else max(row.ends_on for row in rows if row.ends_on)
    if last is None or (end and last >= end - DAY):
        return starts_on, None
    return min(starts_on, last), last
