"""The log of roster imports, what the school keeps for itself, and what a sender said last."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from learningculture.tenancy import TenantModel
from school.models.batches import Batch
from school.models.classes import SchoolClass
from school.models.people import Member


class RosterRun(TenantModel):
    """One import of a roster: what came in, from where, and what it changed. Never the file itself.

    ``rows`` has for each file ``{"input": …, "applied": …, "unchanged": …, "failed": …, "mode": "bulk"}``. ``as_of`` is
    the moment that the sender's data is known to reach: older changes are stale. ``batch`` is None when nothing
    changed.
    """

    source = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, default="oneroster")
    digest = models.CharField(max_length=64, help_text="SHA-256 over the tables read.")
    version = models.CharField(max_length=10)
    ran_at = models.DateTimeField(auto_now_add=True)
    as_of = models.DateTimeField(null=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    batch = models.ForeignKey(Batch, on_delete=models.SET_NULL, null=True, blank=True, related_name="roster_runs")
    counts = models.JSONField()
    rows = models.JSONField(default=dict)
    notes = models.JSONField(default=list)

    class Meta:
        ordering = ["-ran_at"]


class RosterKeep(TenantModel):
    """A field of one person or one class that the school keeps as it is, whatever a roster says."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, blank=True, related_name="roster_keeps")
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.CASCADE, null=True, blank=True, related_name="roster_keeps"
    )
    field = models.CharField(max_length=30)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "field"], name="keep_of_member"),
            models.UniqueConstraint(fields=["school_class", "field"], name="keep_of_class"),
            models.CheckConstraint(
                condition=Q(member__isnull=False, school_class=None) | Q(member=None, school_class__isnull=False),
                name="keep_is_of_one",
            ),
        ]
