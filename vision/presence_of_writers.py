"""Who is writing in which paragraph just now. Known to Redis for a few seconds, to nobody afterwards."""

from __future__ import annotations

import datetime
import functools

import redis
from django.conf import settings

from school.models import Member
from vision.models import Paragraph

POLL_SECONDS = 4
"""Between two questions of an open form (templates/vision/_paragraph_form.html says the same)."""

LIFE_SECONDS = 3 * POLL_SECONDS
"""Somebody is here until two of their questions in a row have failed to come."""


@functools.cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL)


def _key(paragraph: Paragraph) -> str:
    return f"lc:writers:{paragraph.school_id}:{paragraph.pk}"


def others_writing(*, paragraph: Paragraph, member: Member, now: datetime.datetime) -> list[Member]:
    """Say that the member is writing here; those who have said so too, by name."""
    until = now.timestamp() + LIFE_SECONDS
    pipe = _redis().pipeline()
    pipe.zadd(_key(paragraph), {str(member.pk): until})
    pipe.zremrangebyscore(_key(paragraph), "-inf", now.timestamp())
    pipe.zrange(_key(paragraph), 0, -1)
    pipe.expire(_key(paragraph), LIFE_SECONDS)
    here = {int(pk) for pk in pipe.execute()[2]} - {member.pk}
    return list(Member.objects.filter(school=paragraph.school_id, pk__in=here).order_by("family_name", "given_name"))


def stop_writing(*, paragraph: Paragraph, member: Member) -> None:
    """The member has left the paragraph."""
    _redis().zrem(_key(paragraph), str(member.pk))
