"""Reads of badges: for which classes, for whom, in what state."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from school.access import Permission, may
from school.badges.pictures import Picture, named
from school.models import Badge, Enrolment, Member, Role, SchoolClass, SharedDevice, Term
from school.queries import classes_in, learners_in
from school.rosters.registers import natural_key

CLASS_STAFF = (Enrolment.Role.TEACHER, Enrolment.Role.ASSISTANT)


@dataclass(frozen=True)
class ChildRow:
    """A child of a class on its badges page."""

    member: Member
    badge: Badge | None

    @property
    def card(self) -> bool:
        return self.badge is not None and self.badge.has_card

    @property
    def pictures(self) -> list[Picture]:
        return named(self.badge.pictures) if self.badge else []


@dataclass(frozen=True)
class ClassRow:
    """A class on the list, with how many of its children have a card."""

    school_class: SchoolClass
    learners: int
    cards: int
    paused: int

    @property
    def missing(self) -> int:
        return self.learners - self.cards


def classes_badged_by(member: Member, term: Term | None, today: datetime.date) -> QuerySet[SchoolClass]:
    """Leaders and the office: every open class of the year. Class staff: those they teach or support today."""
    if term is None or not may(member, Permission.PRINT_BADGES):
        return SchoolClass.objects.none()
    classes = classes_in(term).filter(school=member.school_id)
    if may(member, Permission.SEE_ALL_CLASSES) or may(member, Permission.ADMINISTER):
        return classes
    own = Enrolment.objects.on(today).filter(member=member, role__in=CLASS_STAFF)
    return classes.filter(pk__in=own.values("school_class"))


def learners_with_badges(school_class: SchoolClass, today: datetime.date) -> list[Member]:
    """The children of a class who may have a badge: students, nothing else, here today. By family name."""
    found = learners_in(school_class, today).filter(roles=[Role.STUDENT], joined_on__lte=today)
    return list(found.exclude(left_on__lte=today))


def live_badges(members: Iterable[Member]) -> dict[int, Badge]:
    """Member → their badge that works."""
    return {badge.member_id: badge for badge in Badge.objects.live().filter(member__in=members)}


def children_of(school_class: SchoolClass, today: datetime.date) -> list[ChildRow]:
    members = learners_with_badges(school_class, today)
    live = live_badges(members)
    return [ChildRow(member, live.get(member.pk)) for member in members]


def class_rows(member: Member, term: Term | None, today: datetime.date) -> list[ClassRow]:
    """The classes a member makes badges for, registration groups first."""
    learning = Q(enrolments__role=Enrolment.Role.STUDENT, enrolments__starts_on__lte=today) & (
        Q(enrolments__ends_on=None) | Q(enrolments__ends_on__gt=today)
    )
    here = (
        learning
        & Q(enrolments__member__roles=[Role.STUDENT], enrolments__member__joined_on__lte=today)
        & (Q(enrolments__member__left_on=None) | Q(enrolments__member__left_on__gt=today))
    )
    live = here & Q(enrolments__member__badges__revoked_at=None)
    whose = F("enrolments__member")
    found = classes_badged_by(member, term, today).annotate(
        learners=Count(whose, filter=here, distinct=True),
        cards=Count(whose, filter=live & Q(enrolments__member__badges__token_hash__gt=""), distinct=True),
        paused=Count(whose, filter=live & Q(enrolments__member__badges__paused_at__isnull=False), distinct=True),
    )
    classes = sorted(found, key=lambda row: (row.kind, natural_key(row.name), row.pk))
    return [ClassRow(row, row.learners, row.cards, row.paused) for row in classes]


def devices_of(school_class: SchoolClass, now: datetime.datetime) -> QuerySet[SharedDevice]:
    """The devices that show this class's names now."""
    return SharedDevice.objects.live(now).filter(school_class=school_class).select_related("started_by")


def first_names(members: Iterable[Member]) -> dict[int, str]:
    """Member → first name, with as much of the family name as tells two of the same first name apart."""
    members = list(members)
    shown = {member.pk: member.first_name for member in members}
    for letters in range(1, 101):
        twice = _shared(shown)
        if not twice:
            break
        for member in members:
            if shown[member.pk] in twice and len(member.family_name) >= letters:
                shown[member.pk] = f"{member.first_name} {member.family_name[:letters]}"
    return shown


def _shared(shown: dict[int, str]) -> set[str]:
    names = [name.casefold() for name in shown.values()]
    return {name for name in shown.values() if names.count(name.casefold()) > 1}
