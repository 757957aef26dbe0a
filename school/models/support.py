"""Support's way into a school: asked for, consented to, one hour, everything opened on record."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models.people import Member

MINUTES_INSIDE = 60
"""From the school's consent. Enough for one question; another visit is asked for again."""


class SupportAccess(TenantModel):
    """One visit of support to one school, from the question to its end."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=300)
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    consented = models.BooleanField(null=True)
    ended_at = models.DateTimeField(null=True, help_text=_("Ended before its hour was over."))
    ended_by_school = models.BooleanField(default=False)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "asked_by"],
                condition=models.Q(answered_at=None, ended_at=None),
                name="one_open_question_of_support",
            ),
        ]

    @property
    def ends_at(self) -> datetime.datetime | None:
        """When it ends or ended; None where it never began."""
        if not self.consented or self.answered_at is None:
            return None
        return self.ended_at or self.answered_at + datetime.timedelta(minutes=MINUTES_INSIDE)

    def is_open(self, now: datetime.datetime) -> bool:
        return self.ends_at is not None and now < self.ends_at

    def is_waiting(self) -> bool:
        return self.answered_at is None and self.ended_at is None


class SupportLook(TenantModel):
    """One page that support opened. Only added to."""

    access = models.ForeignKey(SupportAccess, on_delete=models.CASCADE, related_name="looks")
    at = models.DateTimeField()
    path = models.CharField(max_length=200)

    class Meta:
        ordering = ["at", "id"]
