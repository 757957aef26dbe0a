"""What is said back to something recorded."""

from __future__ import annotations

import functools
import operator

from django.db import models
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member
from tracking.models.celebrations import Celebration
from tracking.models.checkins import CheckInAnswer
from tracking.models.judgements import Judgement
from tracking.models.learning import Evidence, Goal
from tracking.models.noticings import Noticing

REPLIED_TO = ("noticing", "judgement", "evidence", "goal", "answer", "celebration")


def _to_one_thing() -> models.Q:
    """Exactly one of the references is set."""
    ways = (models.Q(**{f"{each}__isnull": each != name for each in REPLIED_TO}) for name in REPLIED_TO)
    return functools.reduce(operator.or_, ways)


class Reply(TenantModel):
    """A student answers what was recorded about them, or staff of the class answer what the student said.

    ``student`` is whose page it stands on. ``client_key`` makes a replayed save harmless.
    """

    student = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    noticing = models.ForeignKey(Noticing, on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    answer = models.ForeignKey(CheckInAnswer, on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    celebration = models.ForeignKey(
        Celebration, on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    text = models.CharField(_("what I say to it"), max_length=280)
    written_at = models.DateTimeField()
    client_key = models.UUIDField(editable=False)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(condition=_to_one_thing(), name="reply_to_one_thing"),
            models.UniqueConstraint(fields=["school", "author", "client_key"], name="reply_once"),
        ]
