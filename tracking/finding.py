"""Finding the learners a note is about: two letters are enough."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from learningculture.sent_numbers import number_sent
from school.models import Enrolment, Member, Term
from school.models.people import MemberQuerySet
from tracking.models import Goal
from tracking.queries import CLASS_STAFF, learners_visible_to, noticeable_behaviours

FEWEST_LETTERS = 2
MOST_FOUND = 12
"""Learners shown for what was typed."""

ONE_SCREEN = 40
"""Learners who are simply listed, without typing: one class."""


@dataclass(frozen=True)
class Found:
    """``learners`` to choose from, those in ``chosen`` ticked; ``more``: there are more than are shown."""

    learners: list[Member]
    chosen: set[int]
    words: str
    class_id: str
    more: bool


def learners_to_choose(
    member: Member,
    term: Term,
    on: datetime.date,
    *,
    words: str = "",
    class_id: str = "",
    chosen: Iterable[str] = (),
) -> Found:
    """Those ticked, then those whose name has the letters typed; without letters the class, if it is only one."""
    visible = learners_visible_to(member, term, on).order_by("given_name", "family_name", "pk")
    ticked = {pk for sent in chosen if (pk := number_sent(sent)) is not None}
    kept = list(visible.filter(pk__in=ticked)) if ticked else []
    words = " ".join(words.split())
    limit = MOST_FOUND if words else ONE_SCREEN
    others = list(_matching(visible, words, class_id, on).exclude(pk__in=ticked)[: limit + 1])
    more = len(others) > limit
    shown = [] if more and not words else others[:limit]
    return Found([*kept, *shown], {learner.pk for learner in kept}, words, class_id, more)


def names_to_notice(member: Member, term: Term, on: datetime.date) -> dict[str, Any]:
    """The learners of the classes one teaches or supports, first name and initial, with what each tries next."""
    own = Enrolment.objects.on(on).filter(member=member, role__in=CLASS_STAFF).values("school_class")
    within = Enrolment.objects.on(on).learners().filter(school=member.school_id, school_class__in=own)
    places = within.filter(member=OuterRef("pk"))
    goal = Goal.objects.filter(school=member.school_id, student=OuterRef("pk"), reviewed_on=None).values("behaviour")
    learners: QuerySet[Any] = Member.objects.filter(Exists(places), school=member.school_id).annotate(
        trying=Subquery(goal[:1])
    )
    behaviours: QuerySet[Any] = noticeable_behaviours(term)
    return {
        "learners": [
            {"id": each.pk, "name": short_name(each), "trying": each.trying}
            for each in learners.order_by("given_name", "family_name", "pk")
        ],
        "classes": _class_lists(within),
        "behaviours": [
            {"id": each.pk, "label": each.label, "tint": each.tint or "slate", "focus": each.in_focus}
            for each in behaviours
        ],
    }


def _class_lists(places: QuerySet[Enrolment]) -> list[dict[str, Any]]:
    """Who is in which class, by number: names are said once."""
    lists: dict[str, list[int]] = defaultdict(list)
    for name, pk in places.order_by("school_class__name", "member").values_list("school_class__name", "member"):
        lists[name].append(pk)
    return [{"name": name, "learners": learners} for name, learners in lists.items()]


def short_name(member: Member) -> str:
    """First name and the initial of the last: enough to choose by."""
    initial = member.family_name[:1] if member.first_name != member.family_name else ""
    return f"{member.first_name} {initial}.".removesuffix(" .")


def _matching(visible: MemberQuerySet, words: str, class_id: str, on: datetime.date) -> MemberQuerySet:
    if words and len(words) < FEWEST_LETTERS:
        return visible.none()
    visible = visible.named(words)
    if (school_class := number_sent(class_id)) is not None and not words:
        places = Enrolment.objects.on(on).learners().filter(member=OuterRef("pk"), school_class=school_class)
        visible = visible.filter(Exists(places))
    return visible
