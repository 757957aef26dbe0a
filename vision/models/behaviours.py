"""Frameworks of learning behaviours as versioned data, and the few a term is about."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Term
from vision.models.narrative import Commitment


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
    child_early = models.CharField(_("for the youngest, to Year 2"), max_length=120, blank=True)
    child_primary = models.CharField(_("for Years 3 to 6"), max_length=120, blank=True)
    child_secondary = models.CharField(_("for Year 7 and above"), max_length=120, blank=True)
    look_for = models.CharField(_("one thing to look for"), max_length=200, blank=True)
    icon = models.CharField(max_length=40)
    tint = models.CharField(max_length=12)
    edition = models.PositiveIntegerField(default=1, help_text=_("Grows with each change of its words."))

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


class Strength(models.TextChoices):
    """How far two behaviours are the same thing. Only what is the same is ever counted together."""

    SAME = "same", _("means the same")
    OVERLAPS = "overlaps", _("overlaps")


class BehaviourMapping(TenantModel):
    """One line of the crosswalk: a behaviour the school had, and one that it has now or had later."""

    from_behaviour = models.ForeignKey(Behaviour, on_delete=models.CASCADE, related_name="maps_to")
    to_behaviour = models.ForeignKey(Behaviour, on_delete=models.CASCADE, related_name="mapped_from")
    strength = models.CharField(_("how far"), max_length=10, choices=Strength)

    class Meta:
        ordering = ["from_behaviour__position", "to_behaviour__position"]
        constraints = [
            models.UniqueConstraint(fields=["from_behaviour", "to_behaviour"], name="behaviour_mapping_once"),
            models.CheckConstraint(
                condition=~Q(from_behaviour=models.F("to_behaviour")), name="behaviour_mapping_not_itself"
            ),
        ]


class NameMapping(TenantModel):
    """A behaviour of the school beside the name that a published set has for it: ``preset`` and ``key`` are ours."""

    behaviour = models.ForeignKey(Behaviour, on_delete=models.CASCADE, related_name="named_elsewhere")
    preset = models.CharField(max_length=30)
    key = models.CharField(max_length=40)
    strength = models.CharField(_("how far"), max_length=10, choices=Strength)

    class Meta:
        ordering = ["behaviour__position", "preset", "key"]
        constraints = [models.UniqueConstraint(fields=["behaviour", "preset", "key"], name="name_mapping_once")]


class CommitmentBehaviour(TenantModel):
    """That a commitment is about a behaviour: the first step of its thread."""

    GOES_ON_WITH_BEHAVIOUR = True
    """Into the next version: see ``vision/carrying.py``. The thread is not cut because words begin anew."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="about")
    behaviour = models.ForeignKey(Behaviour, on_delete=models.CASCADE, related_name="carried_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "behaviour"], name="commitment_about_once")]
