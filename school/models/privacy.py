"""Who looked at whose records."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models.people import Member


class Look(TenantModel):
    """That somebody saw records of a person: who, whom, what kind, when, why they may. Never what they saw.

    Read by the person it is about and the one who looked; added to, never changed. ``thing_id`` is the visit or class.
    ``looker`` is empty for support, who is no member of the school: then ``because`` says why they were let in.
    """

    class Kind(models.TextChoices):
        LEARNER_PAGE = "learner_page", _("A learner’s page")
        CLASS_PAGE = "class_page", _("A class’s page")
        VISIT = "visit", _("The record of a visit")
        EXPORT = "export", _("A file with names")
        DATA = "data", _("Requests about personal data")
        PACK = "pack", _("Everything held about a person")

    at = models.DateTimeField()
    looker = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    subject = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=15, choices=Kind)
    thing_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=20, help_text="The looker's first role at the time, or 'support'.")
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["school", "subject", "-at"], name="look_at_subject"),
            models.Index(fields=["school", "looker", "-at"], name="look_by_looker"),
        ]
