"""What leaders promise staff, in the open."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member
from vision.models.narrative import Commitment


class LeaderCommitment(TenantModel):
    """A promise of time, cover, money or stopping something, with its date. Kept or not is said in the open."""

    class Kind(models.TextChoices):
        TIME = "time", _("Time")
        COVER = "cover", _("Cover")
        MONEY = "money", _("Money")
        STOPPING = "stopping", _("Stopping something")

    class Outcome(models.TextChoices):
        OPEN = "open", _("Not yet due")
        KEPT = "kept", _("Kept")
        NOT_KEPT = "not_kept", _("Not kept")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    promise = models.CharField(_("what is promised"), max_length=200)
    made_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="promises")
    made_on = models.DateField()
    due_on = models.DateField(_("by when"))
    commitment = models.ForeignKey(
        Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="leader_promises"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    settled_on = models.DateField(null=True, blank=True)
    explanation = models.CharField(_("what happened"), max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="open", settled_on=None) | (~Q(outcome="open") & Q(settled_on__isnull=False)),
                name="promise_settled_with_date",
            )
        ]
