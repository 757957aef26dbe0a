"""A tablet that goes from child to child: the right to show a class's names, for part of a day."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from learningculture.tenancy import tenant
from school.badges.badges import TOKEN_BYTES, hashed
from school.badges.queries import first_names, learners_with_badges, live_badges
from school.models import Member, SchoolClass, SharedDevice
from school.queries import today_in

DEVICE_COOKIE = "__Host-device" if settings.SECURE else "device"
"""By it a browser is known as one that others use too."""

LONGEST_SHARED = datetime.timedelta(hours=9)
"""From before registration to the end of clubs."""

DAY_ENDS = datetime.time(18, 0)
"""By the school's clock: whoever finds a tablet in the evening finds no names on it."""

AFTER_THE_DAY = datetime.timedelta(hours=1)
"""What is shared at 17:00 or later, for a late club, lasts this long."""


@dataclass(frozen=True)
class NameButton:
    """A child on the names page. Without pictures there is nothing to sign in with yet."""

    member_id: int
    name: str
    has_pictures: bool


def ends_at(started: datetime.datetime, time_zone: str) -> datetime.datetime:
    """The end of the school day, of nine hours or, late in the day, of one: whichever comes first."""
    local = started.astimezone(ZoneInfo(time_zone))
    close = local.replace(hour=DAY_ENDS.hour, minute=DAY_ENDS.minute, second=0, microsecond=0)
    if local > close - AFTER_THE_DAY:
        return started + AFTER_THE_DAY
    return min(started + LONGEST_SHARED, close)


@transaction.atomic
def share_device(
    *, school_class: SchoolClass, by: Member, now: datetime.datetime, label: str = ""
) -> tuple[SharedDevice, str]:
    """The device's row, and the word for its cookie, which stands nowhere else."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    device = SharedDevice.objects.create(
        school=by.school,
        school_class=school_class,
        token_hash=hashed(token),
        label=label,
        started_at=now,
        started_by=by,
        ends_at=ends_at(now, by.school.time_zone),
    )
    return device, f"{by.school_id}.{token}"


def device_of_cookie(cookie: str, now: datetime.datetime) -> SharedDevice | None:
    """The device whose right has not ended; None for an unknown, an ended and an invented word alike."""
    school_id, _, token = cookie.partition(".")
    if not school_id.isascii() or not school_id.isdigit() or len(school_id) > 18:
        return None
    with tenant(int(school_id)):
        found = SharedDevice.objects.live(now).filter(school=int(school_id), token_hash=hashed(token))
        return found.select_related("school", "school_class").first()


@transaction.atomic
def end_device(*, device: SharedDevice, now: datetime.datetime, by: Member | None = None) -> SharedDevice:
    """The device shows no names from now on, and the child on it is signed out."""
    device.ended_at, device.ended_by = now, by
    device.save(update_fields=["ended_at", "ended_by"])
    return device


def names_on(device: SharedDevice) -> list[NameButton]:
    """The class's children by first name."""
    with tenant(device.school_id):
        members = learners_with_badges(device.school_class, today_in(device.school))
        live, names = live_badges(members), first_names(members)
    buttons = [NameButton(member.pk, names[member.pk], member.pk in live) for member in members]
    return sorted(buttons, key=lambda button: button.name.casefold())
