"""What sealed boxes ask of a member today: answers to a pulse, words about the vision, texts to read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from school.asks import Ask
from school.models import Member


def sealed_asks(member: Member, waiting: dict[str, Any]) -> Iterator[Ask]:
    """``waiting`` as :func:`vision.explain_queries.sealed_things_waiting_for` gives it."""
    sentence = _("A sentence or two, sealed and anonymous · closes %(day)s")
    if waiting["pulse"]:
        yield Ask(
            what=_("Answer the staff pulse"),
            detail=_("Sealed and anonymous · closes %(day)s") % {"day": _in_words(waiting["pulse"])},
            url=_to(member, "vision:pulse"),
            action=_("Answer"),
            icon="message-square",
            minutes=2,
            weight=20,
        )
    if waiting["explain"]:
        yield Ask(
            what=_("Say in your own words what our vision asks of you"),
            detail=sentence % {"day": _in_words(waiting["explain"])},
            url=_to(member, "vision:explain_back"),
            action=_("Write"),
            icon="message-square",
            minutes=2,
            weight=22,
        )
    if waiting["texts"]:
        yield Ask(
            what=_("Read what colleagues wrote about the vision"),
            detail=_("You are one of two readers; tick which commitments they name"),
            url=_to(member, "vision:explain_read"),
            action=_("Read"),
            icon="book-open",
            minutes=10,
            weight=35,
        )


def leaders_sealed_asks(member: Member, facts: dict[str, Any]) -> Iterator[Ask]:
    """``facts`` as :func:`vision.queries.facts_for_asks` gives them."""
    if facts["pulse_to_answer"]:
        yield Ask(
            what=_("Answer the last pulse in public"),
            detail=_("All staff read it, and only then can the next one open"),
            url=f"{_to(member, 'vision:pulse_results')}#answer",
            action=_("Answer"),
            icon="message-square",
            minutes=5,
            weight=25,
        )
    if facts["readers_wanted"]:
        yield Ask(
            what=_("Choose who reads what staff wrote about the vision"),
            detail=_("Two colleagues from different phases or roles"),
            url=_to(member, "vision:explain_rounds"),
            action=_("Choose"),
            icon="users",
            minutes=2,
            weight=28,
        )


def _in_words(day: datetime.date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _to(member: Member, view: str) -> str:
    return reverse(view, args=[member.school.slug])
