"""What leaders put first, stop, decide, say and do, so that colleagues can see it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, SchoolClass
from vision.models.narrative import Commitment


class Priority(TenantModel):
    """What the whole school works on now. At most three live; adding one says what stops."""

    wording = models.CharField(_("what you put first"), max_length=200)
    commitment = models.ForeignKey(
        Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="priorities"
    )
    begun_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(_("why it ends"), max_length=300, blank=True)

    class Meta:
        ordering = ["begun_on", "id"]


class Stopped(TenantModel):
    """Something that the school does no longer, to make room."""

    thing = models.CharField(_("what stops"), max_length=200)
    because = models.CharField(_("why"), max_length=300, blank=True)
    makes_room_for = models.ForeignKey(
        Priority, on_delete=models.SET_NULL, null=True, blank=True, related_name="made_room"
    )
    stopped_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    stopped_on = models.DateField()

    class Meta:
        ordering = ["-stopped_on", "-id"]


class Decision(TenantModel):
    """A decision of leaders with its reason: would it be good enough for our own children?"""

    decided = models.CharField(_("what is decided"), max_length=300)
    good_enough = models.TextField(_("why it is good enough for our own children"), max_length=1000)
    commitment = models.ForeignKey(
        Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    decided_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta:
        ordering = ["-decided_on", "-id"]


class Presence(TenantModel):
    """A leader's private log of being in a class or talking about learning there. Only counts leave it.

    The database shows a row to its owner alone, and to the build that counts.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", _("I was in the lesson")
        CONVERSATION = "conversation", _("We talked about learning")

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("what you did"), max_length=15, choices=Kind)
    on = models.DateField(_("when"))
    note = models.TextField(_("for yourself"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-on", "-id"]


class Message(TenantModel):
    """A few words from a leader to all staff about learning."""

    text = models.TextField(_("your message"), max_length=1000)
    commitment = models.ForeignKey(
        Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    sent_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "-id"]


class Reaction(TenantModel):
    """One tap of one reader. The database shows it to that reader alone; others see counts of ten readers or more."""

    class Answer(models.TextChoices):
        HELPED = "helped", _("Helped me")
        NOT_CLEAR = "not_clear", _("Not clear")
        NOT_FOR_ME = "not_for_me", _("Not for me")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    reader = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "reader"], name="reaction_once")]


class VisionSession(TenantModel):
    """A meeting in which staff worked on the vision together."""

    topic = models.CharField(_("what it was about"), max_length=200)
    held_on = models.DateField(_("when"))
    noted_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    client_key = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "noted_by", "client_key"], name="vision_session_once"),
            models.CheckConstraint(condition=~Q(topic=""), name="vision_session_has_topic"),
        ]


class VisionSessionMember(TenantModel):
    """Who was there."""

    session = models.ForeignKey(VisionSession, on_delete=models.CASCADE, related_name="present")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="present_once")]
