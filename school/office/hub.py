"""The office's rooms: what one can do in each, and what waits there."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from school.models import AcademicYear, Badge, Member, PrivacyRequest, RosterUpload, School, SupportAccess
from school.models.people import STAFF
from school.office.stamps import may_open

NEXT_YEAR_WITHIN = datetime.timedelta(days=75)
"""Before the end of a year the next one is wanted: half a term to enter its dates."""


@dataclass(frozen=True)
class Room:
    """One affair of the office; ``waits`` is empty when nothing does."""

    label: Any
    sentence: Any
    url: str
    icon: str
    waits: str


@dataclass(frozen=True)
class _Affair:
    label: Any
    sentence: Any
    view: str
    icon: str
    waits: Callable[[School, datetime.date], str] | None = None
    in_office: bool = True


@dataclass(frozen=True)
class Door:
    """One word of the office's own navigation."""

    label: Any
    url: str


def rooms_for(member: Member, school: School, today: datetime.date) -> list[Room]:
    """The rooms this member may enter, each with what waits; at most a query a room."""
    return [
        Room(
            label=one.label,
            sentence=one.sentence,
            url=url,
            icon=one.icon,
            waits=one.waits(school, today) if one.waits else "",
        )
        for one, url in _open_to(member, AFFAIRS)
    ]


def doors_for(member: Member) -> list[Door]:
    """The office and those of its rooms that this member may enter, beside every page of them. No query."""
    affairs = (HALL, *(one for one in AFFAIRS if one.in_office))
    return [Door(one.label, url) for one, url in _open_to(member, affairs)]


def _open_to(member: Member, affairs: Iterable[_Affair]) -> Iterator[tuple[_Affair, str]]:
    for one in affairs:
        url = reverse(one.view, args=[member.school.slug])
        if may_open(member, url):
            yield one, url


def _people(school: School, today: datetime.date) -> str:
    count = Member.objects.filter(school=school, user=None).with_any_role(*STAFF).here_on(today).count()
    said = ngettext("%(n)d member of staff has no sign-in yet.", "%(n)d members of staff have no sign-in yet.", count)
    return said % {"n": count} if count else ""


def _uploads(school: School, today: datetime.date) -> str:
    waiting = (RosterUpload.State.ASKING, RosterUpload.State.READY)
    count = RosterUpload.objects.filter(school=school, state__in=waiting).count()
    return ngettext("%(n)d roster waits for you.", "%(n)d rosters wait for you.", count) % {"n": count} if count else ""


def _badges(school: School, today: datetime.date) -> str:
    students = Member.objects.filter(school=school, user=None).students().here_on(today)
    missing = students.exclude(pk__in=Badge.objects.filter(school=school).values("member")).count()
    said = ngettext("%(n)d student has no way to sign in.", "%(n)d students have no way to sign in.", missing)
    return said % {"n": missing} if missing else ""


def _calendar(school: School, today: datetime.date) -> str:
    soon = today + NEXT_YEAR_WITHIN
    known = AcademicYear.objects.filter(school=school).aggregate(
        now=Count("pk", filter=Q(starts_on__lte=today, ends_on__gte=today)),
        later=Count("pk", filter=Q(ends_on__gt=soon)),
    )
    if not known["now"]:
        return _("No year holds today.")
    return "" if known["later"] else _("The next year is not in the calendar yet.")


def _requests(school: School, today: datetime.date) -> str:
    count = PrivacyRequest.objects.filter(school=school, state=PrivacyRequest.State.OPEN).count()
    return ngettext("%(n)d request is open.", "%(n)d requests are open.", count) % {"n": count} if count else ""


def _support(school: School, today: datetime.date) -> str:
    count = SupportAccess.objects.filter(school=school, answered_at=None, ended_at=None).count()
    return _("Support asks to come in.") if count else ""


HALL = _Affair(gettext_lazy("Office"), "", *("school:office", "house"))

AFFAIRS: tuple[_Affair, ...] = (
    _Affair(
        gettext_lazy("Members"),
        gettext_lazy("Who is here, in which roles; leaving and coming back."),
        *("school:members", "users", _people),
    ),
    _Affair(
        gettext_lazy("Roster"),
        gettext_lazy("Bring people and classes in, see what would change, take it back."),
        *("school:rosters", "upload", _uploads),
    ),
    _Affair(
        gettext_lazy("Attainment"),
        gettext_lazy("Bring a table of results in, beside the behaviours, and take it back."),
        *("tracking:attainment", "scale"),
        in_office=False,
    ),
    _Affair(
        gettext_lazy("What we record"),
        gettext_lazy("Pictures, students noticing each other, pages for families."),
        *("tracking:choices", "sliders-horizontal"),
        in_office=False,
    ),
    _Affair(
        gettext_lazy("Badges"),
        gettext_lazy("Print what students sign in with."),
        *("school:badges", "id-card", _badges),
    ),
    _Affair(
        gettext_lazy("Calendar"),
        gettext_lazy("Years, terms, closure days, hours, and moving everybody up a year."),
        *("school:calendar", "calendar", _calendar),
    ),
    _Affair(
        gettext_lazy("Words"),
        gettext_lazy("Name things as your school does."),
        *("school:words", "languages"),
    ),
    _Affair(
        gettext_lazy("Sign-in"),
        gettext_lazy("How staff sign in; invitations; second steps."),
        *("school:sign_in", "key"),
    ),
    _Affair(
        gettext_lazy("Personal data"),
        gettext_lazy("Requests, copies, how long things are kept."),
        *("school:data", "shield", _requests),
    ),
    _Affair(
        gettext_lazy("Support"),
        gettext_lazy("Let support in for an hour, with a reason, or not."),
        *("school:support", "life-buoy", _support),
    ),
    _Affair(
        gettext_lazy("Acting for each other"),
        gettext_lazy("Who does parts of whose work while they are away."),
        *("school:delegates", "handshake"),
        in_office=False,
    ),
    _Affair(
        gettext_lazy("Who sees what"),
        gettext_lazy("The table of permissions, printed from the rules."),
        *("school:permissions", "list-checks"),
        in_office=False,
    ),
)
