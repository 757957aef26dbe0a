"""The narrative: eight blocks of paragraphs, each paragraph with an identity for life."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member


class Block(models.TextChoices):
    """The eight blocks of a vision narrative, in reading order."""

    WHY = "why", _("Why")
    PORTRAIT = "portrait", _("Learner portrait")
    BELIEFS = "beliefs", _("What we believe about learning")
    COMMITMENTS = "commitments", _("Commitments")
    STOPPING = "stopping", _("What we will stop")
    PATH = "path", _("Path")
    KNOWING = "knowing", _("How we will know")
    VOICES = "voices", _("Voices")


class Paragraph(TenantModel):
    """A paragraph of the draft. ``uid`` stays with it through every redraft; retired paragraphs stay known.

    ``version`` counts saves: a save that names an older one is told so, and nothing is overwritten.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    block = models.CharField(max_length=12, choices=Block)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"), max_length=4000)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "uid"], name="paragraph_identity")]


class Commitment(TenantModel):
    """One checkable promise inside the vision: the identity of a golden thread."""

    class Who(models.TextChoices):
        ADULTS = "adults", _("Adults will")
        LEADERS = "leaders", _("Leaders will")
        STUDENTS = "students", _("Students will")

    who = models.CharField(max_length=10, choices=Who)
    wording = models.CharField(_("wording"), max_length=200)
    position = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.get_who_display()} {self.wording}"


class PublishedNarrative(TenantModel):
    """What was published, word for word: ``content`` is a list of blocks, each with its paragraphs' uid and text."""

    version = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("what changed, in a sentence"), max_length=200, blank=True)
    content = models.JSONField()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["school", "version"], name="narrative_version")]
