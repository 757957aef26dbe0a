"""Who looked at whose records."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models.people import Member


class Look(TenantModel):
    """That somebody saw records of a person: who, whom, what kind, when, why they may. Never what they saw.

    Read by the person it is about and the one who looked; added to, never changed. ``thing_id`` is the visit or class.
    ``looker`` is empty for support, who is no member of the school: then ``because`` says why they were let in; and for
    the family, who open their page without an account.
    """

    class Kind(models.TextChoices):
        LEARNER_PAGE = "learner_page", _("A learner’s page")
        CLASS_PAGE = "class_page", _("A class’s page")
        VISIT = "visit", _("The record of a visit")
        EXPORT = "export", _("A file with names")
        DATA = "data", _("Requests about personal data")
        PACK = "pack", _("Everything held about a person")
        FAMILY_PAGE = "family_page", _("What a student shares with the family")

    at = models.DateTimeField()
    looker = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    subject = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=15, choices=Kind)
    thing_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=20, help_text="The looker's first role at the time, or 'support', or 'family'.")
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["school", "subject", "-at"], name="look_at_subject"),
            models.Index(fields=["school", "looker", "-at"], name="look_by_looker"),
        ]


class PrivacyRequest(TenantModel):
    """What a person asks for about their data, with the day by which the law wants an answer.

    Read by the person, by who asked for them, and by the office.
    """

    class Kind(models.TextChoices):
        ACCESS = "access", _("See everything that is held")
        RECORD = "record", _("A parent asks for the educational record")
        CORRECTION = "correction", _("Something is wrong")
        ERASURE = "erasure", _("Remove it")
        OBJECTION = "objection", _("Stop using it")
        COMPLAINT = "complaint", _("Complain about how data is handled")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused, with the reason")

    kind = models.CharField(_("what it is about"), max_length=12, choices=Kind)
    about = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    on_behalf = models.BooleanField(default=False, help_text=_("The office wrote it down for a parent or the person."))
    words = models.TextField(_("in your own words"), max_length=2000, blank=True)
    asked_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["school", "about"], name="privacy_request_about")]


class AccessPack(TenantModel):
    """A file with everything about one person. Its state is here, so a killed worker loses nothing.

    Read by who asked for it alone. The file has a random name and goes after a week.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Being put together")
        READY = "ready", _("Ready")
        FAILED = "failed", _("That did not work")
        GONE = "gone", _("Deleted")

    about = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    file_name = models.CharField(max_length=80, blank=True)
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "-id"]


class LegalHold(TenantModel):
    """Nothing of this person is removed while it stands: a court, the police or an inquiry may need it."""

    about = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("why nothing may be removed"), max_length=200)
    set_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    set_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about"], condition=models.Q(ended_on=None), name="one_hold_at_a_time")
        ]


class RetentionChoice(TenantModel):
    """A school's shorter period for one rule of the schedule."""

    rule = models.CharField(max_length=20)
    kept = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "rule"], name="one_choice_per_rule")]


class Certificate(TenantModel):
    """What was removed, when, by whom: numbers and reasons, never content. Only added to."""

    class Kind(models.TextChoices):
        ERASURE = "erasure", _("A person’s data was removed")
        RETENTION = "retention", _("Data was removed by the schedule")

    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    member_number = models.BigIntegerField(null=True, help_text=_("The former member’s number; no name leads to it."))
    removed = models.JSONField(help_text="List of [what, how many].")
    kept = models.JSONField(default=list, help_text="List of [what, how many, why].")

    class Meta:
        ordering = ["-at", "-id"]
