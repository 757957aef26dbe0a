"""Invitations: how a member comes by a sign-in, and how an e-mail address is changed. One link, once, for a week."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import tenant
from school.accounts.mail import absolute, send_later
from school.models import Invitation, Member, Role, School, User
from school.queries import day_in, staff_members, today_in
from school.rosters.guarded import guarded, has_head

DAYS_OPEN = 7
MOST_A_DAY = 400
"""Invitations of one school in a day: the staff of the largest in one go, and no more."""

GONE = _("This link is not one of ours. Perhaps it was cut off in the message: open it there again.")
USED = _("This link has been used. It works once; sign in as you chose then.")
WITHDRAWN = _("The school has withdrawn this link. Perhaps a newer message has another one.")
EXPIRED = _("This link has ended: it works for seven days. The school’s office can send you a new one.")
LEFT = _("The place that this link was for is closed. The school’s office can help.")
TAKEN = _("There is a sign-in with this address already. Sign in with it, then come back to this link.")
HERE_ALREADY = _("Your sign-in has another place in this school already. Sign out and choose a password instead.")
NOT_YOURS = _("This link changes the address of somebody else’s sign-in. Sign in as that person first.")


def invite_member(*, member: Member, email: str, by: Member, now: datetime.datetime) -> Invitation:
    """Send a member a link. An older link of theirs stops working. Returns the invitation; its token is only mailed."""
    email = email.strip().lower()
    check_can_invite(member, email, now)
    check_may_invite(member, by)
    token = f"{member.school_id}.{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        Invitation.objects.filter(member=member, used_at=None, withdrawn_at=None).update(withdrawn_at=now)
        invitation = Invitation.objects.create(
            school_id=member.school_id,
            member=member,
            email=email,
            token_hash=hashed(token),
            sent_at=now,
            expires_at=now + datetime.timedelta(days=DAYS_OPEN),
            invited_by=by,
        )
        _mail(invitation, token)
    return invitation


def check_can_invite(member: Member, email: str, now: datetime.datetime) -> None:
    """Raises ValidationError with what the office reads."""
    if member.left_on and member.left_on <= day_in(member.school, now):
        raise ValidationError(_("This person has left. Open their place again first."))
    if member.roles == [Role.STUDENT]:
        raise ValidationError(_("Students sign in with a badge or with the school’s own service, not by e-mail."))
    if member.user and member.user.email == email:
        raise ValidationError(_("This person signs in with that address already."))
    today = Invitation.objects.filter(school=member.school_id, sent_at__gt=now - datetime.timedelta(days=1))
    if today.count() >= MOST_A_DAY:
        raise ValidationError(_("That is a great many invitations for one day. Please send the rest tomorrow."))


def check_may_invite(member: Member, by: Member) -> None:
    """Who chooses the address takes the place: a leading one is filled by a head, as soon as a head signs in here.

    A change of address is no such thing: it asks for the old sign-in.
    """
    filled_by_head = member.user_id is None and guarded(member.roles) and has_head(member.school)
    if filled_by_head and Role.HEAD not in by.roles:
        raise ValidationError(_("Only a headteacher invites somebody to a leading place."))


def send_again(*, invitation: Invitation, by: Member, now: datetime.datetime) -> Invitation:
    """A new link to the same address; the old one stops working."""
    return invite_member(member=invitation.member, email=invitation.email, by=by, now=now)


def withdraw_invitation(*, invitation: Invitation, now: datetime.datetime) -> Invitation:
    """Take a link back."""
    if invitation.used_at:
        raise ValidationError(_("It has been used already. Close the person’s place if they should not be here."))
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    return invitation


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invited_by(token: str) -> Invitation | None:
    """The invitation behind a link, whatever its state, with its member and school. The token names the school."""
    school_id = token.partition(".")[0]
    if not school_id.isascii() or not school_id.isdigit() or len(school_id) > 18:
        return None
    with tenant(int(school_id)):
        found = Invitation.objects.select_related("member__school", "member__user", "invited_by", "school")
        return found.filter(token_hash=hashed(token)).first()


def check_can_accept(invitation: Invitation | None, now: datetime.datetime) -> Invitation:
    """The invitation itself. Raises ValidationError with what the invited person reads."""
    if invitation is None:
        raise ValidationError(GONE)
    if invitation.used_at:
        raise ValidationError(USED)
    if invitation.withdrawn_at:
        raise ValidationError(WITHDRAWN)
    if now >= invitation.expires_at:
        raise ValidationError(EXPIRED)
    if invitation.member.left_on and invitation.member.left_on <= day_in(invitation.school, now):
        raise ValidationError(LEFT)
    return invitation


def accept_with_password(*, token: str, password: str, now: datetime.datetime) -> User:
    """Make the sign-in of an invited member. The password has been validated."""
    with accepting(token, now) as invitation:
        if invitation.member.user_id or User.objects.filter(email=invitation.email).exists():
            raise ValidationError(TAKEN)
        user = User.objects.create_user(invitation.email, password)
        _give(invitation, user)
    return user


def accept_with_sign_in(*, token: str, user: User, now: datetime.datetime) -> User:
    """Join an existing sign-in to the invited member; for a member who has one, change its address to the new one."""
    with accepting(token, now) as invitation:
        if invitation.member.user_id:
            _change_address(invitation, user)
        elif Member.objects.filter(school=invitation.school_id, user=user).exists():
            raise ValidationError(HERE_ALREADY)
        else:
            _give(invitation, user)
    return user


@contextmanager
def accepting(token: str, now: datetime.datetime) -> Iterator[Invitation]:
    """The locked, checked invitation inside its school; marked as used when the block ends well."""
    found = check_can_accept(invited_by(token), now)
    with tenant(found.school_id, member_id=found.member_id):
        Invitation.objects.select_for_update().get(pk=found.pk)
        invitation = check_can_accept(invited_by(token), now)
        yield invitation
        Invitation.objects.filter(pk=invitation.pk).update(used_at=now)


def _give(invitation: Invitation, user: User) -> None:
    Member.objects.filter(pk=invitation.member_id).update(user=user)


def _change_address(invitation: Invitation, user: User) -> None:
    if invitation.member.user_id != user.pk:
        raise ValidationError(NOT_YOURS)
    if User.objects.filter(email=invitation.email).exclude(pk=user.pk).exists():
        raise ValidationError(TAKEN)
    before, user.email = user.email, invitation.email
    user.save(update_fields=["email"])
    user.emailaddress_set.all().delete()  # type: ignore[attr-defined]
    text = render_to_string("account/email/address_changed.txt", {"email": user.email})
    send_later(to=before, subject=str(_("Your e-mail address was changed")), text=text)


def _mail(invitation: Invitation, token: str) -> None:
    kind = "new_address" if invitation.member.user_id else "invitation"
    context = {"invitation": invitation, "link": absolute("open_invitation", token)}
    text = render_to_string(f"account/email/{kind}.txt", context)
    subject = _("Your new e-mail address") if invitation.member.user_id else _("%(school)s has a place for you")
    send_later(to=invitation.email, subject=str(subject) % {"school": invitation.member.school.name}, text=text)


def invitations_of(school: School) -> QuerySet[Invitation]:
    """Every invitation that was neither used nor withdrawn, newest first."""
    pending = Invitation.objects.filter(school=school, used_at=None, withdrawn_at=None)
    return pending.select_related("member", "invited_by")


def staff_without_sign_in(school: School) -> QuerySet[Member]:
    """Adults with an open place, no sign-in and no invitation on its way."""
    waiting = invitations_of(school).values("member")
    here = staff_members(school).exclude(left_on__lte=today_in(school))
    return here.filter(user=None).exclude(pk__in=waiting).order_by("family_name", "given_name", "id")
