"""Academic years and terms: rows with dates, never derived from months."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel


class AcademicYear(TenantModel):
    name = models.CharField(_("name"), max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text=_("The last day."))
    source = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="year_name"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="year_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class TermQuerySet(models.QuerySet["Term"]):
    def around(self, day: datetime.date) -> TermQuerySet:
        """The term that holds the day, or else the last one before it: the newest that has begun."""
        return self.filter(starts_on__lte=day).order_by("-starts_on")


class Term(TenantModel):
    """A stretch of an academic year. ``comparison_key`` names the same stretch of other years ("autumn")."""

    academic_year = models.ForeignKey(AcademicYear, on_delete=models.CASCADE, related_name="terms")
    name = models.CharField(_("name"), max_length=60)
    ordinal = models.PositiveSmallIntegerField()
    comparison_key = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text=_("The last day."))
    source = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=120, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["school", "academic_year", "ordinal"], name="term_ordinal"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """The name with its year, where the name does not say it already."""
        year = f"{self.starts_on:%Y}"
        return self.name if year in self.name else f"{self.name} {year}"


class Closure(TenantModel):
    """A stretch of days inside an academic year on which no lessons are given."""

    class Kind(models.TextChoices):
        HALF_TERM = "half_term", _("Half-term break")
        INSET = "inset", _("Training day (INSET)")
        HOLIDAY = "holiday", _("Holiday")
        OTHER = "other", _("Closed for another reason")

    academic_year = models.ForeignKey(AcademicYear, on_delete=models.CASCADE, related_name="closures")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text=_("The last day."))

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="closure_ends_after_start"),
            models.UniqueConstraint(fields=["school", "starts_on", "kind"], name="closure_once"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.Kind(self.kind).label)
