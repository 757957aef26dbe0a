"""What every page knows: the school, the member, the term and where one can go from here; and what its frame shows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import conditional_escape
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from school.access import Permission, may
from school.badges.devices import DEVICE_COOKIE
from school.models import Member
from school.queries import current_term, today_in
from school.vocabulary import words_spoken


@dataclass(frozen=True)
class Place:
    """One word of the navigation."""

    label: Any
    url: str
    icon: str
    current: bool


NAVIGATION: tuple[tuple[Any, str, str, Permission, str], ...] = (
    (_("Today"), "home:today", "sun", Permission.BE_HERE, ""),
    (_("My learning"), "tracking:my_learning", "sprout", Permission.OWN_LEARNING, "my-learning"),
    (_("Learners"), "tracking:classes", "users", Permission.SEE_CLASSES, "learners"),
    (_("Visits"), "observations:visits", "eye", Permission.VISIT, "visits"),
    (_("Enquiry"), "enquiry:overview", "lightbulb", Permission.ENQUIRE, "enquiry"),
    (_("Vision"), "vision:narrative", "book-open", Permission.READ_VISION, "vision"),
    (_("Portfolio"), "portfolio:dashboard", "compass", Permission.READ_PUBLISHED, "portfolio"),
)
"""Label, view, icon, the permission it takes, and the first word of its addresses."""

MOST_WORDS = 5
WORDS_OF_PLACES = {place[4] for place in NAVIGATION} | {"school"}
OFFICE = (_("Office"), "school:office", "house", Permission.ADMINISTER, "school")
"""In the navigation of those who have room for it; the others find it under their name."""


MARKS = {name: f"{name}-{secrets.token_hex(12)}" for name in ("token", "number", "name")}
"""Stand in a kept frame for what is the reader's own. Nobody can write one: they are new with each process."""


class Someone(NamedTuple):
    """The member of a frame: what all who see the same have in common."""

    is_student: bool
    pk: str = MARKS["number"]
    display_name: str = MARKS["name"]


class Named(NamedTuple):
    """The school or the term of a frame."""

    name: str
    slug: str = ""


@dataclass(frozen=True)
class Frame:
    """All that may differ between the frames of two pages (``{% frame %}``), and whom this one is for."""

    request: HttpRequest
    seen: dict[str, Any]
    places: tuple[str, ...]
    here: str

    @cached_property
    def key(self) -> tuple[Any, ...]:
        return (get_language(), words_spoken(), self.places, self.here, *self.seen.values())

    def shown(self) -> dict[str, Any]:
        """What a template sees inside the frame: the key's values, and marks."""
        navigation = navigation_for(self.request) if self.places else []
        return {**self.seen, "navigation": navigation, "csrf_token": MARKS["token"]}

    @cached_property
    def token(self) -> str:
        """Masked once for a page, whose frame and forms all hold it."""
        return get_token(self.request)

    @cached_property
    def marks(self) -> list[tuple[str, str]]:
        member = getattr(self.request, "member", None)
        own = [(MARKS["token"], self.token)]
        if member:
            own += [(MARKS["number"], str(member.pk)), (MARKS["name"], conditional_escape(member.display_name))]
        return own


def frame_of(request: HttpRequest, known: dict[str, Any]) -> Frame:
    """The frame of a page of which so much is known."""
    member, school, term = known["member"], known["school"], known["term"]
    seen: dict[str, Any] = {name: bool(known.get(name)) for name in FLAGS}
    seen |= {
        "member": Someone(member.is_student, **({} if member.pk else {"pk": ""})) if member else None,
        "school": Named(school.name, school.slug) if school else None,
        "term": Named(term.name) if term else None,
        "memberships_count": known["memberships_count"],
        "theme": _theme(request),
        "signed_in": request.user.is_authenticated if hasattr(request, "user") else False,
    }
    places = tuple(place[1] for place in places_open_to(member)) if member else ()
    return Frame(request, seen, places, _here(request, school.slug) if school else "")


FLAGS = (
    "demo",
    "lends",
    "administers",
    "notices",
    "reads_concerns",
    "support_visit",
    "badge_session",
    "without_network",
)
THEMES = ("light", "dark")


def _theme(request: HttpRequest) -> str:
    theme = request.COOKIES.get("theme", "")
    return theme if theme in THEMES else ""


def page(request: HttpRequest) -> dict[str, Any]:
    """School, member, term and navigation for templates; empty outside a school. And the frame, of both."""
    known = _known(request)
    frame = frame_of(request, known)
    return {**known, "frame": frame, "csrf_token": SimpleLazyObject(lambda: frame.token)}


def _known(request: HttpRequest) -> dict[str, Any]:
    member = getattr(request, "member", None)
    known: dict[str, Any] = {"school": None, "member": None, "term": None, "demo": settings.DEMO}
    known["badge_session"] = getattr(request, "badge_session", None)
    places = getattr(request, "memberships", [])
    known["memberships_count"] = len(places) + any(getattr(place, "leads_network", False) for place in places)
    if member is None:
        return known
    school = request.school  # type: ignore[attr-defined]
    term = current_term(school, today_in(school))
    known["lends"] = may(member, Permission.LEND) or bool(getattr(member, "acts_for", ()))
    known["administers"] = may(member, Permission.ADMINISTER) or may(member, Permission.HELP_THE_OFFICE)
    known["notices"] = may(member, Permission.NOTICE)
    known["reads_concerns"] = may(member, Permission.READ_CONCERNS)
    known["support_visit"] = getattr(request, "support_visit", None)
    known["without_network"] = settings.WITHOUT_NETWORK and known["notices"] and not _is_shared(request, known)
    return {**known, "school": school, "member": member, "term": term}


def _is_shared(request: HttpRequest, known: dict[str, Any]) -> bool:
    """Whether others use this browser too: names are not kept there, whoever is signed in."""
    return bool(known["badge_session"] or known["support_visit"]) or DEVICE_COOKIE in request.COOKIES


def navigation_for(request: HttpRequest) -> list[Place]:
    """The places this member may go, the one they are in marked."""
    member = request.member  # type: ignore[attr-defined]
    slug = member.school.slug
    here = _here(request, slug)
    return [
        Place(label, reverse(view, args=[slug]), icon, current=here == word)
        for label, view, icon, _p, word in places_open_to(member)
    ]


def places_open_to(member: Member) -> list[tuple[Any, str, str, Permission, str]]:
    """Rows of the navigation that a member may follow."""
    allowed = [place for place in NAVIGATION if may(member, place[3])]
    if len(allowed) < MOST_WORDS and may(member, OFFICE[3]):
        allowed.append(OFFICE)
    return allowed


def _here(request: HttpRequest, slug: str) -> str:
    """The first word of the address inside the school, where it is one of the navigation."""
    word = request.path_info.removeprefix(f"/s/{slug}/").partition("/")[0]
    return word if word in WORDS_OF_PLACES else "elsewhere"
