"""From a scanned token, or a tapped name on a shared device, by two pictures to a signed-in child."""

from __future__ import annotations

import contextlib
import datetime
import enum
import hmac

from django.core.cache import cache

from learningculture.tenancy import tenant
from school.badges.badges import hashed, signs_in_with_badge
from school.models import Badge, School, SharedDevice
from school.queries import learners_in, today_in

MOST_WRONG_TRIES = 5
"""Of 132 ways: whoever found a badge has one chance in 26 before a teacher hears of it."""

MOST_WRONG_PAUSES = 3
"""Then a shared device waits for a teacher too: with a pause of ten minutes alone, a school day is long enough to tap
every pair."""

MOST_WRONG_ON_DEVICE = 20
"""In ten minutes and over all names: somebody is trying child after child. Sharing the device anew begins again."""

PAUSE_SHARED = datetime.timedelta(minutes=10)
"""On a shared device, with the teacher in the room, a classmate's game must not close a child out for longer."""

PENDING = datetime.timedelta(minutes=10)
"""From the scan to the second picture."""


class Outcome(enum.StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    PAUSED = "paused"


def badge_of_token(slug: str, token: str) -> Badge | None:
    """The live badge behind a scanned address. Unknown, revoked, replaced, leaver, other school: all the same None."""
    digest = hashed(token)
    school = School.objects.filter(slug=slug).first()
    if school is None:
        return None
    with tenant(school.pk):
        return _usable(school, Badge.objects.live().filter(school=school, token_hash=digest))


def badge_by_id(school_id: int, badge_id: int) -> Badge | None:
    """A badge scanned a moment ago, if it still works."""
    school = School.objects.filter(pk=school_id).first()
    if school is None:
        return None
    with tenant(school_id):
        return _usable(school, Badge.objects.live().filter(pk=badge_id))


def badge_on_device(device: SharedDevice, member_id: int) -> Badge | None:
    """The badge of a child of the device's class; None for everybody else."""
    with tenant(device.school_id):
        own = learners_in(device.school_class, today_in(device.school)).filter(pk=member_id)
        return _usable(device.school, Badge.objects.live().filter(member__in=own))


def _usable(school: School, found: object) -> Badge | None:
    badge: Badge | None = found.select_related("member__user", "school").first()  # type: ignore[attr-defined]
    if badge is None or not signs_in_with_badge(badge.member, today_in(school)):
        return None
    return badge if badge.member.user and badge.member.user.is_active else None


def is_paused(badge: Badge, now: datetime.datetime, *, shared: bool) -> bool:
    """After five wrong tries: for a scanned badge until a teacher says so, on a shared device for ten minutes, and
    after the third such pause there too until a teacher says so.
    """
    if badge.paused_at is None:
        return False
    worn_out = badge.wrong_tries >= MOST_WRONG_TRIES * MOST_WRONG_PAUSES
    return not shared or worn_out or now - badge.paused_at < PAUSE_SHARED


def is_tried_out(device: SharedDevice | None) -> bool:
    """Whether too many wrong pictures were tapped on a shared device lately, whoever's they were."""
    return device is not None and cache.get(_wrong_on(device), 0) >= MOST_WRONG_ON_DEVICE


def note_wrong_try(device: SharedDevice | None) -> None:
    """Count a wrong try on a shared device, for ten minutes from the first."""
    if device is not None:
        cache.add(_wrong_on(device), 0, int(PAUSE_SHARED.total_seconds()))
        with contextlib.suppress(ValueError):  # The ten minutes were over in between.
            cache.incr(_wrong_on(device))


def _wrong_on(device: SharedDevice) -> str:
    return f"wrong-pictures:{device.token_hash}"


def try_pictures(*, badge: Badge, pictures: list[str], now: datetime.datetime, shared: bool) -> Outcome:
    """Compare, count what was wrong, forget the count when it is right. The row is locked: tries at once queue up."""
    with tenant(badge.school_id):
        row = Badge.objects.live().select_for_update().filter(pk=badge.pk).first()
        if row is None or is_paused(row, now, shared=shared):
            return Outcome.PAUSED
        if hmac.compare_digest(" ".join(pictures).encode(), " ".join(row.pictures).encode()):
            row.wrong_tries, row.paused_at, row.last_used = 0, None, today_in(badge.school)
        else:
            # The count goes on over the pauses of a shared device; every fifth wrong try begins one.
            row.wrong_tries += 1
            row.paused_at = now if row.wrong_tries % MOST_WRONG_TRIES == 0 else row.paused_at
        row.save(update_fields=["wrong_tries", "paused_at", "last_used"])
    if row.wrong_tries == 0:
        return Outcome.RIGHT
    return Outcome.PAUSED if is_paused(row, now, shared=shared) else Outcome.WRONG
