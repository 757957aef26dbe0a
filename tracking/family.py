"""The link to a page for the family: who makes one, who ends it, and what a child shares on it."""

from __future__ import annotations

import datetime
import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from school.access import Permission, may
from school.models import Member, Term
from tracking.children_notice import classmates_of
from tracking.choices import choices_of
from tracking.models import Evidence, FamilyLink, LearningChoices, Noticing
from tracking.queries import learners_heard_by, learners_visible_to

TOKEN_BYTES = 32
"""256 bits: nobody guesses a link."""

LONGEST_SCHOOL_ID = 18
"""Digits: what the database can hold."""

SHORTEST_NAME = 2
SWITCHES = ("shows_words", "shows_goal", "shows_celebrations")


@dataclass(frozen=True)
class FreshLink:
    """A link and its secret, which stands nowhere else and is gone when the page is closed."""

    link: FamilyLink
    token: str


def hashed(secret: str) -> str:
    """What is stored of a secret. It is random and long, so a plain digest cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_link(
    *, student: Member, home: str, by: Member, term: Term, on: datetime.date, now: datetime.datetime
) -> FreshLink:
    """A link for one home, to the end of the academic year. The link that this home had works no longer.

    Pressed twice, the second page holds the link that works.
    """
    check_can_make_link(student=student, by=by, term=term, on=on)
    Member.objects.select_for_update(of=("self",)).get(pk=student.pk)
    before = FamilyLink.objects.filter(school=student.school_id, student=student, home=home, revoked_at=None)
    switches = before.values(*SWITCHES).first() or {}
    before.update(revoked_at=now, revoked_by=by)
    secret = secrets.token_urlsafe(TOKEN_BYTES)
    link = FamilyLink.objects.create(
        school_id=student.school_id,
        student=student,
        home=home,
        made_by=by,
        made_at=now,
        expires_on=term.academic_year.ends_on,
        token_hash=hashed(secret),
        **switches,
    )
    return FreshLink(link, f"{student.school_id}.{secret}")


def check_can_make_link(*, student: Member, by: Member, term: Term, on: datetime.date) -> None:
    """The staff of the student's classes; the student where the school allows it."""
    choices = choices_of(student.school)
    if not choices.family_pages:
        raise ValidationError(_("Your school has not switched family pages on."))
    if not is_here(student, on):
        raise ValidationError(_("Family pages are for students who are at this school now."))
    if term.academic_year.ends_on < on:
        raise ValidationError(_("The year is over. Make a link when the new one has begun."))
    if by.pk == student.pk and not choices.students_make_links:
        raise ValidationError(_("Ask a grown-up of your class to make the link with you."))
    heard = learners_heard_by(by, term, on).filter(heard=True)  # type: ignore[misc]  # annotated there
    if by.pk != student.pk and not heard.filter(pk=student.pk).exists():
        raise ValidationError(_("The staff of the student’s classes make the link."))


def is_here(student: Member, on: datetime.date) -> bool:
    """Whether the person is a student of the school on the day."""
    return student.is_student and student.joined_on <= on and not (student.left_on and student.left_on <= on)


@transaction.atomic
def revoke_link(*, link: FamilyLink, by: Member, now: datetime.datetime) -> FamilyLink:
    """The link opens nothing from now on. Ended again, the first time stays."""
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by = now, by
        link.save(update_fields=["revoked_at", "revoked_by"])
    return link


@transaction.atomic
def choose_switches(*, link: FamilyLink, by: Member, **switches: bool) -> FamilyLink:
    """What else this home reads, beside the pieces that are shared one by one. The student's choice alone."""
    if by.pk != link.student_id:
        raise ValidationError(_("Only the student chooses what is shared."))
    for name in SWITCHES:
        setattr(link, name, switches[name])
    link.save(update_fields=list(SWITCHES))
    return link


def live_links(student: Member, on: datetime.date) -> QuerySet[FamilyLink]:
    """The links of a student that open something today, one for each home."""
    found = FamilyLink.objects.filter(school=student.school_id, student=student, revoked_at=None, expires_on__gte=on)
    return found.select_related("made_by").order_by("made_at", "pk")


