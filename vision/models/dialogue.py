"""What is said about the vision, and what became of it.

What is said without a name stands in a table of its own: no person, no time, no audit and no order leads from it to
anybody (see ``vision/dialogue.py``).
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member
from vision.models.narrative import Paragraph, Wording


class Kind(models.TextChoices):
    """What a remark is."""

    QUESTION = "question", _("Question")
    DOUBT = "doubt", _("Doubt")
    STORY = "story", _("Story from class")
    EVIDENCE = "evidence", _("Evidence")
    WORDING = "wording", _("Suggested wording")


class CommentWindow(TenantModel):
    """A time in which leaders ask what colleagues think, counted in school days. They owe an answer afterwards."""

    asks = models.CharField(_("what you ask"), max_length=300)
    opened_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField(_("open to the end of"))

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [models.CheckConstraint(condition=Q(closes_on__gte=models.F("opens_on")), name="window_in_order")]


class Theme(TenantModel):
    """Remarks that belong together. Each ends in an answer: adopted, partly or not now, with the reason."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Not answered yet")
        ADOPTED = "adopted", _("Adopted")
        PARTLY = "partly", _("Adopted in part")
        NOT_NOW = "not_now", _("Not now")

    title = models.CharField(_("what it is about"), max_length=120)
    window = models.ForeignKey(CommentWindow, on_delete=models.SET_NULL, null=True, blank=True, related_name="themes")
    made_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    outcome = models.CharField(_("what becomes of it"), max_length=10, choices=Outcome, default=Outcome.OPEN)
    answer_words = models.TextField(_("why"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-made_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="open", answered_on=None) | (~Q(outcome="open") & Q(answered_on__isnull=False)),
                name="theme_answered_with_date",
            ),
            models.CheckConstraint(
                condition=Q(outcome="open") | ~Q(answer_words=""), name="theme_answered_with_reason"
            ),
        ]


class AnswerTakenBack(TenantModel):
    """An answer to a theme that leaders took back. It stays readable, with why: nobody is told one thing in silence
    after another."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="taken_back")
    outcome = models.CharField(max_length=10, choices=Theme.Outcome)
    answer_words = models.TextField(max_length=1000)
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField()
    because = models.CharField(_("why you take it back"), max_length=300)
    taken_back_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    taken_back_on = models.DateField()

    class Meta:
        ordering = ["-taken_back_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(outcome="open") & ~Q(because=""), name="answer_taken_back_with_reason"),
            models.CheckConstraint(condition=Q(taken_back_on__gte=models.F("answered_on")), name="answer_before_back"),
        ]


class Remark(TenantModel):
    """What a named colleague says about a paragraph, in the wording that they read. Replies hang under it."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="remarks")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="remarks")
    window = models.ForeignKey(CommentWindow, on_delete=models.SET_NULL, null=True, blank=True, related_name="remarks")
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="remarks")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    quote = models.CharField(_("the passage"), max_length=500, blank=True)
    text = models.TextField(_("what you say"), max_length=2000)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="remarks")
    said_at = models.DateTimeField()
    adopted_in = models.ForeignKey(Wording, on_delete=models.SET_NULL, null=True, blank=True, related_name="adopts")
    client_key = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "author", "client_key"], name="remark_once")]


class UnnamedRemark(models.Model):
    """What somebody says without a name. No person, no time; its key tells no order. Never audited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("school.School", on_delete=models.CASCADE, related_name="+", db_index=False)
    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="unnamed_remarks")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="unnamed_remarks")
    window = models.ForeignKey(CommentWindow, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="unnamed_remarks")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    quote = models.CharField(_("the passage"), max_length=500, blank=True)
    text = models.TextField(_("what you say"), max_length=2000)
    adopted_in = models.ForeignKey(Wording, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]


class RemarkReply(TenantModel):
    """A named reply to a remark, named or not."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    unnamed = models.ForeignKey(UnnamedRemark, on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    text = models.TextField(_("what you say"), max_length=2000)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    client_key = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "author", "client_key"], name="remark_reply_once"),
            models.CheckConstraint(
                condition=Q(remark=None, unnamed__isnull=False) | Q(remark__isnull=False, unnamed=None),
                name="reply_to_one_remark",
            ),
        ]
