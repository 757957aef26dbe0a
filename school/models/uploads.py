"""Roster files on their way in, and what a school said of their columns before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models.people import Member
from school.models.rosters import RosterRun


class RosterMapping(TenantModel):
    """What somebody said of a table with these headings, offered again with the next one. Codes and headings only."""

    signature = models.CharField(max_length=64)
    family = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    encoding = models.CharField(max_length=20, blank=True)
    used_at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-used_at"]
        constraints = [models.UniqueConstraint(fields=["school", "signature"], name="one_mapping_per_headings")]


class RosterUpload(TenantModel):
    """A roster file that was handed in, from its opening to its end. The row holds the state; a worker does the work.

    ``found``, ``answers``, ``difference`` and ``problems`` speak of people: they are emptied when the file is deleted.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("being opened")
        ASKING = "asking", _("waiting for your answers")
        COMPARING = "comparing", _("being compared")
        READY = "ready", _("waiting for your yes")
        IMPORTING = "importing", _("being brought in")
        DONE = "done", _("brought in")
        REFUSED = "refused", _("refused")
        STOPPED = "stopped", _("stopped")
        DROPPED = "dropped", _("dropped")

    name = models.CharField(max_length=200, help_text="The file's own name.")
    size = models.PositiveIntegerField()
    stored = models.CharField(max_length=64, blank=True, help_text="Its random name on disk; blank once deleted.")
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    stage = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    handed_in_at = models.DateTimeField()
    touched_at = models.DateTimeField(help_text="When a person or a worker last did something with it.")

    signature = models.CharField(max_length=64, blank=True)
    family = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    found = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    difference = models.JSONField(default=dict)
    keep_ours = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    failure = models.CharField(max_length=300, blank=True)

    accept_rest = models.BooleanField(default=False)
    allow_leavers = models.BooleanField(default=False)
    run = models.OneToOneField(RosterRun, on_delete=models.SET_NULL, null=True, related_name="upload")

    class Meta:
        ordering = ["-handed_in_at"]
        indexes = [models.Index(fields=["school", "state"], name="upload_by_state")]

    @property
    def is_working(self) -> bool:
        """Whether a worker has, or should have, it in hand."""
        return self.state in WORKING

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


WORKING = (RosterUpload.State.RECEIVED, RosterUpload.State.COMPARING, RosterUpload.State.IMPORTING)
OPEN = (*WORKING, RosterUpload.State.ASKING, RosterUpload.State.READY, RosterUpload.State.STOPPED)
