"""What the dialogue about the vision asks of a member today, and which answers are news to them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.access import Permission, may
from school.asks import Ask, News
from school.models import Member
from vision.themes import answered_for
from vision.windows import LateWindow, owed_by


def dialogue_asks(member: Member, windows: list[LateWindow], today: datetime.date) -> Iterator[Ask]:
    """Staff are asked once while leaders ask, until they spoke with a name; leaders who asked, until they answered."""
    for window in windows:
        if window.opens_on <= today <= window.closes_on and not window.spoke and window.opened_by_id != member.pk:
            yield _speak(member, window)
        if may(member, Permission.WRITE_VISION) and owed_by(window, member, today):
            yield _answer(member, window)


def _speak(member: Member, window: Any) -> Ask:
    last = f"{window.closes_on.day} {window.closes_on:%B}"
    return Ask(
        what=_("Say what you think of the vision"),
        detail=_("%(asks)s Open until %(day)s; with your name, or truly without") % {"asks": window.asks, "day": last},
        url=_to(member, "vision:dialogue"),
        action=_("Speak"),
        icon="messages-square",
        minutes=2,
        weight=35,
    )


def _answer(member: Member, window: Any) -> Ask:
    what = ngettext(
        "Answer what a colleague said about the vision",
        "Answer %(n)d remarks that colleagues made on the vision",
        window.waiting,
    )
    return Ask(
        what=what % {"n": window.waiting},
        detail=_("You asked; it closed more than three weeks of school ago"),
        url=_to(member, "vision:themes"),
        action=_("Answer"),
        icon="messages-square",
        minutes=10,
        weight=25,
    )


def answers_to(member: Member, since: datetime.date) -> Iterator[News]:
    """For whoever spoke with a name; the others read the ledger, since nobody knows who they are."""
    for theme in answered_for(member, since):
        yield News(text=_told(theme), url=f"{_to(member, 'vision:because_of_you')}#theme-{theme.pk}")


def _told(theme: Any) -> str:
    words = {"title": theme.title, "outcome": theme.get_outcome_display(), "why": theme.why_back}
    if theme.answered_on is None:
        return _("The answer to what you said was taken back. %(title)s: %(why)s") % words
    if theme.why_back:
        return _("What you said was answered anew. %(title)s: %(outcome)s") % words
    return _("What you said was answered. %(title)s: %(outcome)s") % words


def _to(member: Member, view: str) -> str:
    return reverse(view, args=[member.school.slug])
