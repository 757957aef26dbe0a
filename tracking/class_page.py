"""What a class page shows: who is here, who was noticed, what is chosen and done."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from school.models import Enrolment, Member, SchoolClass, Term
from tracking.frequency import notes_in
from tracking.models import CheckIn, Goal, Judgement, Noticing
from tracking.queries import behaviours_judged_in, members_of_class
from vision.models import Behaviour

A_WHILE = datetime.timedelta(weeks=3)
"""Without a noticing for so long, a learner is named as not noticed lately."""

BY_STAFF = Noticing.Source.STAFF

LATELY = 8
"""Noticings shown on a class page."""


@dataclass(frozen=True)
class ClassLearner:
    """A learner on the class page. Nothing here is a mark."""

    member: Member
    last_noticed: datetime.date | None
    checked_in: bool
    judged: int
    goal: Goal | None
    notes: list[dict[str, Any]]


@dataclass(frozen=True)
class ClassPage:
    """A class in a term, on a day."""

    learners: list[ClassLearner]
    behaviours: list[Behaviour]
    noticings: list[Noticing]
    today: datetime.date

    @property
    def not_noticed_lately(self) -> list[ClassLearner]:
        """Those longest without a noticing first."""
        line = self.today - A_WHILE
        found = [row for row in self.learners if row.last_noticed is None or row.last_noticed < line]
        return sorted(found, key=lambda row: row.last_noticed or datetime.date.min)

    @property
    def with_goal(self) -> list[ClassLearner]:
        return [row for row in self.learners if row.goal]

    @property
    def checked_in(self) -> int:
        return sum(row.checked_in for row in self.learners)

    @property
    def judged(self) -> int:
        return sum(bool(self.behaviours) and row.judged >= len(self.behaviours) for row in self.learners)


def class_page(school_class: SchoolClass, term: Term, today: datetime.date) -> ClassPage:
    """The page in four queries, however many learners."""
    behaviours = list(behaviours_judged_in(term))
    learners = list(_learners(school_class, term, behaviours, today))
    goals = {
        goal.student_id: goal
        for goal in Goal.objects.filter(school=term.school_id, student__in=learners, reviewed_on=None).select_related(
            "behaviour"
        )
    }
    noticings = noticed_by_staff(school_class, learners, today)
    rows = [_row(learner, goals.get(learner.pk)) for learner in learners]
    return ClassPage(rows, behaviours, list(noticings[:LATELY]), today)


def noticed_by_staff(school_class: SchoolClass, learners: Iterable[Member], today: datetime.date) -> QuerySet[Noticing]:
    """What adults noticed of the learners of a class until today, newest first."""
    whose = {"school": school_class.school_id, "student__in": learners}
    found = Noticing.objects.filter(**whose, source=BY_STAFF, noticed_on__lte=today)
    return found.select_related("student", "behaviour", "author").order_by("-noticed_on", "-id")


def _row(learner: Any, goal: Goal | None) -> ClassLearner:
    return ClassLearner(learner, learner.last_noticed, learner.has_checked_in, learner.judged, goal, learner.notes)


def _learners(
    school_class: SchoolClass, term: Term, behaviours: list[Behaviour], today: datetime.date
) -> QuerySet[Member]:
    own = {"school": term.school_id, "student": OuterRef("pk")}
    noticed = Noticing.objects.filter(**own, source=BY_STAFF, noticed_on__lte=today).order_by().values("student")
    judged = Judgement.objects.filter(**own, term=term, behaviour__in=behaviours).order_by().values("student")
    return members_of_class(school_class, today).annotate(
        last_noticed=Subquery(noticed.annotate(last=Max("noticed_on")).values("last")),
        has_checked_in=Exists(CheckIn.objects.filter(**own, term=term, finished_at__isnull=False)),
        judged=Coalesce(Subquery(judged.annotate(n=Count("pk")).values("n")), 0),
        notes=notes_in(term, today),
    )


def with_progress(
    classes: QuerySet[SchoolClass], term: Term, behaviours: list[Behaviour], on: datetime.date
) -> QuerySet[SchoolClass]:
    """Classes with ``learners``, ``judged`` (all chosen), ``cells`` chosen and ``checked_in``: one query."""
    places = Enrolment.objects.on(on).learners().filter(school=term.school_id, school_class=OuterRef("pk")).order_by()
    chosen = (
        Judgement.objects.filter(school=term.school_id, term=term, student=OuterRef("member"), behaviour__in=behaviours)
        .order_by()
        .values("student")
        .annotate(n=Count("pk"))
    )
    judged = chosen.filter(n__gte=len(behaviours))
    cells = places.annotate(cells=Subquery(chosen.values("n"))).values("school_class").annotate(n=Sum("cells"))
    sitting = CheckIn.objects.filter(
        school=term.school_id, term=term, student=OuterRef("member"), finished_at__isnull=False
    )
    return classes.annotate(
        learners=_count(places),
        judged=_count(places.filter(Exists(judged))) if behaviours else F("pk") * 0,
        cells=Coalesce(Subquery(cells.values("n"), output_field=IntegerField()), 0) if behaviours else F("pk") * 0,
        checked_in=_count(places.filter(Exists(sitting))),
    )


def _count(places: QuerySet[Enrolment]) -> Any:
    counted = places.values("school_class").annotate(n=Count("member", distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
