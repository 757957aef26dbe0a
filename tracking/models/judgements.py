"""Teachers' judgements of skilfulness."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, Term
from vision.models import Behaviour

HIGHEST_PHASE = 5


class StandingManager(models.Manager["Judgement"]):
    """Judgements that stand; what was cleared is no judgement."""

    def get_queryset(self) -> models.QuerySet[Judgement]:
        return super().get_queryset().filter(cleared=False)


class Judgement(TenantModel):
    """A teacher's phase for a student and behaviour in a term: one truth per (student, behaviour, term).

    ``phase`` empty means "not looked for", which differs from phase 0, "not seen yet". No row means not judged.
    ``version`` counts saves, so that the later of two teachers is told what the earlier one chose. A cleared cell keeps
    its row and goes on counting: a save that comes late finds a later version and brings nothing back to life.
    """

    class Confidence(models.TextChoices):
        LOW = "low", _("Not sure")
        MEDIUM = "medium", _("Fairly sure")
        HIGH = "high", _("Sure")

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+", db_index=False)
    behaviour = models.ForeignKey(Behaviour, on_delete=models.PROTECT, related_name="+", db_index=False)
    student = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="judgements")
    phase = models.PositiveSmallIntegerField(null=True)
    judge = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    context = models.CharField(max_length=40, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence, default=Confidence.MEDIUM)
    version = models.PositiveIntegerField(default=1)
    judged_at = models.DateTimeField()
    cleared = models.BooleanField(default=False, db_default=False)

    objects = StandingManager()
    cells: models.Manager[Judgement] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "term", "behaviour", "student"], name="one_judgement"),
            models.CheckConstraint(condition=Q(phase=None) | Q(phase__lte=HIGHEST_PHASE), name="phase_in_range"),
            models.CheckConstraint(condition=Q(cleared=False) | Q(phase=None), name="cleared_holds_no_phase"),
        ]
