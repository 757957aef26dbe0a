"""How long a child stays signed in, and what else ends it."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass

from django.db.models import Exists

from learningculture.tenancy import tenant
from school.badges.badges import signs_in_with_badge
from school.models import Badge, SharedDevice
from school.queries import day_in

SESSION_KEY = "badge_session"

IDLE = datetime.timedelta(minutes=30)
"""Without a touch on a device of one's own: a check-in with a pause for a talk, not the rest of the lesson."""

IDLE_SHARED = datetime.timedelta(minutes=5)
"""On a shared device the next child is waiting. The page asks a minute before; each answer is saved already."""

LONGEST = datetime.timedelta(minutes=60)
"""However busy: a lesson. What is longer is another lesson, and another tap of two pictures."""

SEEN_EVERY = datetime.timedelta(minutes=1)
"""How finely the last touch is kept, so that not every page writes the session."""


@dataclass(frozen=True)
class BadgeSession:
    """What a session knows that began with a badge. Times are seconds of the epoch, as sessions are kept as JSON."""

    school: int
    slug: str
    badge: int
    device: int | None
    began: float
    seen: float

    @property
    def idle_seconds(self) -> int:
        return int((IDLE_SHARED if self.device else IDLE).total_seconds())

    @property
    def seconds_left(self) -> int:
        """Of the longest time, when it was last seen."""
        return int(self.began + LONGEST.total_seconds() - self.seen)

    def is_over(self, now: datetime.datetime) -> bool:
        """By the clock: too long without a touch, or too long altogether."""
        then = now.timestamp()
        return then - self.seen >= self.idle_seconds or then - self.began >= LONGEST.total_seconds()

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def still_stands(session: BadgeSession, now: datetime.datetime) -> bool:
    """Whether its badge has not been revoked or replaced, its child has not left, and its shared device not ended."""
    with tenant(session.school):
        found = Badge.objects.live().filter(pk=session.badge).select_related("member__school")
        if session.device:
            found = found.filter(Exists(SharedDevice.objects.live(now).filter(pk=session.device)))
        badge = found.first()
    return badge is not None and signs_in_with_badge(badge.member, day_in(badge.member.school, now))
