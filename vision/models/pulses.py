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
    items = models.JSONField(help_text="List of {key, wording}, frozen at opening; the school's own come last.")
    groups = models.JSONField(
        default=list, help_text="List of {key, label, invited}, frozen at opening; empty: the whole school only."
    )
    asks_words = models.BooleanField(_("asks for a few words too"), default=False)
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


class PulseExtra(TenantModel):
    """A statement of the school's own, asked after the eight."""

    wording = models.CharField(_("statement"), max_length=200)
    about_leaders = models.BooleanField(_("it is about somebody who can be named"), default=False)
    added_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class PulseAnswer(TenantModel):
    """What leaders say in public to the results of a pulse. The next one opens only after it."""

    pulse = models.OneToOneField(Pulse, on_delete=models.CASCADE, related_name="public_answer")
    heard = models.TextField(_("what we heard"), max_length=1000)
    will_do = models.TextField(_("what we will do, and what not, and why"), max_length=1000)
    said_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()


class PulseWords(models.Model):
    """A few words of somebody, released at the close in random order, from ten answers on. Never audited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("school.School", on_delete=models.CASCADE, related_name="+", db_index=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="words")
    text = models.TextField(max_length=600)

    class Meta:
        ordering = ["id"]


class PulseItemResult(TenantModel):
    """What was released of one item, once: counts from strong disagreement to agreement.

    ``group`` is empty for the whole school, else a key of the pulse's groups. No more than may be shown: see
    :func:`vision.pulse.released_counts`.
    """

    group = models.CharField(max_length=40, blank=True)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="results")
    item = models.CharField(max_length=20)
    counts = models.JSONField(help_text="Five whole numbers; skipped items are in none of them.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pulse", "item", "group"], name="one_result_per_item")]
