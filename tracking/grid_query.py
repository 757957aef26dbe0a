"""The class grid in one question to the database, however many learners: rows within the row of the class."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast

from learningculture.prepared import Prepared
from school.access import Permission, may
from school.models import Member, SchoolClass, Term
from school.models.people import FORMER_STUDENT, name_in_register
from tracking.grid import BLANK, CLOSED, NONE, USUAL_CONFIDENCE, Column, Grid, GridPhase, GridRow, Learner
from tracking.models import Judgement
from tracking.queries import behaviours_judged_in, closed_cells, may_be_closed, members_of_class, seen_class
from vision.models import Phase

BETWEEN = "|"
"""Stands between the four parts of :func:`_cells`; none of them has it in it."""


def grid_seen_by(member: Member, term: Term, on: datetime.date, pk: int) -> Grid | None:
    """A class's grid, if the member sees the class, with ``school_class.taught``: whether they are of its staff."""
    if not may(member, Permission.SEE_CLASSES):
        return None
    every_class = may(member, Permission.SEE_ALL_CLASSES)
    found = _seen_grids(member=member.pk, every_class=every_class, **_where(term, on, member.school_id, pk))
    return _grid(found[0]) if found else None


def grid_of(school_class: SchoolClass, term: Term, on: datetime.date) -> Grid:
    """The grid of a class that is in hand."""
    (found,) = _grids(**_where(term, on, school_class.school_id, school_class.pk))
    return _grid(found)


def _where(term: Term, on: datetime.date, school: int, pk: int) -> dict[str, Any]:
    return {"pk": pk, "school": school, "term": term.pk, "year": term.academic_year_id, "on": on}


def _seen(
    pk: int, school: int, term: int, year: int, on: datetime.date, member: int, every_class: bool
) -> QuerySet[SchoolClass]:
    return _with_grid(seen_class(pk, school, year, member, every_class, on), pk, school, term, year, on)


def _any(pk: int, school: int, term: int, year: int, on: datetime.date) -> QuerySet[SchoolClass]:
    return _with_grid(SchoolClass.objects.filter(pk=pk, school=school), pk, school, term, year, on)


_seen_grids: Prepared[SchoolClass] = Prepared(_seen)
_grids: Prepared[SchoolClass] = Prepared(_any)


def _with_grid(
    classes: QuerySet[SchoolClass], pk: int, school: int, term: int, year: int, on: datetime.date
) -> QuerySet[SchoolClass]:
    """With ``columns``, ``phases`` and ``learners``: lists of lists of texts."""
    asked = Term(pk=term, school_id=school, academic_year_id=year)
    phases = Phase.objects.filter(school=school).order_by("number")
    learners = members_of_class(SchoolClass(pk=pk, school_id=school), on)
    names = ("pk", "family_name", "given_name", "preferred_name")
    closed = Func(ArraySubquery(closed_cells(asked)), Value(" "), function="array_to_string", output_field=TextField())
    closed_by_now = Case(When(may_be_closed(asked, on), then=closed), default=Value(""), output_field=TextField())
    return classes.annotate(
        columns=_texts(behaviours_judged_in(asked), "framework_id", "pk", "label", "tint", "icon"),
        phases=_texts(phases, "framework_id", "number", "label", "meaning", "early_label"),
        learners=_texts(learners, *names, Subquery(_cells(asked)), closed_by_now),
    )


def _texts(found: QuerySet[Any, Any], *parts: Any) -> ArraySubquery:
    """The parts of each row as texts."""
    texts = [Cast(part, TextField()) for part in parts]
    row = Func(*texts, template="ARRAY[%(expressions)s]", output_field=ArrayField(TextField()))
    return ArraySubquery(found.values(texts=row))


def _cells(term: Term) -> QuerySet[Any, Any]:
    """For an outer student, in one text: behaviours, their signs, their versions, and what is told of some.

    The database gathers all four while it walks once over the student's judgements: they are in the same order.
    """
    sign = Case(
        When(cleared=True, then=Value(BLANK)),
        When(phase=None, then=Value(NONE)),
        default=Cast("phase", TextField()),
        output_field=TextField(),
    )
    told = Func(Value(":"), "behaviour_id", "context", "confidence", function="concat_ws", output_field=TextField())
    usual = Q(context="", confidence=USUAL_CONFIDENCE)
    parts = (
        StringAgg(Cast("behaviour_id", TextField()), " "),
        StringAgg(sign, ""),
        StringAgg(Cast("version", TextField()), " "),
        StringAgg(told, " ", filter=~usual & Q(cleared=False)),
    )
    own = Judgement.cells.filter(school=term.school_id, term=term.pk, student=OuterRef("pk"))
    together = Func(Value(BETWEEN), *parts, function="concat_ws", output_field=TextField())
    return own.order_by().values("student").annotate(filled=together).values("filled")


def _grid(found: Any) -> Grid:
    """The phases are those of the framework that the first of the behaviours belongs to."""
    columns = tuple([Column(int(pk), *words) for _framework, pk, *words in found.columns])
    first = next((framework for framework, *_column in found.columns), None)
    phases = tuple([GridPhase(int(number), *words) for framework, number, *words in found.phases if framework == first])
    read = _Rows([behaviour for _framework, behaviour, *_words in found.columns])
    return Grid(found, columns, phases, [read.row(*learner) for learner in found.learners])


class _Rows:
    """Puts cells in the order of the columns: most learners of a class were judged in the same order."""

    def __init__(self, behaviours: list[str]) -> None:
        self.places = {behaviour: place for place, behaviour in enumerate(behaviours)}
        self.orders: dict[str, list[int]] = {}

    def row(self, pk: str, family: str, given: str, preferred: str, cells: str | None, closed: str) -> GridRow:
        learner = Learner(int(pk), name_in_register(family, given, preferred) or str(FORMER_STUDENT))
        behaviours, signs, versions, *told = (cells or BETWEEN * 2).split(BETWEEN)
        order = self.orders.get(behaviours) or self._order_of(behaviours)
        signs, numbers = signs + BLANK, [*map(int, versions.split()), 0]
        shown = "".join([signs[place] for place in order])
        if closed:
            shown = self._with_closed(shown, set(closed.split()))
        return GridRow(learner, shown, [numbers[place] for place in order], self._told(*told))

    def _order_of(self, behaviours: str) -> list[int]:
        """For each column which cell is in it; the one after the last, for an untouched cell, where none is."""
        given = behaviours.split()
        found = {behaviour: place for place, behaviour in enumerate(given)}
        order = self.orders[behaviours] = [found.get(behaviour, len(given)) for behaviour in self.places]
        return order

    def _with_closed(self, shown: str, often_enough: set[str]) -> str:
        """The signs, where behaviours judged often enough this year are closed unless they are filled."""
        both = zip(self.places, shown, strict=True)
        return "".join([CLOSED if sign == BLANK and each in often_enough else sign for each, sign in both])

    def _told(self, told: str = "") -> dict[int, str]:
        parts = [one.split(":", 1) for one in told.split()]
        return {self.places[behaviour]: words for behaviour, words in parts if behaviour in self.places}
