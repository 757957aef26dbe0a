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


class Audience(models.TextChoices):
    """For whom a narrative is written. Each audience has a draft and published versions of its own."""

    EVERYONE = "everyone", _("Everyone")
    STUDENTS = "students", _("Students")
    FAMILIES = "families", _("Families")


class Circle(models.TextChoices):
    """Who may read a draft, from the narrowest on."""

    ME = "me", _("Only me")
    LEADERS = "leaders", _("Leaders")
    STAFF = "staff", _("All staff")


class Draft(TenantModel):
    """How far the draft for one audience is open, and whether its published version is a public page."""

    written_for = models.CharField(max_length=10, choices=Audience)
    circle = models.CharField(_("who may read the draft"), max_length=10, choices=Circle, default=Circle.LEADERS)
    kept_by = models.ForeignKey(
        Member,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who alone reads and writes it while the circle is “only me”.",
    )
    is_public = models.BooleanField(_("anybody with the address may read what is published"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "written_for"], name="draft_of_an_audience"),
            models.CheckConstraint(
                condition=~models.Q(circle="me") | models.Q(kept_by__isnull=False), name="own_draft_has_owner"
            ),
        ]


class Paragraph(TenantModel):
    """A paragraph of the draft. ``uid`` stays with it through every redraft; retired paragraphs stay known.

    ``version`` counts saves: a save that names an older one is told so, and nothing is overwritten. Every wording that
    was ever saved is a :class:`Wording`.
    """

    written_for = models.CharField(max_length=10, choices=Audience, default=Audience.EVERYONE)
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


class Wording(TenantModel):
    """A paragraph as somebody saved it. What is said about a paragraph keeps the wording that it was about.

    ``beside`` marks what a writer sent over an older version: it is kept beside the paragraph, in nobody's way, until
    somebody has looked (``settled_at``).
    """

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="wordings")
    number = models.PositiveIntegerField()
    text = models.TextField(_("text"), max_length=4000)
    began = models.TextField(blank=True, max_length=4000, help_text="What a writer beside had before them.")
    written_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    beside = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "number"], name="wording_number"),
            models.CheckConstraint(
                condition=models.Q(beside=True) | models.Q(settled_at=None), name="settled_wording_stood_beside"
            ),
        ]


class Descent(TenantModel):
    """That a paragraph came out of another by a split or a merge."""

    class How(models.TextChoices):
        SPLIT = "split", _("split off")
        MERGED = "merged", _("merged into")

    ancestor = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="led_to")
    descendant = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="came_from")
    how = models.CharField(max_length=10, choices=How)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ancestor", "descendant"], name="descent_once"),
            models.CheckConstraint(
                condition=~models.Q(ancestor=models.F("descendant")), name="paragraph_not_its_own_ancestor"
            ),
        ]


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

    written_for = models.CharField(max_length=10, choices=Audience, default=Audience.EVERYONE)
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("what changed, in a sentence"), max_length=200, blank=True)
    content = models.JSONField()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["school", "written_for", "version"], name="narrative_version")]
