"""Whether the vision has landed: staff explain it back, students say what they are getting better at."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, Term
from vision.models.narrative import Commitment


class ExplainBack(TenantModel):
    """One round: a third of staff say in their own words what the vision asks of them, without a name.

    Texts are sealed while it is open, like ballots. ``coded`` and the figures after it are kept when both raters have
    read every text; the texts go then.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        RATING = "rating", _("Being read")
        DONE = "done", _("Read by both")
        DISCARDED = "discarded", _("Closed with too few answers; all deleted unopened")

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    public_key = models.BinaryField(max_length=32)
    opened_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField(_("closes at the end of"))
    invited = models.PositiveIntegerField()
    commitments = models.JSONField(help_text="List of {id, who, wording}, frozen at opening.")
    first_rater = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    second_rater = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    coded = models.PositiveIntegerField(null=True, blank=True, help_text="Texts that both raters read.")
    name_two = models.PositiveIntegerField(null=True, blank=True, help_text="Both find two commitments or more in it.")
    agreement = models.JSONField(null=True, blank=True, help_text="Four counts: both yes, first only, second only, no.")

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["school"], condition=Q(state="open"), name="one_open_explain_back"),
            models.CheckConstraint(
                condition=Q(first_rater=None) | Q(second_rater=None) | ~Q(first_rater=models.F("second_rater")),
                name="two_raters",
            ),
        ]


class ExplainBackInvited(TenantModel):
    """Whose turn it is: a third each term, everybody once a year. Says nothing of whether they answered."""

    round = models.ForeignKey(ExplainBack, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="invited_once")]


class ExplainBackParticipation(models.Model):
    """That a person took part: the pair and nothing else. Deleted at the close."""

    pk = models.CompositePrimaryKey("round_id", "user_id")
    school = models.ForeignKey("school.School", on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.ForeignKey(ExplainBack, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")


class SealedExplanation(models.Model):
    """A sealed text, padded to one length. Unreadable until the close, deleted at it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("school.School", on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.ForeignKey(ExplainBack, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()


class Explanation(models.Model):
    """A text after the close, in random order, for the two raters alone. Deleted when both have read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("school.School", on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.ForeignKey(ExplainBack, on_delete=models.CASCADE, related_name="texts")
    text = models.TextField(max_length=600)

    class Meta:
        ordering = ["id"]


class ExplanationCode(TenantModel):
    """Which commitments one rater finds in a text. Neither sees the other's."""

    explanation = models.ForeignKey(Explanation, on_delete=models.CASCADE, related_name="codes")
    rater = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    found = models.JSONField(help_text="Ids of the commitments found; may be empty.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["explanation", "rater"], name="coded_once_by_a_rater")]


class StudentTalk(TenantModel):
    """A short talk with a student drawn at random: can they say something that they are getting better at?"""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    student = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    drawn_on = models.DateField()
    talked_on = models.DateField(null=True, blank=True)
    talked_with = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    can_say = models.BooleanField(_("could say something"), null=True)
    words = models.CharField(_("in the student’s words"), max_length=300, blank=True)
    commitment = models.ForeignKey(
        Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="student_talks"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "student"], name="drawn_once_a_term"),
            models.CheckConstraint(
                condition=Q(talked_on=None, can_say=None, talked_with=None)
                | Q(talked_on__isnull=False, can_say__isnull=False, talked_with__isnull=False),
                name="talk_held_or_not",
            ),
        ]
