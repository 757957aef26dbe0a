"""The anonymous staff pulse. No foreign key, time, history or audit leads from an answer to a person."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, Term


class Pulse(TenantModel):
    """One sitting of the survey. Opening freezes the items and the invited number and makes the key pair.

    ``public_key`` seals ballots; its private half lies in the secrets folder, outside the database and its backups,
    and is destroyed at the close.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        DISCARDED = "discarded", _("Closed with too few answers; all deleted unopened")

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="pulses")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    items = models.JSONField(help_text="List of {key, wording}, frozen at opening.")
    item_version = models.CharField(max_length=20)
    public_key = models.BinaryField(max_length=32)
    opened_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField(_("closes at the end of"))
    invited = models.PositiveIntegerField()
    answered = models.PositiveIntegerField(null=True, help_text="Counted at the close; nothing is counted before.")

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["school"], condition=models.Q(state="open"), name="one_open_pulse"),
        ]


class PulseParticipation(models.Model):
    """That a person took part: the pair and nothing else. Deleted at the close."""

    pk = models.CompositePrimaryKey("pulse_id", "user_id")
    school = models.ForeignKey("school.School", on_delete=models.CASCADE, related_name="+", db_index=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")


class PulseBallot(models.Model):
    """One sealed answer sheet, padded to one length. Unreadable until the close, deleted at it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("school.School", on_delete=models.CASCADE, related_name="+", db_index=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()


class PulseItemResult(TenantModel):
    """What was released of one item, once, for the whole school: counts from strong disagreement to agreement.

    No more than may be shown: see :func:`vision.pulse.released_counts`.
    """

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="results")
    item = models.CharField(max_length=20)
    counts = models.JSONField(help_text="Five whole numbers; skipped items are in none of them.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pulse", "item"], name="one_result_per_item")]
