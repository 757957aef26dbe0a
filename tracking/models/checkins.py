"""Students' self-reports."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, Term
from vision.models import Behaviour, Framework

LOWEST_ANSWER, HIGHEST_ANSWER = 1, 4


class CheckIn(TenantModel):
    """One student's sitting in one term. Answers save one by one; ``finished_at`` marks the last."""

    class Form(models.TextChoices):
        A = "A", _("Show me")
        B = "B", _("My learning muscles")
        C = "C", _("Learner review")

    # Held by the composite keys: a year group's sittings would each look at the school's own row and lock it.
    school = models.ForeignKey(
        "school.School", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+", db_index=False)
    student = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="check_ins")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=1, choices=Form)
    item_version = models.CharField(max_length=20)
    order = models.JSONField(help_text="Item keys in the order shown: behaviours shuffled, items within them not.")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]
        constraints = [models.UniqueConstraint(fields=["school", "term", "student"], name="one_check_in_a_term")]


class CheckInItem(TenantModel):
    """A question of the school's own, for a behaviour that the built-in items know nothing of."""

    GOES_ON_WITH_BEHAVIOUR = True

    behaviour = models.ForeignKey(Behaviour, on_delete=models.CASCADE, related_name="own_items")
    form = models.CharField(max_length=1, choices=CheckIn.Form)
    number = models.PositiveSmallIntegerField()
    wording = models.CharField(_("the question"), max_length=120)

    class Meta:
        ordering = ["form", "number"]
        constraints = [models.UniqueConstraint(fields=["school", "behaviour", "form", "number"], name="own_item_once")]


class CheckInAnswer(TenantModel):
    """One answer: 1 to 4 in words (1 to 3 on form A), or empty for "no chance to"; ``example`` is the student's own."""

    # Held by the composite key (school, sitting).
    school = models.ForeignKey(
        "school.School", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="answers", db_index=False)
    behaviour = models.ForeignKey(Behaviour, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField(null=True)
    example = models.CharField(_("an example of this was"), max_length=280, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "check_in", "item"], name="one_answer_per_item"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=LOWEST_ANSWER, value__lte=HIGHEST_ANSWER), name="answer_in_range"
            ),
        ]
