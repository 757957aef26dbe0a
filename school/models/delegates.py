"""Who acts for whom, in what, and until when."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models.people import Member


class Area(models.TextChoices):
    """What can be lent. Nobody lends their own learning, their visits, their pulse or the reading of concerns."""

    DASHBOARDS = "dashboards", _("Read the dashboards and the pages of classes")
    VISION = "vision", _("Write the vision, choose behaviours, keep promises, run the pulse")
    PORTFOLIO = "portfolio", _("Have the term’s portfolio built and publish it")
    OFFICE = "office", _("Do the office’s work: roster, badges, calendar, words")


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def open_on(self, day: datetime.date) -> DelegationQuerySet:
        """Those that hold on the day: begun, not over, not taken back, of somebody who is still here."""
        here = self.exclude(principal__left_on__lte=day).filter(ended_at=None)
        return here.filter(starts_on__lte=day, ends_on__gte=day)


class Delegation(TenantModel):
    """``principal`` lets ``deputy`` act for them. ``deputy_user`` repeats the deputy's sign-in: a policy reads it."""

    principal = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="lent")
    deputy = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="borrowed")
    deputy_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    areas = ArrayField(models.CharField(max_length=12, choices=Area))
    starts_on = models.DateField()
    ends_on = models.DateField(help_text=_("The last day."))
    made_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True, help_text=_("When it was taken back before its end."))

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_start"),
            models.CheckConstraint(condition=~Q(principal=F("deputy")), name="delegation_to_another"),
            models.CheckConstraint(condition=~Q(areas=[]), name="delegation_has_an_area"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.principal}"

    @property
    def area_names(self) -> list[str]:
        return [str(Area(area).label) for area in self.areas]
