"""Frameworks of learning behaviours as versioned data, and the few a term is about."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Term


class Framework(TenantModel):
    """A versioned set of behaviours with phases. Once a record points at it, its words no longer change."""

    name = models.CharField(_("name"), max_length=80)
    preset = models.CharField(max_length=30, help_text=_("The preset it began as, or 'own'."))
    version = models.PositiveSmallIntegerField(default=1)
    adopted_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-adopted_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["school"], condition=Q(retired_on=None), name="one_live_framework"),
            models.UniqueConstraint(fields=["school", "preset", "version"], name="framework_version"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class Behaviour(TenantModel):
    """A learning behaviour in the school's words. ``key`` is the canonical behaviour it stands for."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="behaviours")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    group = models.CharField(_("group"), max_length=60, blank=True)
    label = models.CharField(_("name"), max_length=60)
    definition = models.CharField(_("what it means"), max_length=200)
    child_wording = models.CharField(_("in a child's words"), max_length=120)
    look_for = models.CharField(_("one thing to look for"), max_length=200, blank=True)
    icon = models.CharField(max_length=40)
    tint = models.CharField(max_length=12)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="behaviour_key")]

    def __str__(self) -> str:
        return self.label


class Phase(TenantModel):
    """One worded step of skilfulness. Ordinal: never averaged. ``early_label``: the three steps of Years R to 2."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40)
    meaning = models.CharField(max_length=120)
    early_label = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["framework", "number"], name="phase_number")]

    def __str__(self) -> str:
        return self.label


class Focus(TenantModel):
    """A behaviour declared for a term before it is measured. At most four a term, kept by ``vision.behaviours``."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="focuses")
    behaviour = models.ForeignKey(Behaviour, on_delete=models.PROTECT, related_name="focuses")
    declared_on = models.DateField()

    class Meta:
        ordering = ["behaviour__position"]
        constraints = [models.UniqueConstraint(fields=["term", "behaviour"], name="focus_once_a_term")]
