"""Making, replacing and revoking badges."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.badges.pictures import fresh_pair
from school.badges.queries import learners_with_badges, live_badges
from school.models import Badge, Member, SchoolClass, User
from school.queries import today_in

TOKEN_BYTES = 32
"""256 bits: nobody guesses a badge, so a wrong token needs no counting."""


@dataclass(frozen=True)
class FreshBadge:
    """A badge and its token, which stands nowhere else and is gone when the sheet is made."""

    badge: Badge
    token: str

    @property
    def member(self) -> Member:
        return self.badge.member


def hashed(token: str) -> str:
    """What is stored of a token. It is random and long, so a plain digest cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_badges(
    *, school_class: SchoolClass, by: Member, now: datetime.datetime, anew: bool = False
) -> list[FreshBadge]:
    """Badges for the children of a class who have no card yet; with ``anew`` for all of them, in place of the old.

    Who had pictures keeps them. The cards come with the answer and cannot be had a second time.
    """
    members = learners_with_badges(school_class, today_in(by.school))
    live = _locked_badges(members)
    wanted = [member for member in members if anew or not (member.pk in live and live[member.pk].has_card)]
    if not members:
        raise ValidationError(_("Nobody in this class signs in with a badge yet."))
    if not wanted:
        raise ValidationError(_("Everybody in this class has a badge. You can print new ones for the whole class."))
    return _issue(wanted, by=by, now=now, cards=True, among=live.values())


@transaction.atomic
def give_pictures(*, school_class: SchoolClass, by: Member, now: datetime.datetime) -> list[Badge]:
    """Pictures, and no card, for the children of a class who have neither: enough for a shared device."""
    members = learners_with_badges(school_class, today_in(by.school))
    live = _locked_badges(members)
    wanted = [member for member in members if member.pk not in live]
    if not wanted:
        raise ValidationError(_("Everybody in this class has pictures already."))
    return [fresh.badge for fresh in _issue(wanted, by=by, now=now, cards=False, among=live.values())]


@transaction.atomic
def replace_badge(*, member: Member, by: Member, now: datetime.datetime) -> FreshBadge:
    """A new card for one child, with the pictures they know; the old card works no longer."""
    check_can_have_badge(member, on=today_in(by.school))
    return _issue([member], by=by, now=now, cards=True, among=[])[0]


def check_can_have_badge(member: Member, *, on: datetime.date) -> None:
    if not signs_in_with_badge(member, on):
        raise ValidationError(_("Badges are for students who are at this school now, and for nobody else."))


def signs_in_with_badge(member: Member, on: datetime.date) -> bool:
    """Only who is a student and nothing else, from the first to the last day: a badge never opens an adult's page."""
    return member.roles == ["student"] and member.joined_on <= on and not (member.left_on and member.left_on <= on)


@transaction.atomic
def change_pictures(*, badge: Badge, taken: Iterable[Badge] = ()) -> Badge:
    """Two other pictures, when somebody looked over a shoulder; the card stays."""
    badge.pictures = fresh_pair([tuple(badge.pictures), *(tuple(other.pictures) for other in taken)])
    badge.wrong_tries, badge.paused_at = 0, None
    badge.save(update_fields=["pictures", "wrong_tries", "paused_at"])
    return badge


@transaction.atomic
def let_try_again(*, badge: Badge) -> Badge:
    """The teacher says that it was the child who tapped wrongly."""
    badge.wrong_tries, badge.paused_at = 0, None
    badge.save(update_fields=["wrong_tries", "paused_at"])
    return badge


@transaction.atomic
def revoke_badge(*, badge: Badge, by: Member, now: datetime.datetime) -> Badge:
    """The card works no longer, and whoever is signed in with it is signed out."""
    badge.revoked_at, badge.revoked_by = now, by
    badge.save(update_fields=["revoked_at", "revoked_by"])
    return badge


@transaction.atomic
def revoke_badges(*, school_class: SchoolClass, by: Member, now: datetime.datetime) -> int:
    """Every badge of a class; returns how many there were."""
    members = learners_with_badges(school_class, today_in(by.school))
    return Badge.objects.live().filter(member__in=members).update(revoked_at=now, revoked_by=by)


def _issue(
    members: Sequence[Member], *, by: Member, now: datetime.datetime, cards: bool, among: Iterable[Badge]
) -> list[FreshBadge]:
    """New rows in place of the live ones."""
    before = _locked_badges(members)
    Badge.objects.filter(pk__in=[badge.pk for badge in before.values()]).update(revoked_at=now, revoked_by=by)
    _give_sign_ins(members)
    taken = [tuple(badge.pictures) for badge in [*among, *before.values()]]
    fresh = []
    for member in members:
        pictures = before[member.pk].pictures if member.pk in before else fresh_pair(taken)
        taken.append(tuple(pictures))
        token = secrets.token_urlsafe(TOKEN_BYTES) if cards else ""
        badge = Badge(
            school_id=member.school_id, member=member, pictures=pictures, made_at=now, made_by=by,
            token_hash=hashed(token) if cards else "", printed_at=now if cards else None,
        )  # fmt: skip
        fresh.append(FreshBadge(badge, token))
    Badge.objects.bulk_create([made.badge for made in fresh])
    return fresh


def _locked_badges(members: Sequence[Member]) -> dict[int, Badge]:
    """The live badges, once the members are locked: of two presses at once the second finds what the first has made."""
    list(Member.objects.select_for_update().filter(pk__in=[m.pk for m in members]).order_by("pk").values("pk"))
    return live_badges(members)


def _give_sign_ins(members: Sequence[Member]) -> None:
    """Who has a school account keeps it."""
    without = [member for member in members if member.user_id is None]
    for member, user in zip(without, User.objects.create_for_badges(len(without)), strict=True):
        member.user = user
    Member.objects.bulk_update(without, ["user"])
