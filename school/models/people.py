"""People in a school."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from learningculture.plain_words import PlainWords, plain_words
from learningculture.tenancy import TenantModel


class Role(models.TextChoices):
    HEAD = "head", _("Headteacher")
    SENIOR_LEADER = "senior_leader", _("Senior leader")
    PLC_LEAD = "plc_lead", _("PLC lead")
    TEACHER = "teacher", _("Teacher")
    TEACHING_ASSISTANT = "teaching_assistant", _("Teaching assistant")
    STUDENT = "student", _("Student")
    GOVERNOR = "governor", _("Governor")
    SAFEGUARDING_LEAD = "safeguarding_lead", _("Safeguarding lead")
    ADMINISTRATOR = "administrator", _("School administrator")
    SUPPORT = "support", _("Support")


NEVER_GIVEN = (Role.SUPPORT,)
"""Roles that no row of a member ever holds: support is in a school for an hour, by the school's consent."""


LEADERS = (Role.HEAD, Role.SENIOR_LEADER)
STAFF = (*LEADERS, Role.PLC_LEAD, Role.TEACHER, Role.TEACHING_ASSISTANT, Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR)
GUARDED = (Role.HEAD, Role.SENIOR_LEADER, Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR)
"""Roles that open most: only a head gives or takes them."""

EDUCATORS = (*LEADERS, Role.PLC_LEAD, Role.TEACHER, Role.TEACHING_ASSISTANT)
"""Teaching and class-support staff, whom the enquiry indicators count as eligible."""


FORMER_STUDENT = _("A former student")
"""What stands in place of a student's name that was removed."""


def name_in_register(family: str, given: str, preferred: str) -> str:
    """Family name first; empty where every name was removed."""
    return ", ".join([part for part in (family, preferred or given) if part])


class MemberQuerySet(models.QuerySet["Member"]):
    def with_any_role(self, *roles: str) -> MemberQuerySet:
        return self.filter(roles__overlap=[str(role) for role in roles])

    def students(self) -> MemberQuerySet:
        return self.with_any_role(Role.STUDENT)

    def here_on(self, day: datetime.date) -> MemberQuerySet:
        """Those on roll or employed on the day (joined by then, not yet left)."""
        return self.filter(joined_on__lte=day).exclude(left_on__lte=day)

    def named(self, typed: str) -> MemberQuerySet:
        """Those with a name that begins with each word typed, accents and apostrophes or not."""
        found = self
        for word in plain_words(typed).split():
            found = found.filter(plain_name__contains=f" {word}")
        return found


class Member(TenantModel):
    """One person's place in one school. ``left_on`` is the first day on which they are no longer there."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        db_index=False,
    )
    roles = ArrayField(models.CharField(max_length=20, choices=Role))
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    preferred_name = models.CharField(_("preferred name"), max_length=100, blank=True)
    year_group = models.SmallIntegerField(
        null=True, blank=True, help_text=_("Nursery is -1, Reception 0, Year 1 is 1; empty for adults or not known.")
    )
    department = models.CharField(_("department or phase"), max_length=60, blank=True)
    source = models.CharField(max_length=60, blank=True, help_text=_("The system whose roster names this person."))
    source_id = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, help_text=_("When their sender last changed them."))
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    plain_name = models.GeneratedField(
        expression=PlainWords(
            Concat(Value(" "), "given_name", Value(" "), "preferred_name", Value(" "), "family_name")
        ),
        output_field=models.TextField(),
        db_persist=True,
        help_text="The names as people type them: a space before each word, no accents and apostrophes.",
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name", "id"]
        indexes = [
            models.Index(fields=["school", "family_name", "given_name"], name="member_by_name"),
            models.Index(fields=["user"], condition=models.Q(user__isnull=False), name="member_by_account"),
        ]
        constraints = [
            # Of those who sign in: a pupil without an account costs nothing here, and no check reads it by mistake.
            models.UniqueConstraint(
                fields=["school", "user"], condition=models.Q(user__isnull=False), name="one_member_per_school"
            ),
            models.UniqueConstraint(
                fields=["school", "source", "source_id"], condition=~models.Q(source_id=""), name="member_source"
            ),
            models.CheckConstraint(condition=~models.Q(roles=[]), name="member_has_a_role"),
            models.CheckConstraint(condition=~models.Q(roles__contains=["support"]), name="support_is_no_member"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def former_name(self) -> str:
        """What stands in place of a name that was removed."""
        return str(FORMER_STUDENT if self.is_student else _("A former member of staff"))

    @property
    def first_name(self) -> str:
        return self.preferred_name or self.given_name or self.family_name or self.former_name

    @property
    def display_name(self) -> str:
        return (
            f"{self.first_name} {self.family_name}".strip() if self.first_name != self.family_name else self.first_name
        )

    @property
    def sorted_name(self) -> str:
        """Family name first, as in a register."""
        return name_in_register(self.family_name, self.given_name, self.preferred_name) or self.former_name

    @property
    def role_names(self) -> str:
        return ", ".join(str(Role(role).label) for role in self.roles)

    @property
    def year_name(self) -> str:
        """ "Nursery", "Reception", "Year 4"; empty for adults or not known."""
        if self.year_group is None:
            return ""
        if self.year_group < 1:
            return str(_("Reception") if self.year_group == 0 else _("Nursery"))
        return str(_("Year %(number)s")) % {"number": self.year_group}

    @property
    def is_student(self) -> bool:
        return Role.STUDENT in self.roles

    @property
    def is_leader(self) -> bool:
        return any(role in self.roles for role in LEADERS)


class Known(models.TextChoices):
    """Missing stays missing: "not known" is no "no"."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_KNOWN = "not_known", _("Not known")


class Send(models.TextChoices):
    NONE = "none", _("No special educational need")
    SUPPORT = "support", _("SEN support")
    PLAN = "plan", _("Education, health and care plan")
    NOT_KNOWN = "not_known", _("Not known")


class Sex(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")
    NOT_KNOWN = "not_known", _("Not known")


class Characteristics(TenantModel):
    """What the school records of a student for looking at fairness. Seen by few; never on a student's card."""

    # The composite key (school, student) that ``ProtectTables`` lays holds both references.
    school = models.ForeignKey(
        "school.School", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    student = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="characteristics", db_constraint=False
    )
    pupil_premium = models.CharField(max_length=10, choices=Known, default=Known.NOT_KNOWN)
    send = models.CharField(max_length=10, choices=Send, default=Send.NOT_KNOWN)
    eal = models.CharField(max_length=10, choices=Known, default=Known.NOT_KNOWN)
    sex = models.CharField(max_length=10, choices=Sex, default=Sex.NOT_KNOWN)

    def __str__(self) -> str:
        return str(self.student)
