"""The school's days: which are school days, how many lie between two, and when it works at all.

Terms are never derived from months. Where no calendar reaches, before the first term and after the last that is known,
the days on which the school works count as school days.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import F, Value

from school.models import Closure, School, Term
from school.queries import EDITION_READ, local_time

DAY = datetime.timedelta(days=1)
LONGEST_SEARCH_DAYS = 400
"""A calendar in which more than a year has no school day is wrong, not to be waited for."""

TERM = "term"
Stretch = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class Calendar:
    """Terms and closures of a school as plain dates, both ends included."""

    works_on: frozenset[int]
    terms: tuple[Stretch, ...]
    closures: tuple[Stretch, ...]
    training: tuple[Stretch, ...]

    def is_school_day(self, day: datetime.date) -> bool:
        return self._is_open(day) and not _within(day, self.training)

    def is_working_day(self, day: datetime.date) -> bool:
        """A school day, or a training day on which staff are in."""
        return self._is_open(day) or (day.isoweekday() in self.works_on and _within(day, self.training))

    def _is_open(self, day: datetime.date) -> bool:
        if day.isoweekday() not in self.works_on or _within(day, self.closures):
            return False
        return _within(day, self.terms) or not self._is_known(day)

    def _is_known(self, day: datetime.date) -> bool:
        """Whether the day lies between terms that are known, so that a day in none of them is a holiday."""
        return bool(self.terms) and self.terms[0][0] <= day <= max(last for _first, last in self.terms)


def _within(day: datetime.date, stretches: tuple[Stretch, ...]) -> bool:
    return any(first <= day <= last for first, last in stretches)


def calendar_of(school: School) -> Calendar:
    """The school's terms and closures; asked once for each loaded school."""
    known: Calendar | None = school.__dict__.get("_calendar")
    if known is None:
        known = school.__dict__["_calendar"] = _read_calendar(school)
    return known


def forget_calendar(school: School) -> None:
    """After a change: what is asked next reads it anew."""
    for kept in ("_calendar", "_terms_by_day", EDITION_READ):
        school.__dict__.pop(kept, None)


def _read_calendar(school: School) -> Calendar:
    dates = (F("starts_on"), F("ends_on"))
    terms = Term.objects.filter(school=school).order_by().values_list(Value(TERM), *dates)
    closures = Closure.objects.filter(school=school).order_by().values_list("kind", *dates)
    rows = sorted(terms.union(closures, all=True), key=lambda row: row[1])
    return Calendar(
        works_on=frozenset(school.works_on),
        terms=tuple((first, last) for kind, first, last in rows if kind == TERM),
        closures=tuple((first, last) for kind, first, last in rows if kind not in (TERM, Closure.Kind.INSET)),
        training=tuple((first, last) for kind, first, last in rows if kind == Closure.Kind.INSET),
    )


def is_school_day(school: School, day: datetime.date) -> bool:
    """Whether lessons are given: a working day of the week, in a term, not closed and no training day."""
    return calendar_of(school).is_school_day(day)


def school_days_between(school: School, since: datetime.date, until: datetime.date) -> int:
    """School days after ``since`` up to and with ``until``; 0 when ``until`` comes first."""
    calendar = calendar_of(school)
    return sum(calendar.is_school_day(since + DAY * step) for step in range(1, (until - since).days + 1))


def school_days_after(school: School, day: datetime.date, count: int) -> datetime.date:
    """The ``count``-th school day after the day."""
    calendar, found = calendar_of(school), day
    for _step in range(LONGEST_SEARCH_DAYS):
        if count <= 0:
            break
        found += DAY
        count -= calendar.is_school_day(found)
    return found


def school_day_before(school: School, day: datetime.date) -> datetime.date:
    """The day itself when it is a school day, else the last one before it."""
    calendar = calendar_of(school)
    earlier = (day - DAY * step for step in range(LONGEST_SEARCH_DAYS))
    return next((one for one in earlier if calendar.is_school_day(one)), day)


def within_working_hours(school: School, now: datetime.datetime) -> bool:
    """Whether the school may be written to: a working day, between its hours, on its own clock."""
    here = local_time(school, now)
    return calendar_of(school).is_working_day(here.date()) and school.works_from <= here.time() < school.works_until


@dataclass(frozen=True)
class HalfTerm:
    """A stretch of a term between its breaks; ``number`` counts from 1 within the term."""

    number: int
    starts_on: datetime.date
    ends_on: datetime.date


def half_terms_of(term: Term, breaks: list[Closure]) -> list[HalfTerm]:
    """The term cut at its half-term breaks; one stretch when it has none."""
    found, first = [], term.starts_on
    inside = [one for one in breaks if term.starts_on < one.starts_on and one.ends_on < term.ends_on]
    for one in sorted(inside, key=lambda one: one.starts_on):
        found.append((first, one.starts_on - DAY))
        first = one.ends_on + DAY
    return [HalfTerm(number, *dates) for number, dates in enumerate([*found, (first, term.ends_on)], 1)]
