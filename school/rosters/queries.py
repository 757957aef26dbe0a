"""Reads for the pages of rosters."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from school.models import Member, RosterRun, RosterUpload, School
from school.models.uploads import OPEN

RUNS_SHOWN = 30


def uploads_of(school: School) -> QuerySet[RosterUpload]:
    """Every upload of the school; the pages of one school see no other's."""
    return RosterUpload.objects.filter(school=school).select_related("by", "run")


def open_uploads(school: School) -> list[RosterUpload]:
    """Those that wait for a person or a worker, and refused ones whose reasons can still be read, newest first."""
    return list(uploads_of(school).filter(state__in=[*OPEN, RosterUpload.State.REFUSED])[:10])


def waiting_uploads(school: School) -> QuerySet[RosterUpload]:
    """Those whose file is still here; one that is being brought in at this moment ends by itself."""
    waiting = {*OPEN, RosterUpload.State.REFUSED} - {RosterUpload.State.IMPORTING}
    return RosterUpload.objects.filter(school=school, state__in=waiting)


def runs_of(school: School) -> QuerySet[RosterRun]:
    """The log of imports, newest first, each with its batch and whoever confirmed it."""
    return RosterRun.objects.filter(school=school).select_related("batch", "by")


def newest_runs(school: School) -> list[RosterRun]:
    return list(runs_of(school)[:RUNS_SHOWN])


def systems_of(school: School) -> list[str]:
    """Names of the systems whose people are here, the largest first."""
    found = Member.objects.filter(school=school).exclude(source="").values("source").annotate(people=Count("pk"))
    return [row["source"] for row in found.order_by("-people")[:20]]
