"""The start page: the few things that need a person, with the minutes they take, then what is new, then nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

import enquiry.asks
import observations.asks
import portfolio.asks
import school.duties
import tracking.asks
import vision.asks
from school.asks import Ask, News
from school.models import Member, Term

MOST_ASKS = 5
"""More than five would be a list to manage, not a day's work."""

MOST_NEWS = 6

SOURCES: tuple[Any, ...] = (
    *(school.duties, tracking.asks, vision.asks),
    *(observations.asks, enquiry.asks, portfolio.asks),
)


@dataclass(frozen=True)
class Today:
    """What one member's start page asks of them."""

    asks: list[Ask]
    later: int

    @property
    def minutes(self) -> int:
        return sum(ask.minutes for ask in self.asks)


def today_for(member: Member, term: Term | None, today: datetime.date) -> Today:
    """The asks of every app, the weightiest five of them. Before the first term only duties ask."""
    sources = SOURCES if term else (school.duties,)
    asks = sorted(
        (ask for source in sources for ask in source.asks_for(member, term, today)), key=lambda ask: ask.weight
    )
    return Today(asks=asks[:MOST_ASKS], later=max(0, len(asks) - MOST_ASKS))


def news_for(member: Member, term: Term | None, today: datetime.date) -> list[News]:
    """What is new in every app that has news, the first six."""
    if term is None:
        return []
    told = [source for source in SOURCES if hasattr(source, "news_for")]
    return [item for source in told for item in source.news_for(member, term, today)][:MOST_NEWS]


NOON, EVENING = 12, 17


def greeting(name: str, now: datetime.datetime) -> str:
    """A greeting for the hour of the school's clock."""
    if now.hour < NOON:
        return _("Good morning, %(name)s") % {"name": name}
    if now.hour < EVENING:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}
