"""Classes and who is in them, with dates."""

from __future__ import annotations

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models.calendar import AcademicYear
from school.models.people import Member


class SchoolClass(TenantModel):
    """A teaching or registration group in one academic year. A mixed-age class has several year groups."""

    class Kind(models.TextChoices):
        REGISTRATION = "registration", _("Registration group")
        TEACHING = "teaching", _("Teaching group")

    # Held by the composite key (school, year), as with places below.
    school = models.ForeignKey(
        "school.School", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    academic_year = models.ForeignKey(
        AcademicYear, on_delete=models.CASCADE, related_name="classes", db_constraint=False
    )
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.REGISTRATION)
    subject = models.CharField(max_length=60, blank=True)
    department = models.CharField(_("department or phase"), max_length=60, blank=True)
    year_groups = ArrayField(models.SmallIntegerField(), default=list)
    source = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, help_text=_("When its sender last changed it."))
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "source", "source_id"], condition=~Q(source_id=""), name="class_source"
            )
        ]

    def __str__(self) -> str:
        return self.name


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def on(self, day: datetime.date) -> EnrolmentQuerySet:
        return self.filter(starts_on__lte=day).exclude(ends_on__lte=day)

    def learners(self) -> EnrolmentQuerySet:
        return self.filter(role=Enrolment.Role.STUDENT)


class Enrolment(TenantModel):
    """A member's place in a class. ``ends_on`` is the first day on which they are no longer in it."""

    class Role(models.TextChoices):
        STUDENT = "student", _("Student")
        TEACHER = "teacher", _("Teacher")
        ASSISTANT = "assistant", _("Teaching assistant")

    # The composite keys (school, class) and (school, member) that ``ProtectTables`` lays hold all three references;
    # a second key for each would double the checks of every roster.
    school = models.ForeignKey(
        "school.School", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.CASCADE, related_name="enrolments", db_constraint=False
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="enrolments", db_constraint=False, db_index=False
    )
    role = models.CharField(max_length=10, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(
        max_length=60, blank=True, help_text=_("The system whose roster placed them; empty when a person did.")
    )
    source_ids = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, help_text=_("The sender's rows that placed them.")
    )
    sent_at = models.DateTimeField(null=True, blank=True, help_text=_("When their sender last changed it."))

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "member"], name="place_of_member")]
        constraints = [
            models.UniqueConstraint(
                fields=["school_class", "member", "role"], condition=Q(ends_on=None), name="one_open_enrolment"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="enrolment_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.school_class}"
