"""What a student signs in with at school: a printed badge with two pictures, and a device shared by a class."""

from __future__ import annotations

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from learningculture.tenancy import TenantModel
from school.models.classes import SchoolClass
from school.models.people import Member


class BadgeQuerySet(models.QuerySet["Badge"]):
    def live(self) -> BadgeQuerySet:
        return self.filter(revoked_at=None)


class Badge(TenantModel):
    """A student's badge. The token in its QR code is kept only as a hash; without one there are pictures and no card.

    ``last_used`` is a day and no time: it tells whether a lost badge was used, and keeps no diary.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="badges")
    token_hash = models.CharField(max_length=64, blank=True)
    pictures = ArrayField(models.CharField(max_length=20), help_text="In the order in which the child taps them.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    printed_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    last_used = models.DateField(null=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True)

    objects = BadgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(revoked_at=None), name="one_live_badge"),
            models.UniqueConstraint(fields=["school", "token_hash"], condition=~Q(token_hash=""), name="badge_token"),
        ]

    @property
    def has_card(self) -> bool:
        return bool(self.token_hash)


class SharedDeviceQuerySet(models.QuerySet["SharedDevice"]):
    def live(self, now: datetime.datetime) -> SharedDeviceQuerySet:
        return self.filter(ended_at=None, ends_at__gt=now)


class SharedDevice(TenantModel):
    """The right of one device, known by a random cookie, to show a class's children their names for part of a day."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64)
    label = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = SharedDeviceQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [models.UniqueConstraint(fields=["school", "token_hash"], name="shared_device_token")]
