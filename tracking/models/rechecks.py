"""What a learner does not know yet, to be looked at again soon."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, SchoolClass


class Recheck(TenantModel):
    """One thing one learner does not know yet, noted in ten seconds and looked at again within ten school days.

    Still not known then: the row closes and the next one ``follows`` it. ``client_key`` makes a replayed save harmless.
    """

    class Outcome(models.TextChoices):
        KNOWN = "known", _("Known now")
        NOT_YET = "not_yet", _("Not yet")
        DROPPED = "dropped", _("No longer needed")

    student = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="rechecks")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="+")
    noted_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.CharField(_("what is not known yet"), max_length=140)
    noted_on = models.DateField()
    due_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_key = models.UUIDField(editable=False)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "noted_by", "client_key", "student"], name="recheck_once"),
            models.CheckConstraint(
                condition=Q(outcome="", checked_on=None) | (~Q(outcome="") & Q(checked_on__isnull=False)),
                name="recheck_closed_with_a_day",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("noted_on")), name="recheck_due_later"),
        ]
