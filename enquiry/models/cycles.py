"""Enquiry cycles: investigating practice by stages, with a prediction that is locked before the result is known."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, Term
from vision.models import Behaviour, Commitment


class Enquiry(TenantModel):
    """One cycle of investigating practice. Dropped with a reason is a success."""

    class Origin(models.TextChoices):
        OWN = "own", _("Chosen by the teacher or team")
        GIVEN = "given", _("Given by a leader")

    class State(models.TextChoices):
        ACTIVE = "active", _("Under way")
        PAUSED = "paused", _("Paused")
        CONCLUDED = "concluded", _("Concluded")

    class Decision(models.TextChoices):
        ADOPT = "adopt", _("Adopt")
        ADAPT = "adapt", _("Adapt")
        DROP = "drop", _("Drop, with a reason")

    class Ring(models.TextChoices):
        MINE = "mine", _("Only us")
        PLC = "plc", _("Our PLC")
        SCHOOL = "school", _("The school")

    question = models.CharField(_("question"), max_length=200)
    why = models.CharField(_("why it matters"), max_length=300, blank=True)
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="enquiries")
    behaviour = models.ForeignKey(Behaviour, on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="enquiries"
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.OWN)
    names_disadvantaged = models.BooleanField(_("disadvantaged learners are in the focus"), default=False)
    opened_on = models.DateField()
    opened_in = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    ring = models.CharField(max_length=10, choices=Ring, default=Ring.MINE)
    prediction = models.CharField(_("what we predict"), max_length=300, blank=True)
    predicted_at = models.DateTimeField(null=True, blank=True, help_text=_("From here on the prediction is locked."))
    baseline = models.CharField(_("where we began"), max_length=300, blank=True)
    result = models.CharField(_("what we found, by the same measure"), max_length=300, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decision_reason = models.CharField(_("why"), max_length=300, blank=True)
    concluded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_on", "-id"]
        verbose_name_plural = "enquiries"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="concluded") | (~Q(decision="") & ~Q(decision_reason="")),
                name="concluded_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.question


class EnquiryMember(TenantModel):
    """A colleague in the enquiry's team, beside its owner."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="team")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enquiry", "member"], name="in_team_once")]


class EnquiryStage(TenantModel):
    """One stage of one enquiry, copied from the school's chosen cycle so that later changes leave it as it was."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)
    title = models.CharField(max_length=60)
    prompt = models.CharField(max_length=300)
    notes = models.TextField(_("notes"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1, help_text=_("Counts saves, so that two writers lose nothing."))
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["enquiry", "position"], name="stage_position")]
