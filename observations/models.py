"""Visits. No grade, score, colour or judgement of the teacher: no field here could hold one."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, SchoolClass, Term
from vision.models import Behaviour, Commitment


class Aspect(TenantModel):
    """One aspect of classroom culture that visits look at. The list is the school's."""

    key = models.CharField(max_length=30)
    label = models.CharField(_("name"), max_length=40)
    prompt = models.CharField(_("what to look for"), max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["school", "key"], name="aspect_key")]

    def __str__(self) -> str:
        return self.label


class Visit(TenantModel):
    """A classroom visit. The host owns the record: sees it at once, decides who else may, can withdraw it."""

    class Kind(models.TextChoices):
        PEER = "peer", _("Peer visit")
        COACHING = "coaching", _("Coaching visit")
        LEARNING_WALK = "learning_walk", _("Learning walk")
        SELF_LOOK = "self_look", _("Self-look")

    class State(models.TextChoices):
        INVITED = "invited", _("Waiting for an answer")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Not this time")
        HELD = "held", _("Recorded")

    class Ring(models.TextChoices):
        NAMED = "named", _("Host, visitor and whom the host adds")
        SCHOOL = "school", _("All teaching and support staff of the school")

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind of visit"), max_length=15, choices=Kind)
    state = models.CharField(max_length=10, choices=State)
    host = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="hosted_visits")
    proposed_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    host_asked = models.BooleanField(help_text=_("Whether the host invited it; such visits do not count to the cap."))
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField(_("day"))
    period = models.CharField(_("when in the day"), max_length=40)
    question = models.CharField(_("the host's question"), max_length=200, blank=True)
    commitment = models.ForeignKey(Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="visits")
    wondering = models.CharField(_("a wondering"), max_length=280, blank=True)
    host_account = models.TextField(_("the host's account"), max_length=1000, blank=True)
    agreed_step = models.CharField(_("one agreed step"), max_length=200, blank=True)
    step_review_on = models.DateField(_("day to look back"), null=True, blank=True)
    step_reviewed_on = models.DateField(_("day of looking back"), null=True, blank=True)
    talked_on = models.DateField(_("day of the conversation"), null=True, blank=True)
    ring = models.CharField(_("who may see it"), max_length=10, choices=Ring, default=Ring.NAMED)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["school", "term"], name="visit_in_term")]
        constraints = [models.UniqueConstraint(fields=["school", "client_key"], name="visit_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"

    @property
    def is_recorded(self) -> bool:
        return self.state == self.State.HELD

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class Visitor(TenantModel):
    """One of at most two visitors. A self-look has none: the host records it."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="visitors")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="visits_made")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "member"], name="visitor_once")]


class VisitReader(TenantModel):
    """A colleague whom the host lets read the record. Taking them away again deletes the row."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="readers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "member"], name="reader_once")]


class VisitFocus(TenantModel):
    """One of the behaviours looked for, set beforehand (two at most)."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="focuses")
    behaviour = models.ForeignKey(Behaviour, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "behaviour"], name="visit_focus_once")]


class Sighting(TenantModel):
    """One cell of what was seen: how many learners, in words. "Not looked for" differs from "none"."""

    class Seen(models.TextChoices):
        MANY = "many", _("Many")
        SOME = "some", _("Some")
        FEW = "few", _("Few")
        NONE = "none", _("None")
        NOT_LOOKED_FOR = "not_looked_for", _("Not looked for")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="sightings")
    behaviour = models.ForeignKey(Behaviour, on_delete=models.PROTECT, related_name="+")
    aspect = models.ForeignKey(Aspect, on_delete=models.PROTECT, related_name="+")
    seen = models.CharField(max_length=15, choices=Seen, default=Seen.NOT_LOOKED_FOR)
    what_learners_did = models.CharField(_("what learners did and said"), max_length=280, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "behaviour", "aspect"], name="one_sighting_per_cell")]
