"""The kinds of duty: who has it, what is counted, and the words of the ask."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.access import Permission
from school.asks import Ask
from school.models import LinkedSignIn, Member, PrivacyRequest, RosterUpload, SupportAccess
from school.safeguarding.circle import waiting_for

SOON = datetime.timedelta(days=7)
"""A request about personal data asks for attention a week before the law wants its answer."""

FIRST_OF_ALL = 0


@dataclass(frozen=True)
class Duty:
    """``rows``: what waits, of tables of the member's school. ``ask``: the words for so many."""

    name: str
    permission: Permission
    rows: Callable[[Member, datetime.date], QuerySet[Any]]
    ask: Callable[[Member, int], Ask]


def _to(member: Member, view: str) -> str:
    """The page that settles it."""
    return reverse(f"school:{view}", args=[member.school.slug])


def _concerns(member: Member, count: int) -> Ask:
    return Ask(
        what=ngettext("A concern waits for you", "%(n)d concerns wait for you", count) % {"n": count},
        detail=_("Nobody has acknowledged it yet"),
        url=_to(member, "concerns"),
        action=_("Open"),
        icon="life-buoy",
        minutes=2 * count,
        weight=FIRST_OF_ALL,
    )


def _support(member: Member, count: int) -> Ask:
    return Ask(
        what=_("Support asks to come in"),
        detail=_("For sixty minutes, with a reason; you decide"),
        url=_to(member, "support"),
        action=_("Read why"),
        icon="lock-open",
        minutes=1,
        weight=16,
    )


def _links(member: Member, count: int) -> Ask:
    return Ask(
        what=ngettext("A person waits to be linked", "%(n)d people wait to be linked", count) % {"n": count},
        detail=_("Until then they cannot sign in with the school’s account"),
        url=_to(member, "sign_in"),
        action=_("Look"),
        icon="user-check",
        minutes=count,
        weight=18,
    )


def _requests(member: Member, count: int) -> Ask:
    due = ngettext("A request about personal data is due", "%(n)d requests about personal data are due", count)
    return Ask(
        what=due % {"n": count},
        detail=_("The law wants an answer within days"),
        url=_to(member, "data"),
        action=_("Answer"),
        icon="file-text",
        minutes=10 * count,
        weight=14,
    )


def _imports(member: Member, count: int) -> Ask:
    return Ask(
        what=ngettext("An import waits for your yes", "%(n)d imports wait for your yes", count) % {"n": count},
        detail=_("Nothing has been changed yet"),
        url=_to(member, "rosters"),
        action=_("Look"),
        icon="upload",
        minutes=3 * count,
        weight=17,
    )


def _imports_waiting(member: Member, today: datetime.date) -> QuerySet[Any]:
    return RosterUpload.objects.filter(state__in=(RosterUpload.State.ASKING, RosterUpload.State.READY))


def _open_questions(member: Member, today: datetime.date) -> QuerySet[Any]:
    return SupportAccess.objects.filter(answered_at=None, ended_at=None)


def _waiting_links(member: Member, today: datetime.date) -> QuerySet[Any]:
    return LinkedSignIn.objects.filter(state=LinkedSignIn.State.WAITING)


def _requests_due(member: Member, today: datetime.date) -> QuerySet[Any]:
    return PrivacyRequest.objects.filter(state=PrivacyRequest.State.OPEN, due_on__lte=today + SOON)


DUTIES: tuple[Duty, ...] = (
    Duty("concerns", Permission.READ_CONCERNS, waiting_for, _concerns),
    Duty("requests", Permission.MANAGE_PRIVACY, _requests_due, _requests),
    Duty("support", Permission.LET_SUPPORT_IN, _open_questions, _support),
    Duty("imports", Permission.MANAGE_ROSTER, _imports_waiting, _imports),
    Duty("links", Permission.MANAGE_MEMBERS, _waiting_links, _links),
)
