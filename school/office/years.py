"""Editing an academic year: its terms and closures as one, checked together."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from learningculture.tenancy import tenant
from school.calendar import forget_calendar
from school.models import AcademicYear, Closure, Member, School, Term

YEAR, TERMS, CLOSURES = "year", "terms", "closures"
MANY = 1_000
"""Room to renumber terms in: no year has as many."""

YEAR_NUMBER = re.compile(r"(?<!\d)(?:\d{4}|\d{2})(?!\d)")
SAME_WEEKDAY_NEXT_YEAR = datetime.timedelta(weeks=52)


@dataclass(frozen=True)
class TermSaid:
    """A term as somebody typed it; ``id`` of the one it changes, or None."""

    name: str
    starts_on: datetime.date
    ends_on: datetime.date
    comparison_key: str = ""
    id: int | None = None


@dataclass(frozen=True)
class ClosureSaid:
    kind: str
    starts_on: datetime.date
    ends_on: datetime.date
    name: str = ""


@dataclass(frozen=True)
class YearSaid:
    """A whole year as somebody typed it. Terms and closures that are not in it go."""

    name: str
    starts_on: datetime.date
    ends_on: datetime.date
    terms: Sequence[TermSaid] = ()
    closures: Sequence[ClosureSaid] = ()


@dataclass(frozen=True)
class Problem:
    """What is wrong, and beside which field: part of the year, row of the part (0 for the year), field."""

    part: str
    row: int
    field: str
    sentence: str


@dataclass(frozen=True)
class Affected:
    """A term whose dates change although records belong to it."""

    name: str
    records: int


def problems_in(said: YearSaid, others: Iterable[AcademicYear]) -> list[Problem]:
    """Order, overlap and place of everything in the year; empty when it may be saved."""
    return [*_year_problems(said, others), *_term_problems(said), *_closure_problems(said)]


def _year_problems(said: YearSaid, others: Iterable[AcademicYear]) -> Iterable[Problem]:
    if said.ends_on <= said.starts_on:
        yield Problem(YEAR, 0, "ends_on", _("The last day comes after the first."))
    for other in others:
        if other.name == said.name:
            yield Problem(YEAR, 0, "name", _("Another year has this name."))
        if said.starts_on <= other.ends_on and other.starts_on <= said.ends_on:
            yield Problem(YEAR, 0, "starts_on", _("This overlaps %(year)s.") % {"year": other.name})


def _term_problems(said: YearSaid) -> Iterable[Problem]:
    rows = sorted(enumerate(said.terms), key=lambda pair: pair[1].starts_on)
    for place, (row, term) in enumerate(rows):
        if term.ends_on <= term.starts_on:
            yield Problem(TERMS, row, "ends_on", _("The last day comes after the first."))
        if term.starts_on < said.starts_on or term.ends_on > said.ends_on:
            outside = "starts_on" if term.starts_on < said.starts_on else "ends_on"
            yield Problem(TERMS, row, outside, _("This day is not in the year."))
        before = rows[place - 1][1] if place else None
        if before and term.starts_on <= before.ends_on:
            yield Problem(TERMS, row, "starts_on", _("This overlaps %(term)s.") % {"term": before.name})


def _closure_problems(said: YearSaid) -> Iterable[Problem]:
    seen: set[tuple[str, datetime.date]] = set()
    for row, one in enumerate(said.closures):
        if one.ends_on < one.starts_on:
            yield Problem(CLOSURES, row, "ends_on", _("The last day is not before the first."))
        if one.starts_on < said.starts_on or one.ends_on > said.ends_on:
            yield Problem(CLOSURES, row, "starts_on", _("This day is not in the year."))
        inside = any(term.starts_on < one.starts_on and one.ends_on < term.ends_on for term in said.terms)
        if one.kind == Closure.Kind.HALF_TERM and not inside:
            yield Problem(CLOSURES, row, "starts_on", _("A half-term break lies inside a term."))
        if (one.kind, one.starts_on) in seen:
            yield Problem(CLOSURES, row, "starts_on", _("This stands here twice."))
        seen.add((one.kind, one.starts_on))


def years_of(school: School) -> QuerySet[AcademicYear]:
    """Newest first, with terms and closures in one query each."""
    found = AcademicYear.objects.filter(school=school).prefetch_related("terms", "closures")
    return found.order_by("-starts_on")


def affected_by(year: AcademicYear | None, said: YearSaid) -> list[Affected]:
    """Terms with records whose dates change or that go."""
    if year is None:
        return []
    kept = {term.id: term for term in said.terms if term.id}
    found = []
    for term in year.terms.all():
        new = kept.get(term.pk)
        same = new is not None and (new.starts_on, new.ends_on) == (term.starts_on, term.ends_on)
        if not same and (records := records_in(term)):
            found.append(Affected(term.name, records))
    return found


def records_in(term: Term) -> int:
    """Rows of every kind that belong to the term, also those that nobody in the office may read: a number only."""
    relations: list[Any] = [
        one for one in Term._meta.get_fields(include_hidden=True) if one.one_to_many and one.auto_created
    ]
    with tenant(term.school_id, purpose="build"):
        return sum(
            one.related_model._base_manager.filter(school=term.school_id, **{one.field.name: term}).count()
            for one in relations
        )


@transaction.atomic
def save_year(*, school: School, said: YearSaid, by: Member, year: AcademicYear | None = None) -> AcademicYear:
    """The year with its terms and closures, all or nothing."""
    School.objects.select_for_update().get(pk=school.pk)
    others = AcademicYear.objects.filter(school=school).exclude(pk=year.pk if year else 0)
    if problems := problems_in(said, others):
        raise ValidationError([problem.sentence for problem in problems])
    year = year or AcademicYear(school=school)
    year.name, year.starts_on, year.ends_on = said.name, said.starts_on, said.ends_on
    year.save()
    _save_terms(year, said.terms)
    Closure.objects.filter(academic_year=year).exclude(
        pk__in=[_save_closure(year, one).pk for one in said.closures]
    ).delete()
    forget_calendar(school)
    return year


def _save_terms(year: AcademicYear, terms: Sequence[TermSaid]) -> None:
    known = Term.objects.filter(school=year.school_id, academic_year=year)
    for gone in known.exclude(pk__in=[term.id for term in terms if term.id]):
        _remove_term(gone)
    known.update(ordinal=F("ordinal") + MANY)
    by_id = {term.pk: term for term in known}
    for ordinal, said in enumerate(sorted(terms, key=lambda term: term.starts_on), 1):
        term = by_id.get(said.id or 0) or Term(school_id=year.school_id, academic_year=year)
        term.name, term.starts_on, term.ends_on, term.ordinal = said.name, said.starts_on, said.ends_on, ordinal
        term.comparison_key = said.comparison_key or term.comparison_key or key_for(said.name)
        term.save()


def key_for(name: str) -> str:
    """What a term is compared by from year to year, from its name without numbers: "Spring term 2026" → "spring"."""
    words = [word for word in slugify(name).split("-") if not word.isdigit() and word != "term"]
    return "-".join(words)[:40] or slugify(name)[:40] or "term"


def _remove_term(term: Term) -> None:
    """Only the database sees every record, also those that a policy hides: it refuses when there is one."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            Term.objects.filter(pk=term.pk)._raw_delete(using=connection.alias)  # type: ignore[attr-defined]
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        words = {"term": term.name}
        raise ValidationError(_("%(term)s has records and stays. Change its dates instead.") % words) from None


