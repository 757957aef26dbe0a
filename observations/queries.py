"""Reads of visits. Everything that names a person goes through :func:`visits_visible_to`."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from observations.models import Visit, Visitor, VisitReader
from school.access import Permission, may
from school.models import Member


def visits_visible_to(member: Member) -> QuerySet[Visit]:
    """The member's own visits, as host or visitor, and records shared with them. Withdrawn ones for the host alone."""
    return Visit.objects.filter(school=member.school_id).filter(
        Q(host=member) | Q(withdrawn_at=None) & (_takes_part(member) | _may_read(member))
    )


def _takes_part(member: Member) -> Q:
    return Q(proposed_by=member) | Q(Exists(Visitor.objects.filter(visit=OuterRef("pk"), member=member)))


def _may_read(member: Member) -> Q:
    added = Q(Exists(VisitReader.objects.filter(visit=OuterRef("pk"), member=member)))
    recorded = Q(state=Visit.State.HELD)
    return recorded & (added | Q(ring=Visit.Ring.SCHOOL)) if may(member, Permission.VISIT) else recorded & added
