"""How often and in how many places adults noticed a behaviour: counted, so that nobody has to judge it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count

from school.models import Member, Term
from tracking.models import Noticing
from tracking.models.noticings import Context


@dataclass(frozen=True)
class Frequency:
    """Of one learner and behaviour in a term: notes, the days they fall on, and where (the range)."""

    notes: int
    days: int
    contexts: tuple[str, ...]

    @property
    def places(self) -> list[str]:
        """The contexts in words."""
        return sorted(str(Context(context).label) for context in self.contexts)


NEVER = Frequency(0, 0, ())


def frequencies(students: Iterable[Member], term: Term) -> dict[tuple[int, int], Frequency]:
    """(student, behaviour) → what staff noticed in the term; one query. Missing pairs: :data:`NEVER`."""
    rows = (
        Noticing.objects.filter(
            school=term.school_id, term=term, student__in=list(students), source=Noticing.Source.STAFF
        )
        .order_by()
        .values("student", "behaviour")
        .annotate(
            notes=Count("pk"),
            days=Count("noticed_on", distinct=True),
            where=ArrayAgg("context", distinct=True, order_by="context"),
        )
    )
    return {
        (row["student"], row["behaviour"]): Frequency(row["notes"], row["days"], tuple(row["where"])) for row in rows
    }
