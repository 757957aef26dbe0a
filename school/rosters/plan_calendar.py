"""The difference in academic years and terms. None is ever removed: past terms hold records."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

from django.utils.translation import gettext as _

from school.models import AcademicYear, Term
from school.rosters.problems import refuse
from school.rosters.stored import Stored
from school.rosters.years import TermWanted, YearWanted


class TermPlaced(NamedTuple):
    """A term's new place and contents; ``id`` is None for a new one, ``year`` is the sender's identifier."""

    id: int | None
    year: str
    ordinal: int
    term: TermWanted


@dataclass
class CalendarPlan:
    """``known`` maps the sender's year to ours, and ``#`` with our key to that key, for senders without a calendar.

    ``reordered`` are terms of ours that only change their number.
    """

    known: dict[str, int] = field(default_factory=dict)
    years_added: list[YearWanted] = field(default_factory=list)
    years_changed: list[tuple[int, YearWanted]] = field(default_factory=list)
    terms_added: list[TermPlaced] = field(default_factory=list)
    terms_changed: list[TermPlaced] = field(default_factory=list)
    reordered: list[tuple[int, int]] = field(default_factory=list)


def plan_calendar(years: Sequence[YearWanted], stored: Stored, source: str) -> CalendarPlan:
    """Years and terms are matched by the sender's identifier, else by name, else by the day in their middle.

    Raises:
        RosterRefused: two years of one school bear the same name.
    """
    plan = CalendarPlan(known={f"#{year.pk}": year.pk for year in stored.years})
    matched = _match(years, stored.years, source)
    _check_names(years, stored.years, {year.pk for year in matched.values()})
    for year in years:
        known = matched.get(year.source_id)
        if known is None:
            plan.years_added.append(year)
        else:
            plan.known[year.source_id] = known.pk
            if _year_differs(known, year, source):
                plan.years_changed.append((known.pk, year))
        terms = [term for term in stored.terms if known and term.academic_year_id == known.pk]
        _plan_terms(plan, year, terms, source)
    return plan


def _year_differs(known: AcademicYear, year: YearWanted, source: str) -> bool:
    now = (known.name, known.starts_on, known.ends_on, known.source, known.source_id)
    return now != (year.name, year.starts_on, year.ends_on, source, year.source_id)


def _check_names(years: Sequence[YearWanted], stored: Iterable[AcademicYear], matched: set[int]) -> None:
    names = [year.name for year in years] + [year.name for year in stored if year.pk not in matched]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        reason = _("One school has two school years called %(name)s.") % {"name": twice}
        raise refuse("academicSessions.csv", reason, column="title")


def _plan_terms(plan: CalendarPlan, year: YearWanted, stored: list[Term], source: str) -> None:
    matched = _match(year.terms, stored, source)
    ours = [term for term in stored if term.pk not in {known.pk for known in matched.values()}]
    in_order: list[tuple[datetime.date, int, TermWanted | Term]] = [
        *((term.starts_on, 0, term) for term in year.terms),
        *((term.starts_on, 1, term) for term in ours),
    ]
    in_order.sort(key=lambda item: item[:2])
    for ordinal, (_starts_on, _whose, term) in enumerate(in_order, 1):
        if isinstance(term, Term):
            plan.reordered += [(term.pk, ordinal)] if term.ordinal != ordinal else []
            continue
        known = matched.get(term.source_id)
        placed = TermPlaced(known.pk if known else None, year.source_id, ordinal, term)
        if known is None:
            plan.terms_added.append(placed)
        elif _term_differs(known, placed, source):
            plan.terms_changed.append(placed)


def _term_differs(known: Term, placed: TermPlaced, source: str) -> bool:
    term = placed.term
    now = (known.name, known.comparison_key, known.starts_on, known.ends_on, known.source, known.source_id)
    same = now == (term.name, term.comparison_key, term.starts_on, term.ends_on, source, term.source_id)
    return not same or known.ordinal != placed.ordinal


class DatedWanted(Protocol):
    """A year or a term of the sender."""

    @property
    def source_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def starts_on(self) -> datetime.date: ...
    @property
    def ends_on(self) -> datetime.date: ...


Known = TypeVar("Known", AcademicYear, Term)


def _match(wanted: Sequence[DatedWanted], stored: Sequence[Known], source: str) -> dict[str, Known]:
    """Ours for each of theirs. Senders reissue identifiers, and schools have years of their own: hence three tries."""
    found: dict[str, Known] = {}
    tries: tuple[Callable[[DatedWanted, Known], bool], ...] = (
        lambda theirs, ours: (ours.source, ours.source_id) == (source, theirs.source_id),
        lambda theirs, ours: ours.name == theirs.name,
        lambda theirs, ours: ours.starts_on <= _middle(theirs) <= ours.ends_on,
    )
    for fits in tries:
        taken = {ours.pk for ours in found.values()}
        for theirs in (one for one in wanted if one.source_id not in found):
            ours = next((one for one in stored if one.pk not in taken and fits(theirs, one)), None)
            if ours is not None:
                found[theirs.source_id] = ours
                taken.add(ours.pk)
    return found


def _middle(wanted: DatedWanted) -> datetime.date:
    return wanted.starts_on + (wanted.ends_on - wanted.starts_on) / 2
