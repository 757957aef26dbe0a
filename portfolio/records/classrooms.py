"""Counts about visits: which classes were visited, and what visitors saw. Never a host's name.

Every read here needs ``tenant(…, purpose="build")``: no member of the school may read all visits.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from observations.models import Sighting, Visit, Visitor
from school.models import SchoolClass, Term
from school.models.people import LEADERS

SEEN_ENOUGH = (Sighting.Seen.SOME, Sighting.Seen.MANY)
"""Seen in "some" or "many" counts as a sighting (domain.md §6.4, Q4.2)."""


def visits_in(term: Term) -> QuerySet[Visit]:
    """Visits that were held in the term and not withdrawn by their host."""
    return Visit.objects.filter(term=term, state=Visit.State.HELD, withdrawn_at=None).order_by()


def classes_visited(term: Term) -> list[dict[str, Any]]:
    """One row per kind, department and year groups of the classes open on the census day: classes, and those visited.

    Registration groups come one row each, since a primary counts them one by one.
    """
    open_then = SchoolClass.objects.filter(school=term.school_id, academic_year=term.academic_year_id).exclude(
        closed_on__lte=term.starts_on
    )
    visited = visits_in(term).filter(school_class=OuterRef("pk"))
    rows = open_then.annotate(visited=Exists(visited)).order_by("id")
    return [dict(row) for row in rows.values("kind", "department", "subject", "year_groups", "visited")]


def sightings_of(term: Term, key: str) -> dict[str, Any]:
    """What visits of the term say of one behaviour.

    ``cells``: one row per class and host with ``looked`` and ``seen`` visits. ``viewers``: one row per leader who
    visited and host, with ``looked`` visits. ``frameworks``: the versions of the behaviour looked for. ``visits``: all.
    """
    cells = Sighting.objects.filter(visit=OuterRef("pk"), behaviour__key=key)
    looked = cells.exclude(seen=Sighting.Seen.NOT_LOOKED_FOR)
    held = visits_in(term)
    visits = held.annotate(looked=Exists(looked), seen=Exists(cells.filter(seen__in=SEEN_ENOUGH))).filter(looked=True)
    per_class = visits.values("school_class_id", "host_id").order_by("school_class_id", "host_id")
    return {
        "cells": list(
            per_class.annotate(looked_in=Count("id"), seen_in=Count("id", filter=Q(seen=True))).values(
                "school_class_id", "host_id", "looked_in", "seen_in"
            )
        ),
        "viewers": _visits_by_leaders(visits),
        "frameworks": _frameworks(visits, key),
        "visits": held.count(),
    }


def _visits_by_leaders(visits: QuerySet[Visit]) -> list[dict[str, Any]]:
    """How many of these visits each leader made, per host: a leader knows their own notes (promises.md §3.3)."""
    made = Visitor.objects.filter(visit__in=visits.values("pk"), member__roles__overlap=[str(role) for role in LEADERS])
    rows = made.values("member_id", "visit__host_id").order_by("member_id", "visit__host_id")
    return [dict(row) for row in rows.annotate(looked_in=Count("visit_id", distinct=True))]


def _frameworks(visits: QuerySet[Visit], key: str) -> list[str]:
    seen = Sighting.objects.filter(visit__in=visits.values("pk"), behaviour__key=key).order_by()
    versions = seen.values_list("behaviour__framework__preset", "behaviour__framework__version").distinct()
    return sorted(f"{preset} {version}" for preset, version in versions)
