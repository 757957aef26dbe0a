"""Where the golden thread is broken: commitments that nothing carries, and work that carries no commitment.

Counts only, of the whole school: nobody's enquiry, visit or evidence is named here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from enquiry.models import Enquiry, Plc
from school.models import School, Term
from vision.models import Behaviour, Commitment, CommitmentBehaviour, Focus, Priority
from vision.queries import live_commitments, number_of
from vision.threading import of_today


@dataclass(frozen=True)
class Carried:
    """A live commitment with what it is about, and how many of each carried it in the term."""

    commitment: Commitment
    behaviours: list[Behaviour]
    plcs: int
    enquiries: int
    evidence: int

    @property
    def breaks(self) -> list[str]:
        """What is missing between the words and a child, in reading order."""
        missing = (
            (self.behaviours, _("names no behaviour that it is about")),
            (self.enquiries or self.plcs, _("no enquiry or learning community works on it")),
            (self.evidence, _("no student has kept evidence of it this term")),
        )
        return [words for there, words in missing if not there]


def commitments_carried_in(school: School, term: Term | None) -> list[Carried]:
    """Every live commitment in reading order. Three statements, however many there are."""
    commitments = list(_with_counts(live_commitments(school), term))
    about: dict[int, list[Behaviour]] = {commitment.pk: [] for commitment in commitments}
    tied = CommitmentBehaviour.objects.filter(school=school, commitment__in=commitments)
    for tie in tied.select_related("behaviour__framework").order_by("behaviour__position"):
        about[tie.commitment_id].append(tie.behaviour)
    return [
        Carried(each, of_today(about[each.pk]), each.working_plcs, each.working, each.shown)  # type: ignore[attr-defined]
        for each in commitments
    ]


def _with_counts(commitments: QuerySet[Commitment], term: Term | None) -> QuerySet[Commitment]:
    return commitments.annotate(
        working_plcs=Count("plcs", filter=Q(plcs__ended_on=None), distinct=True),
        working=Count("enquiries", filter=~Q(enquiries__state=Enquiry.State.CONCLUDED), distinct=True),
        shown=Count("student_evidence", filter=Q(student_evidence__term=term), distinct=True),
    )


LOOSE: dict[str, Any] = {
    "enquiries": ngettext_lazy(
        "%(n)d enquiry under way carries no commitment.", "%(n)d enquiries under way carry no commitment.", "n"
    ),
    "plcs": ngettext_lazy(
        "%(n)d learning community carries no commitment.", "%(n)d learning communities carry no commitment.", "n"
    ),
    "priorities": ngettext_lazy("%(n)d priority serves no commitment.", "%(n)d priorities serve no commitment.", "n"),
    "focus": ngettext_lazy(
        "%(n)d focus behaviour of this term belongs to no commitment.",
        "%(n)d focus behaviours of this term belong to no commitment.",
        "n",
    ),
    "ended": ngettext_lazy(
        "%(n)d enquiry still works on a commitment that has ended.",
        "%(n)d enquiries still work on commitments that have ended.",
        "n",
    ),
}


def loose_ends(school: School, term: Term | None) -> list[str]:
    """Work that hangs on no commitment, or on one that has ended, in sentences."""
    facts = _loose(school, term)
    return [words % {"n": facts[name]} for name, words in LOOSE.items() if facts[name]]


def _loose(school: School, term: Term | None) -> dict[str, Any]:
    """In one statement."""
    under_way = Enquiry.objects.filter(school=OuterRef("pk")).exclude(state=Enquiry.State.CONCLUDED)
    tied = CommitmentBehaviour.objects.filter(behaviour=OuterRef("behaviour"), commitment__retired_on=None)
    parts = {
        "enquiries": under_way.filter(commitment=None),
        "ended": under_way.filter(commitment__retired_on__isnull=False),
        "plcs": Plc.objects.filter(school=OuterRef("pk"), ended_on=None, commitment=None),
        "priorities": Priority.objects.filter(school=OuterRef("pk"), ended_on=None, commitment=None),
        "focus": Focus.objects.filter(~Exists(tied), school=OuterRef("pk"), term=term),
    }
    counted = {name: number_of(rows) for name, rows in parts.items()}
    return dict(School.objects.filter(pk=school.pk).values(**counted).get())
