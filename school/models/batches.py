"""Changes made together, and undone together."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models.people import Member


class Batch(TenantModel):
    """One act that wrote many rows, a roster import for example. The audit's lines bear its id.

    An undo is a batch itself: ``undoes`` names the other, and ``kept`` what could not be taken back, as table, row
    and reason; names are looked up when they are shown.

    The undo of a large one is a worker's: ``undo`` says how far it is, ``undone_by`` who asked, and ``undo_found`` what
    it would do (``counts`` and ``kept``, as above) or why it was refused (``failure``).
    """

    class Kind(models.TextChoices):
        ROSTER = "roster", _("Roster import")
        ROLL_OVER = "roll_over", _("New school year")
        ATTAINMENT = "attainment", _("Attainment")
        BEHAVIOURS = "behaviours", _("Change of the behaviours")
        UNDO = "undo", _("Undo")

    class Undo(models.TextChoices):
        NOT_ASKED = "", _("not asked for")
        LOOKING = "looking", _("being looked at")
        READY = "ready", _("waiting for your yes")
        UNDOING = "undoing", _("being undone")
        REFUSED = "refused", _("refused")
        STOPPED = "stopped", _("stopped")

    kind = models.CharField(max_length=20, choices=Kind)
    label = models.CharField(max_length=200)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    counts = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    undoes = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="undone_through"
    )
    kept = models.JSONField(default=list)
    undo = models.CharField(max_length=10, choices=Undo, blank=True, default=Undo.NOT_ASKED)
    undo_tries = models.PositiveSmallIntegerField(default=0)
    undo_touched_at = models.DateTimeField(null=True, blank=True)
    undo_found = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["school", "-at"], name="batch_newest")]

    def __str__(self) -> str:
        return self.label

    @property
    def undo_is_working(self) -> bool:
        """Whether a worker has, or should have, the undo in hand."""
        return self.undo in UNDO_WORKING


UNDO_WORKING = (Batch.Undo.LOOKING, Batch.Undo.UNDOING)
