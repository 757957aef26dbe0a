"""One search over what a member may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enquiry.queries import enquiries_visible_to
from observations.queries import visits_visible_to
from school.access import Permission, may
from school.models import Member, Term
from tracking.queries import classes_visible_to, learners_visible_to

MOST_OF_A_KIND = 8


@dataclass(frozen=True)
class Found:
    """One kind of thing found: a heading and (text, detail, url) of each."""

    heading: Any
    icon: str
    hits: list[tuple[str, str, str]]


def found_for(member: Member, term: Term | None, query: str) -> list[Found]:
    """Kinds with at least one hit; nothing for fewer than two letters."""
    if term is None or len(query) < 2:
        return []
    kinds = []
    if may(member, Permission.SEE_CLASSES):
        kinds += [_learners(member, term, query), _classes(member, term, query)]
    if may(member, Permission.VISIT):
        kinds.append(_visits(member, query))
    if may(member, Permission.ENQUIRE):
        kinds.append(_enquiries(member, query))
    return [kind for kind in kinds if kind.hits]


def _learners(member: Member, term: Term, query: str) -> Found:
    matching = learners_visible_to(member, term)
    for word in query.split():
        matching = matching.filter(
            Q(given_name__istartswith=word) | Q(family_name__istartswith=word) | Q(preferred_name__istartswith=word)
        )
    return Found(
        _("Learners"),
        "user",
        [
            (learner.display_name, "", reverse("tracking:learner", args=[member.school.slug, learner.pk]))
            for learner in matching[:MOST_OF_A_KIND]
        ],
    )


def _classes(member: Member, term: Term, query: str) -> Found:
    matching = classes_visible_to(member, term).filter(name__icontains=query)[:MOST_OF_A_KIND]
    return Found(
        _("Classes"),
        "users",
        [
            (found.name, found.subject, reverse("tracking:class", args=[member.school.slug, found.pk]))
            for found in matching
        ],
    )


def _visits(member: Member, query: str) -> Found:
    matching = visits_visible_to(member).filter(question__icontains=query)[:MOST_OF_A_KIND]
    return Found(
        _("Visits"),
        "eye",
        [
            (visit.question, f"{visit.on:%d %B %Y}", reverse("observations:visit", args=[member.school.slug, visit.pk]))
            for visit in matching
        ],
    )


def _enquiries(member: Member, query: str) -> Found:
    matching = enquiries_visible_to(member).filter(question__icontains=query)[:MOST_OF_A_KIND]
    return Found(
        _("Enquiries"),
        "lightbulb",
        [
            (found.question, found.get_state_display(), reverse("enquiry:enquiry", args=[member.school.slug, found.pk]))
            for found in matching
        ],
    )
