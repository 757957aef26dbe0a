"""How a check-in goes in form time: who has begun and finished, never what anybody answered.

Sittings answered all alike and faster than one can read are counted for many students together. The count lowers no
answer's weight and is never said of one child (domain.md §2.3).
"""

from __future__ import annotations

import datetime
import enum
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, Max, Min, OuterRef

from school.access import Permission, may
from school.models import Enrolment, Member, School, SchoolClass, Term
from tracking.checkins import form_of_year
from tracking.models import CheckIn
from tracking.queries import members_of_class

FASTEST = datetime.timedelta(seconds=2)
"""For one question: less is not read (domain.md §2.3)."""

FEWEST_ALIKE = 4
"""Answers before "all alike" says anything."""

FEWEST_FINISHED = 10
"""Students who finished before a count of them is shown: fewer would point at children (promises.md §3.4)."""


def forms_of(school: School, today: datetime.date) -> list[str]:
    """The forms that the students of a school answer, the youngest first; all while no year group is known."""
    here = Member.objects.filter(school=school, year_group__isnull=False).students().here_on(today)
    years = here.order_by().values_list("year_group", flat=True).distinct()
    return sorted({form_of_year(year) for year in years if year is not None}) or list(CheckIn.Form.values)


class State(enum.StrEnum):
    """Where a student is."""

    NOT_BEGUN = "not_begun"
    AT_IT = "at_it"
    FINISHED = "finished"


@dataclass(frozen=True)
class Progress:
    """A student and where they are; no answer and no question's number."""

    member: Member
    state: State


@dataclass(frozen=True)
class YearProgress:
    """A year group. ``hasty`` is None where too few have finished to be told."""

    year_group: int | None
    learners: int
    begun: int
    finished: int
    hasty: int | None


def progress_in(school_class: SchoolClass, term: Term, on: datetime.date) -> list[Progress]:
    """The class as in a register: one query."""
    sitting = CheckIn.objects.filter(school=term.school_id, term=term, student=OuterRef("pk"))
    learners = members_of_class(school_class, on).annotate(
        begun=Exists(sitting), finished=Exists(sitting.filter(finished_at__isnull=False))
    )
    return [Progress(each, _state(each.begun, each.finished)) for each in learners]  # type: ignore[attr-defined]


def _state(begun: bool, finished: bool) -> State:
    return State.FINISHED if finished else State.AT_IT if begun else State.NOT_BEGUN


def progress_by_year(member: Member, term: Term, on: datetime.date) -> list[YearProgress]:
    """For leaders: every year group, in two queries; empty for everybody else."""
    if not may(member, Permission.SEE_ALL_CLASSES):
        return []
    sitting = CheckIn.objects.filter(school=term.school_id, term=term, student=OuterRef("pk"))
    here = Enrolment.objects.on(on).learners().filter(school=term.school_id, member=OuterRef("pk"))
    learners = (
        Member.objects.filter(Exists(here), school=term.school_id)
        .annotate(begun=Exists(sitting), finished=Exists(sitting.filter(finished_at__isnull=False)))
        .values_list("year_group", "begun", "finished")
    )
    everyone, begun, finished = (Counter[int | None]() for _ in range(3))
    for year, has_begun, has_finished in learners:
        everyone[year] += 1
        begun[year] += has_begun
        finished[year] += has_finished
    hasty = _hasty_by_year(term)
    return [
        YearProgress(
            year,
            everyone[year],
            begun[year],
            finished[year],
            hasty[year] if finished[year] >= FEWEST_FINISHED else None,
        )
        for year in sorted(everyone, key=lambda year: (year is None, year))
    ]


def _hasty_by_year(term: Term) -> Counter[int | None]:
    """Finished sittings answered all alike, faster than the questions can be read."""
    took = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=DurationField())
    sittings = (
        CheckIn.objects.filter(school=term.school_id, term=term, finished_at__isnull=False)
        .order_by()
        .annotate(least=Min("answers__value"), most=Max("answers__value"), n=Count("answers"), took=took)
        .filter(least=F("most"), n__gte=FEWEST_ALIKE)
        .values_list("student__year_group", "n", "took")
    )
    return Counter(year for year, n, took in sittings if took < FASTEST * n)
