"""The places of the vision, grouped by what a person comes to do: read, speak, see what leaders do, listen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from school.access import Permission, may
from school.models import Member

MOST_SIDE_BY_SIDE = 5
"""Places that a phone shows in a line or two: whoever has no more needs no groups."""

Row = tuple[Any, str, Permission]

GROUPS: tuple[tuple[Any, tuple[Row, ...]], ...] = (
    (
        _("Read"),
        (
            (_("The vision"), "vision:narrative", Permission.READ_VISION),
            (_("Threads"), "home:threads", Permission.READ_VISION),
        ),
    ),
    (
        _("Speak"),
        (
            (_("Dialogue"), "vision:dialogue", Permission.COMMENT_VISION),
            (_("Because of you"), "vision:because_of_you", Permission.COMMENT_VISION),
        ),
    ),
    (_("Behaviours"), ((_("Behaviours"), "vision:behaviours", Permission.READ_VISION),)),
    (
        _("Leaders"),
        (
            (_("Priorities"), "vision:priorities", Permission.READ_PROMISES),
            (_("Promises"), "vision:promises", Permission.READ_PROMISES),
            (_("Messages"), "vision:messages", Permission.READ_PROMISES),
        ),
    ),
    (
        _("Listen"),
        (
            (_("Pulse"), "vision:pulse", Permission.ANSWER_PULSE),
            (_("Results"), "vision:pulse_results", Permission.RUN_PULSE),
            (_("Explain back"), "vision:explain_rounds", Permission.RUN_PULSE),
            (_("Talks"), "vision:talks", Permission.SEE_ALL_CLASSES),
            (_("My log"), "vision:presence", Permission.KEEP_PROMISES),
        ),
    ),
)
"""What a group is called, and its places: label, view, and the permission it takes."""


@dataclass(frozen=True)
class Place:
    """Somewhere to go; ``current`` is what ``aria-current`` says: ``page``, ``true`` inside a group, or nothing."""

    label: Any
    url: str
    current: str = ""


@dataclass(frozen=True)
class Places:
    """The first row, and below it the places of the group that the reader is in."""

    row: list[Place]
    within: list[Place]
    label: Any = ""


def places_for(member: Member, here: str) -> Places:
    """What this member may open, with ``here``, the name of a view, marked.

    A group of which somebody has one place alone goes by that place's own name.
    """
    groups = [(label, _open_to(member, rows, here)) for label, rows in GROUPS]
    groups = [(label, places) for label, places in groups if places]
    every = [place for _label, places in groups for place in places]
    if len(every) <= MOST_SIDE_BY_SIDE:
        return Places(every, [])
    inside = next(((label, places) for label, places in groups if _is_in(places)), None)
    within, label = (inside[1], inside[0]) if inside and len(inside[1]) > 1 else ([], "")
    return Places([_door(label, places) for label, places in groups], within, label)


def _open_to(member: Member, rows: tuple[Row, ...], here: str) -> list[Place]:
    return [
        Place(label, reverse(view, args=[member.school.slug]), "page" if view == here else "")
        for label, view, permission in rows
        if may(member, permission)
    ]


def _door(label: Any, places: list[Place]) -> Place:
    """The way into a group: its first place."""
    if len(places) == 1:
        return places[0]
    return Place(label, places[0].url, "true" if _is_in(places) else "")


def _is_in(places: list[Place]) -> bool:
    return any(place.current for place in places)
