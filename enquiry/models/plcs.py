"""Professional learning communities: a series of sessions with plans in and plans out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, SchoolClass, Term
from vision.models import Behaviour, Commitment


class Plc(TenantModel):
    """A professional learning community: a group of six to eight that meets for more than one term."""

    name = models.CharField(_("name"), max_length=80)
    template = models.CharField(max_length=30)
    purpose = models.CharField(_("what it is about"), max_length=200)
    lead = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="plcs_led")
    commitment = models.ForeignKey(Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="plcs")
    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PlcMember(TenantModel):
    plc = models.ForeignKey(Plc, on_delete=models.CASCADE, related_name="places")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="plc_places")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plc", "member"], condition=Q(left_on=None), name="one_place_in_plc")
        ]


class Session(TenantModel):
    """One meeting. Its record is made during it; nothing has to be typed afterwards."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Running")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    plc = models.ForeignKey(Plc, on_delete=models.CASCADE, related_name="sessions")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(_("starts"))
    place = models.CharField(_("place"), max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    current_block = models.PositiveSmallIntegerField(default=0)
    block_began_at = models.DateTimeField(null=True, blank=True)
    notes = models.TextField(_("notes"), max_length=4000, blank=True)
    notes_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["plc", "number"], name="session_number")]


class AgendaBlock(TenantModel):
    """A stretch of a session with its minutes."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=80)
    prompt = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["session", "position"], name="block_position")]


class Attendance(TenantModel):
    class State(models.TextChoices):
        EXPECTED = "expected", _("Expected")
        PRESENT = "present", _("Here")
        APOLOGY = "apology", _("Sent apologies")
        COVER_FAILED = "cover_failed", _("Cover fell through")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=15, choices=State, default=State.EXPECTED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="attendance_once")]


class Plan(TenantModel):
    """A teacher's personal action plan, made in one session and read back in the next."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Not said yet")
        TRIED = "tried", _("Tried it")
        ADAPTED = "adapted", _("Adapted it")
        NOT_YET = "not_yet", _("Not yet")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="plans")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="plans")
    will_try = models.CharField(_("what I will try"), max_length=200)
    do_less = models.CharField(_("what I will do less of"), max_length=200)
    first_when = models.CharField(_("when first"), max_length=80, blank=True)
    school_class = models.ForeignKey(SchoolClass, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    behaviour = models.ForeignKey(Behaviour, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    what_happened = models.CharField(_("what happened"), max_length=280, blank=True)
    outcome_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="one_plan_per_session")]
