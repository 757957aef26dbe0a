"""From a scanned token, or a tapped name on a shared device, by two pictures to a signed-in child."""

from __future__ import annotations

import datetime
import enum
import hmac

from learningculture.tenancy import tenant
from school.badges.badges import hashed, signs_in_with_badge
from school.models import Badge, School, SharedDevice
from school.queries import learners_in, today_in

MOST_WRONG_TRIES = 5
"""Of 132 ways: whoever found a badge has one chance in 26 before a teacher hears of it."""

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
    """After five wrong tries: for a scanned badge until a teacher says so, on a shared device for ten minutes."""
    if badge.paused_at is None:
        return False
    return not shared or now - badge.paused_at < PAUSE_SHARED


def try_pictures(*, badge: Badge, pictures: list[str], now: datetime.datetime, shared: bool) -> Outcome:
    """Compare, count what was wrong, forget the count when it is right. The row is locked: tries at once queue up."""
    with tenant(badge.school_id):
        row = Badge.objects.live().select_for_update().filter(pk=badge.pk).first()
        if row is None or is_paused(row, now, shared=shared):
            return Outcome.PAUSED
        if hmac.compare_digest(" ".join(pictures).encode(), " ".join(row.pictures).encode()):
            row.wrong_tries, row.paused_at, row.last_used = 0, None, today_in(badge.school)
        else:
            # A pause that has passed on a shared device begins a new count; for the card it stays.
            row.wrong_tries = 1 if row.wrong_tries >= MOST_WRONG_TRIES else row.wrong_tries + 1
            row.paused_at = now if row.wrong_tries >= MOST_WRONG_TRIES else row.paused_at
        row.save(update_fields=["wrong_tries", "paused_at", "last_used"])
    if row.wrong_tries == 0:
        return Outcome.RIGHT
    return Outcome.PAUSED if is_paused(row, now, shared=shared) else Outcome.WRONG
