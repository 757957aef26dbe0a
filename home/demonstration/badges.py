"""Badges of one invented class, and one to try."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from home.demonstration.cast import user_playing
from home.demonstration.people import Living
from home.demonstration.plan import TermPlan
from learningculture.tenancy import tenant
from school.badges.badges import make_badges, replace_badge
from school.badges.pictures import Picture, named
from school.models import Badge, Member, School

SCHOOL, YEAR_GROUP = "harbour-lane", 4
A_CHILD_WITH_A_BADGE = "badge"
"""In place of a part of the cast: the student again, by the way in that a six-year-old takes."""


@dataclass(frozen=True)
class BadgeToTry:
    """The badge of the student in the cast. ``address`` is known only when the card has just been made."""

    badge: Badge
    address: str = ""

    @property
    def pictures(self) -> list[Picture]:
        return named(self.badge.pictures)


def make_class_badges(living: Living, term: TermPlan) -> None:
    """The teacher of Year 4 of the small primary has printed badges this term."""
    if living.plan.slug != SCHOOL:
        return
    school_class = living.classes[term.year, YEAR_GROUP, 0]
    teacher = next(t for c, _, t in living.registration(term.year) if c == school_class)
    make_badges(school_class=school_class, by=teacher, now=timezone.now())


def badge_to_try(*, print_anew: bool = False) -> BadgeToTry | None:
    """The student's badge as it is, or a card made anew with an address to open."""
    user, teacher = user_playing("student"), user_playing("teacher")
    school = School.objects.filter(slug=SCHOOL).first()
    if not (user and teacher and school):
        return None
    with tenant(school.pk):
        student = Member.objects.get(user=user)
        live = Badge.objects.live().select_related("member__user", "school").filter(member=student).first()
        if live and not print_anew:
            return BadgeToTry(live)
        fresh = replace_badge(member=student, by=Member.objects.get(user=teacher), now=timezone.now())
    return BadgeToTry(fresh.badge, reverse("badge", args=[school.slug, fresh.token]))
