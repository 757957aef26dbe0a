"""The running of a build: its state is in the row, so a killed worker loses nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from portfolio.models.portfolios import Portfolio
from school.models import Member, Term


class Build(TenantModel):
    """A request to build a term's portfolio. ``kept`` holds the finished steps' results until the last freezes them."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the worker")
        RUNNING = "running", _("Being built")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Stopped")

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="builds")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.PositiveSmallIntegerField(default=0, help_text="Finished steps.")
    steps = models.PositiveSmallIntegerField()
    kept = models.JSONField(default=dict)
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    alive_at = models.DateTimeField()
    failure = models.CharField(max_length=300, blank=True)
    portfolio = models.ForeignKey(Portfolio, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["term"], condition=Q(state__in=["waiting", "running"]), name="one_build_at_a_time"
            )
        ]
