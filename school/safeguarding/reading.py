"""What a lead or head sees of the concerns meant for them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from school.models import Concern, ConcernStep, Member
from school.safeguarding.circle import concerns_for, open_concerns, waiting_for

CLOSED_SHOWN = 30
Kind = ConcernStep.Kind


@dataclass(frozen=True)
class ConcernView:
    """A concern with its steps, read once, so that the page needs no further look at the database."""

    concern: Concern
    steps: tuple[ConcernStep, ...]

    def _step(self, kind: str) -> ConcernStep | None:
        return next((step for step in self.steps if step.kind == kind), None)

    @property
    def acknowledged(self) -> ConcernStep | None:
        return self._step(Kind.ACKNOWLEDGED)

    @property
    def closed(self) -> ConcernStep | None:
        return self._step(Kind.CLOSED)

    @property
    def escalated(self) -> ConcernStep | None:
        return self._step(Kind.ESCALATED)

    @property
    def whom(self) -> str:
        """The person by the name of the day, where one was picked or named; it outlives an erasure."""
        return self.concern.subject_named


@dataclass(frozen=True)
class Shelf:
    """All of a reader's concerns: nobody has acknowledged, in hand, closed."""

    waiting: list[ConcernView]
    in_hand: list[ConcernView]
    closed: list[ConcernView]


@dataclass(frozen=True)
class Waiting:
    """How many wait for a reader and since when; nothing of what they say."""

    count: int
    since: datetime.datetime | None


def concerns_waiting(member: Member, today: datetime.date) -> Waiting:
    """One query, for the bell in the header."""
    with open_concerns(member.school_id, member):
        waiting = waiting_for(member, today).order_by()
        times = list(waiting.values_list("raised_at", flat=True))
    return Waiting(len(times), min(times, default=None))


def shelf_of(member: Member, today: datetime.date) -> Shelf:
    """Every concern that the member may read, oldest waiting first; of the closed ones the last thirty."""
    with open_concerns(member.school_id, member):
        views = _views(concerns_for(member, today).select_related("school"))
    waiting = [view for view in views if not view.acknowledged]
    closed = [view for view in views if view.closed]
    in_hand = [view for view in views if view.acknowledged and not view.closed]
    return Shelf(waiting[::-1], in_hand, closed[:CLOSED_SHOWN])


def concern_for(member: Member, pk: int, today: datetime.date) -> ConcernView | None:
    """One concern that the member may read, or None."""
    with open_concerns(member.school_id, member):
        found = _views(concerns_for(member, today).select_related("school").filter(pk=pk))
    return found[0] if found else None


def _views(concerns: QuerySet[Concern]) -> list[ConcernView]:
    with_steps = concerns.prefetch_related(Prefetch("steps", queryset=ConcernStep.objects.select_related("by")))
    return [ConcernView(concern, tuple(concern.steps.all())) for concern in with_steps]
