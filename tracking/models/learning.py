"""What a student is proud of and what they try next."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, Term
from tracking.models.checkins import CheckInAnswer
from tracking.models.pictures import Picture
from vision.models import Behaviour, Commitment


class KeptManager(models.Manager["Evidence"]):
    """What was not taken away."""

    def get_queryset(self) -> models.QuerySet[Evidence]:
        return super().get_queryset().filter(taken_away_at=None)


class Evidence(TenantModel):
    """An item in a student's portfolio. A second reader, never the student, may confirm that it shows the behaviour.

    ``answer``: the check-in example it was made from. ``asked_reader``: whom the student asked to read it.
    ``version`` counts changes of the words, so that of two windows neither writes over the other unseen; the audit
    keeps earlier words. What was taken away stays for a day, so that it can be brought back.
    """

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    student = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="evidence")
    behaviour = models.ForeignKey(Behaviour, on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="student_evidence"
    )
    title = models.CharField(_("what I made or did"), max_length=100)
    story = models.TextField(_("how I used this muscle"), max_length=1000)
    added_on = models.DateField()
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.ForeignKey(CheckInAnswer, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asked_reader = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_on = models.DateField(null=True, blank=True)
    with_family = models.BooleanField(default=False, help_text="The student shares it on the family page.")
    confirmed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    taken_away_at = models.DateTimeField(null=True, blank=True)

    objects = KeptManager()
    everything = models.Manager["Evidence"]()

    class Meta:
        ordering = ["-added_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(confirmed_by=F("student")), name="confirmed_by_a_second_reader"),
            models.CheckConstraint(condition=~Q(asked_reader=F("student")), name="asked_a_second_reader"),
            models.UniqueConstraint(fields=["school", "answer"], name="evidence_once_from_an_answer"),
        ]


class Goal(TenantModel):
    """A student's next muscle: one behaviour, one situation, a day to look back."""

    student = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="goals")
    behaviour = models.ForeignKey(Behaviour, on_delete=models.PROTECT, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    situation = models.CharField(_("when I will try it"), max_length=140)
    chosen_on = models.DateField()
    review_on = models.DateField()
    reviewed_on = models.DateField(null=True, blank=True)
    reflection = models.CharField(_("what happened"), max_length=280, blank=True)

    class Meta:
        ordering = ["-chosen_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "student"], condition=Q(reviewed_on=None), name="one_open_goal"),
            models.CheckConstraint(condition=Q(review_on__gt=F("chosen_on")), name="review_after_choice"),
        ]