def _save_closure(year: AcademicYear, said: ClosureSaid) -> Closure:
    return Closure.objects.update_or_create(
        school_id=year.school_id,
        kind=said.kind,
        starts_on=said.starts_on,
        defaults={"academic_year": year, "ends_on": said.ends_on, "name": said.name},
    )[0]


@transaction.atomic
def set_hours(*, school: School, by: Member, **values: Any) -> School:
    """Time zone, hours and days of the week at which the school works."""
    current = School.objects.select_for_update().get(pk=school.pk)
    for name in ("time_zone", "works_from", "works_until", "works_on"):
        setattr(current, name, values[name])
        setattr(school, name, values[name])
    if current.works_until <= current.works_from:
        raise ValidationError({"works_until": _("The school closes after it opens.")})
    current.save(update_fields=["time_zone", "works_from", "works_until", "works_on"])
    forget_calendar(school)
    return current


def year_as_said(year: AcademicYear) -> YearSaid:
    """A stored year in the form in which it is edited."""
    terms = sorted(year.terms.all(), key=lambda term: term.starts_on)
    return YearSaid(
        name=year.name,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        terms=[TermSaid(t.name, t.starts_on, t.ends_on, t.comparison_key, t.pk) for t in terms],
        closures=[
            ClosureSaid(c.kind, c.starts_on, c.ends_on, c.name)
            for c in sorted(year.closures.all(), key=lambda closure: closure.starts_on)
        ],
    )


def next_year(said: YearSaid) -> YearSaid:
    """A proposal: the same weekdays a year on, the year itself without a gap. People change it to their dates."""
    on = SAME_WEEKDAY_NEXT_YEAR
    ends_on = _a_year_on(said.ends_on)
    return YearSaid(
        name=_next_name(said.name),
        starts_on=said.ends_on + datetime.timedelta(days=1),
        ends_on=ends_on,
        terms=[
            replace(t, id=None, name=_next_name(t.name), starts_on=t.starts_on + on, ends_on=t.ends_on + on)
            for t in said.terms
        ],
        closures=[replace(c, starts_on=c.starts_on + on, ends_on=c.ends_on + on) for c in said.closures],
    )


def _a_year_on(day: datetime.date) -> datetime.date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else day + datetime.timedelta(days=365)


def _next_name(name: str) -> str:
    """Every year number in the name one later: 2025/26 → 2026/27."""
    return YEAR_NUMBER.sub(lambda found: str(int(found[0]) + 1).zfill(len(found[0])), name)
