"""Schools, and the groups they form. These lists stand outside the tenant tables."""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import validate_slug
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    PRIMARY = "primary", _("Primary")
    SECONDARY = "secondary", _("Secondary")
    ALL_THROUGH = "all_through", _("All-through")


def monday_to_friday() -> list[int]:
    """Days of the week by their ISO number."""
    return [1, 2, 3, 4, 5]


class School(models.Model):
    """The tenant."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.CharField(max_length=60, unique=True, validators=[validate_slug])
    phase = models.CharField(max_length=20, choices=Phase, default=Phase.PRIMARY)
    time_zone = models.CharField(max_length=60, default="Europe/London")
    visit_cap = models.PositiveSmallIntegerField(
        default=3, help_text=_("Visits a year that a host did not invite; invited visits are uncapped.")
    )

    words = models.JSONField(
        default=dict, blank=True, help_text=_("The school's own nouns: our noun → its singular and plural.")
    )
    works_from = models.TimeField(default=datetime.time(8))
    works_until = models.TimeField(default=datetime.time(18))
    works_on = ArrayField(
        models.PositiveSmallIntegerField(), default=monday_to_friday, help_text=_("Monday is 1, Sunday 7.")
    )
    calendar_edition = models.UUIDField(
        default=uuid.uuid4, editable=False, help_text=_("Another one after each change of a year or a term.")
    )

    staff_need_second_step = models.BooleanField(
        _("everyone on the staff needs a second step"),
        default=False,
        help_text=_("Leaders, the safeguarding lead and administrators always do."),
    )

    source = models.CharField(max_length=60, blank=True, help_text=_("The system whose roster names this school."))
    source_id = models.CharField(max_length=120, blank=True)
    source_claimed = models.BooleanField(
        default=False, help_text=_("Given by the import command: a roster of several schools finds this one by it.")
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=Q(source_claimed=True) & ~Q(source_id=""),
                name="school_source",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Network(models.Model):
    """A group of schools: a trust, a cluster, an authority."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(unique=True)

    def __str__(self) -> str:
        return self.name


class NetworkSchool(models.Model):
    """A school's place in a network. A school may be in several."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="places")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="networks")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "school"], name="one_place_per_network")]


class NetworkMember(models.Model):
    """A network lead. They see what schools agreed to publish, and nothing else."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="leads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="network_places")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "user"], name="one_lead_per_network")]
