"""What every page knows: the school, the member, the term and where one can go from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from school.access import Permission, may
from school.queries import current_term, today_in


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
OFFICE = (_("Office"), "school:office", "house", Permission.ADMINISTER, "school")
"""In the navigation of those who have room for it; the others find it under their name."""


def page(request: HttpRequest) -> dict[str, Any]:
    """School, member, term and navigation for templates; empty outside a school."""
    member = getattr(request, "member", None)
    known: dict[str, Any] = {"school": None, "member": None, "term": None, "navigation": [], "demo": settings.DEMO}
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
    return {**known, "school": school, "member": member, "term": term, "navigation": navigation_for(request)}


def navigation_for(request: HttpRequest) -> list[Place]:
    """The places this member may go, the one they are in marked."""
    member = request.member  # type: ignore[attr-defined]
    slug = member.school.slug
    here = request.path_info.removeprefix(f"/s/{slug}/").partition("/")[0]
    allowed = [place for place in NAVIGATION if may(member, place[3])]
    if len(allowed) < MOST_WORDS and may(member, OFFICE[3]):
        allowed.append(OFFICE)
    return [
        Place(label, reverse(view, args=[slug]), icon, current=here == word) for label, view, icon, _p, word in allowed
    ]
