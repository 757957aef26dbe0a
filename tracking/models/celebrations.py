"""Thanks that name a behaviour and what it rests on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, Term
from tracking.models.learning import Evidence
from tracking.models.noticings import Noticing
from vision.models import Behaviour, Commitment


class Celebration(TenantModel):
    """A thank-you to a student or a colleague, tied to a behaviour and to what was seen or kept.

    ``client_key`` makes a replayed save harmless.
    """

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    to = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="celebrations")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    behaviour = models.ForeignKey(Behaviour, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("what I want to thank for"), max_length=280)
    noticing = models.ForeignKey(Noticing, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="celebrations"
    )
    celebrated_on = models.DateField()
    client_key = models.UUIDField(editable=False)

    class Meta:
        ordering = ["-celebrated_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "by", "client_key"], name="celebration_once"),
            models.CheckConstraint(condition=~Q(to=F("by")), name="celebration_of_another"),
        ]
