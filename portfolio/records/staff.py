"""Counts about staff: the released pulse, promises, the vision's commitments, enquiries."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from enquiry.models import Enquiry, EnquiryMember, EnquiryStage
from school.models import Term
from school.queries import staff_on
from tracking.models import Evidence
from vision.models import Commitment, LeaderCommitment, Pulse

Counts = dict[str, int]


def pulse_in(term: Term) -> dict[str, Any] | None:
    """The last pulse of the term that was closed: how many were asked and answered, and five counts per released item.

    None when no pulse was closed. ``items`` holds ``{key, wording, counts}`` in the order asked; ``counts`` is empty
    for an item that was not released. A discarded pulse has no counts at all.
    """
    pulse = Pulse.objects.filter(term=term).exclude(state=Pulse.State.OPEN).order_by("-closes_on", "-id").first()
    if pulse is None:
        return None
    released = {result.item: result.counts for result in pulse.results.all() if not result.group}
    return {
        "discarded": pulse.state == Pulse.State.DISCARDED,
        "item_version": pulse.item_version,
        "invited": pulse.invited,
        "answered": pulse.answered or 0,
        "items": [
            {"key": item["key"], "wording": item["wording"], "counts": released.get(item["key"], [])}
            for item in pulse.items
        ],
    }


def promises_due(term: Term, until: datetime.date) -> Counts:
    """Leader commitments that fell due in the term, up to ``until``, and how many of them were met by their date."""
    due = LeaderCommitment.objects.filter(
        school=term.school_id, due_on__range=(term.starts_on, min(term.ends_on, until))
    )
    met = Q(outcome=LeaderCommitment.Outcome.KEPT, settled_on__lte=F("due_on"))
    return due.aggregate(due=Count("id"), met=Count("id", filter=met))


def commitments_carried(term: Term) -> Counts:
    """Commitments alive in the term; of these, those with an enquiry at work, with students' evidence, with both."""
    alive = Commitment.objects.filter(school=term.school_id, made_on__lte=term.ends_on).exclude(
        retired_on__lte=term.starts_on
    )
    at_work = Enquiry.objects.filter(commitment=OuterRef("pk"), opened_on__lte=term.ends_on).filter(
        Q(state=Enquiry.State.ACTIVE) | Q(concluded_on__gte=term.starts_on)
    )
    shown = Evidence.objects.filter(commitment=OuterRef("pk"), term=term)
    return alive.annotate(enquired=Exists(at_work), evidenced=Exists(shown)).aggregate(
        commitments=Count("id"),
        with_enquiry=Count("id", filter=Q(enquired=True)),
        with_evidence=Count("id", filter=Q(evidenced=True)),
        carried=Count("id", filter=Q(enquired=True, evidenced=True)),
    )


def enquirers_in(term: Term) -> Counts:
    """Teaching and class-support staff on the census day, and those whose own or shared enquiry finished a stage."""
    moved = EnquiryStage.objects.filter(done_on__range=(term.starts_on, term.ends_on))
    owned = moved.filter(enquiry__owner=OuterRef("pk"))
    shared = EnquiryMember.objects.filter(
        member=OuterRef("pk"), enquiry__stages__done_on__range=(term.starts_on, term.ends_on)
    )
    staff = staff_on(term.school, term.starts_on).annotate(has_moved=Exists(owned) | Exists(shared))
    return staff.aggregate(eligible=Count("id"), moved=Count("id", filter=Q(has_moved=True)))
