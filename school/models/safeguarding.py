"""Concerns about a child or an adult. Their words stand here and nowhere else.

The tables can be read only with the purpose ``safeguarding`` and are in no ordinary audit: a concern's own steps,
which can only be added to, say who did what and when.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models.people import Member


class SafeguardingContacts(TenantModel):
    """Whom to turn to outside this software, in the school's own words. At most one row a school."""

    in_person = models.CharField(_("whom to find in person, and where"), max_length=200, blank=True)
    chair_of_governors = models.CharField(_("chair of governors"), max_length=200, blank=True)
    designated_officer = models.CharField(_("local authority designated officer"), max_length=200, blank=True)
    out_of_hours = models.CharField(_("out of school hours"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school"], name="one_row_of_contacts")]

    @property
    def outside_the_school(self) -> bool:
        """Whether there is a line for somebody whom nobody here can stop."""
        return bool(self.chair_of_governors or self.designated_officer)


class Concern(TenantModel):
    """What worried somebody. Never changed; what was done about it stands in its steps."""

    class About(models.TextChoices):
        CHILD = "child", _("A child")
        ADULT = "adult", _("An adult")
        HEAD = "head", _("The headteacher")
        LEAD = "lead", _("The safeguarding lead")
        NOT_SURE = "not_sure", _("Not sure")

    raised_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    raised_by_named = models.CharField(max_length=201, help_text=_("The name of the day: it outlives the person’s."))
    raised_at = models.DateTimeField()
    about = models.CharField(max_length=10, choices=About)
    subject = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    subject_named = models.CharField(max_length=201, blank=True, help_text=_("As typed, or the name of the day."))
    words = models.TextField()
    danger_now = models.BooleanField()
    excerpt = models.TextField(blank=True, help_text=_("What was read, when the raiser ticked that it goes along."))
    place = models.CharField(max_length=200, blank=True)
    client_key = models.UUIDField(help_text=_("Made with the form: sending it twice raises one concern."))

    class Meta:
        ordering = ["-raised_at", "-id"]
        indexes = [models.Index(fields=["school", "-raised_at"], name="concern_by_time")]
        constraints = [models.UniqueConstraint(fields=["raised_by", "client_key"], name="concern_once")]


class ConcernStep(TenantModel):
    """One thing that was done. Without ``by`` the software did it."""

    class Kind(models.TextChoices):
        TOLD = "told", _("Readers told by mail")
        OPENED = "opened", _("Opened")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        ESCALATED = "escalated", _("Nobody had acknowledged it within an hour: told again, and the head with them")
        NOTE = "note", _("Note")
        PASSED_ON = "passed_on", _("Passed on")
        CLOSED = "closed", _("Closed")

    ONCE = (Kind.TOLD, Kind.ACKNOWLEDGED, Kind.ESCALATED, Kind.CLOSED)

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "kind"],
                condition=models.Q(kind__in=["told", "acknowledged", "escalated", "closed"]),
                name="concern_step_once",
            ),
            models.UniqueConstraint(
                fields=["concern", "by"], condition=models.Q(kind="opened"), name="concern_opened_once_by_each"
            ),
        ]