def homes_of(student: Member, on: datetime.date) -> list[str]:
    """In words, who can open the student's page today."""
    return [link.get_home_display() for link in live_links(student, on)]


def choices_and_homes(student: Member, on: datetime.date) -> tuple[LearningChoices, list[str]]:
    """The school's choices and, where it has family pages, :func:`homes_of` the student; in one statement."""
    homes = ArraySubquery(live_links(student, on).values("home"))
    found = LearningChoices.objects.filter(school=student.school_id).annotate(homes=homes).first()
    if found is None:
        return LearningChoices(school=student.school), []
    return found, [str(FamilyLink.Home(home).label) for home in found.homes] if found.family_pages else []


def links_ended_by(member: Member, student: Member, term: Term, on: datetime.date) -> QuerySet[FamilyLink]:
    """Those that a member may end: the student's own, and for staff those of every learner they see."""
    own = member.pk == student.pk and may(member, Permission.OWN_LEARNING)
    seen = may(member, Permission.SEE_CLASSES) and learners_visible_to(member, term, on).filter(pk=student.pk).exists()
    links = live_links(student, on)
    return links if own or seen else links.none()


def school_of_token(token: str) -> int | None:
    """The school that a token names; None for what is no token of ours."""
    school_id, _dot, _secret = token.partition(".")
    if not school_id.isascii() or not school_id.isdigit() or len(school_id) > LONGEST_SCHOOL_ID:
        return None
    return int(school_id)


def opened_link(token: str, on: datetime.date) -> FamilyLink | None:
    """The live link behind an address, in the school that is open.

    Unknown, ended, expired, switched off, left, another school: all the same None.
    """
    found = FamilyLink.objects.filter(token_hash=hashed(token.partition(".")[2]), revoked_at=None, expires_on__gte=on)
    link = found.select_related("student__school").first()
    if link is None or link.school_id != school_of_token(token) or not is_here(link.student, on):
        return None
    return link if choices_of(link.student.school).family_pages else None


@transaction.atomic
def share_piece(*, thing: Evidence | Noticing, share: bool, by: Member, on: datetime.date) -> Evidence | Noticing:
    """Put a piece on the family page, or take it off. Said again, it is the same."""
    if thing.student_id != by.pk:
        raise ValidationError(_("Only the student chooses what is shared."))
    if share:
        check_can_share(thing, by, on)
    thing.with_family = share
    thing.save(update_fields=["with_family"])
    return thing


def check_can_share(thing: Evidence | Noticing, by: Member, on: datetime.date) -> None:
    """What classmates noticed, and what names one of them, stays at school."""
    if not choices_of(by.school).family_pages:
        raise ValidationError(_("Your school has not switched family pages on."))
    if isinstance(thing, Noticing) and thing.source == Noticing.Source.PEER:
        raise ValidationError(_("What a classmate noticed stays between the two of you."))
    if name := named_in(words_of(thing), first_names_of_classmates(by, on)):
        raise ValidationError(
            _("This also names %(name)s, so it stays at school. In your own words, “a friend” is enough.")
            % {"name": name}
        )


def words_of(thing: Evidence | Noticing) -> str:
    """Every word of a piece that a reader would see, those for its picture too."""
    texts = [thing.title, thing.story] if isinstance(thing, Evidence) else [thing.text]
    return " ".join([*texts, thing.picture.words if thing.picture else ""])


def first_names_of_classmates(student: Member, on: datetime.date) -> frozenset[str]:
    """First names, as spoken and as registered; not those that the student has too."""
    own = {student.given_name, student.preferred_name}
    rows = classmates_of(student, on).values_list("given_name", "preferred_name")
    return frozenset(name for row in rows for name in row if len(name) >= SHORTEST_NAME and name not in own)


def named_in(text: str, names: Iterable[str]) -> str:
    """The first of the names that stands in the text as a word of its own; empty when none does."""
    return next((name for name in sorted(names) if re.search(rf"\b{re.escape(name)}\b", text)), "")
