"""Whose account at a service is whose place in the school. The key decides; an e-mail address only asks the office."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from school.accounts.invitations import TAKEN, accepting
from school.accounts.mail import send_later
from school.accounts.sessions import end_sessions_of
from school.models import Invitation, LinkedSignIn, Member, Role, School, SignInService, User
from school.privacy.accounts_end import has_places_elsewhere
from school.queries import today_in
from school.rosters.guarded import guarded, has_head

GUEST = 1
"""Microsoft's ``acct`` for somebody whom the directory only hosts."""

NOT_KNOWN = _(
    "The school does not know this account yet. If you belong there, its office has been asked and will say yes or no; "
    "then come back. You can also ask for an invitation."
)
OTHER_PLACE = _("That account belongs to another organisation. Choose the one that your school gave you.")
ELSEWHERE = _("That account or that place is somebody’s already. Ask the school’s office.")
OPENS_MORE = _(
    "This person has a place in another school or in a network too. They sign in with their e-mail address, so that "
    "one school’s service does not open another school."
)
UNVERIFIED = _("The service has not verified your e-mail address. Ask whoever looks after your school’s accounts.")


@dataclass(frozen=True)
class Identity:
    """An account as the service vouches for it: the key, and what a person in the office recognises it by."""

    issuer: str
    subject: str
    email: str
    name: str


def identity_of(service: SignInService, claims: dict[str, Any]) -> Identity:
    """The key of verified claims. Raises ValidationError for accounts that are not of this school."""
    name = str(claims.get("name", ""))[:200]
    if service.kind == SignInService.Kind.MICROSOFT:
        return _of_microsoft(service, claims, name)
    verified = claims.get("email_verified") is True
    email = str(claims.get("email", "")).lower()[:254]
    if service.kind == SignInService.Kind.GOOGLE:
        if str(claims.get("hd", "")).lower() != service.domain.lower() or not service.domain:
            raise ValidationError(OTHER_PLACE)
        if not verified:
            raise ValidationError(UNVERIFIED)
    issuer = "https://accounts.google.com" if service.kind == SignInService.Kind.GOOGLE else str(claims["iss"])
    return Identity(issuer, str(claims["sub"]), email if verified else "", name)


def _of_microsoft(service: SignInService, claims: dict[str, Any], name: str) -> Identity:
    """Keyed on directory and object; the addresses in the token can be changed by their owner and prove nothing."""
    directory, person = str(claims.get("tid", "")).lower(), str(claims.get("oid", ""))
    hosted = str(claims.get("acct", 0)) == str(GUEST) or directory not in str(claims.get("idp", directory)).lower()
    if not service.tenant or directory != service.tenant.lower() or not person or hosted:
        raise ValidationError(OTHER_PLACE)
    return Identity(directory, person, str(claims.get("preferred_username", "")).lower()[:254], name)


def member_signing_in(service: SignInService, identity: Identity, now: datetime.datetime) -> Member | None:
    """The member behind an account. None for an unknown one, which is noted for the office."""
    links = LinkedSignIn.objects.filter(school=service.school_id, issuer=identity.issuer, subject=identity.subject)
    link = links.select_related("member__user", "member__school").first()
    if link is None:
        ask_to_link(service=service, identity=identity, now=now)
    elif link.state == LinkedSignIn.State.LINKED and _is_here(link.member):
        return link.member
    return None


def _is_here(member: Member) -> bool:
    today = today_in(member.school)
    left = member.left_on is not None and member.left_on <= today
    return member.user is not None and member.user.is_active and not left and not _opens_more(member)


def _opens_more(member: Member) -> bool:
    """Whether the sign-in opens another place too: what one school's service vouches for must not open that."""
    user = member.user
    return user is not None and (user.is_support or has_places_elsewhere(user.pk, member.school_id))


def ask_to_link(*, service: SignInService, identity: Identity, now: datetime.datetime) -> LinkedSignIn | None:
    """Put an account before the office when it looks like exactly one member; otherwise nothing is kept of it."""
    looks_like = list(_members_like(service, identity)[:2])
    if len(looks_like) != 1:
        return None
    return LinkedSignIn.objects.create(
        school_id=service.school_id,
        service=service,
        member=looks_like[0],
        issuer=identity.issuer,
        subject=identity.subject,
        email=identity.email,
        name=identity.name,
        asked_at=now,
    )


def _members_like(service: SignInService, identity: Identity) -> QuerySet[Member]:
    here = Member.objects.filter(school=service.school_id).here_on(today_in(service.school))
    if identity.email:
        pending = Invitation.objects.filter(school=service.school_id, email=identity.email, withdrawn_at=None)
        by_email = here.filter(Q(user__email=identity.email) | Q(pk__in=pending.values("member")))
        if by_email.exists():
            return by_email
    given, _space, family = identity.name.rpartition(" ")
    if not given:
        return here.none()
    named = Q(given_name__iexact=given) | Q(preferred_name__iexact=given)
    return here.filter(named, family_name__iexact=family)


def settle_link(*, link: LinkedSignIn, yes: bool, by: Member, now: datetime.datetime) -> LinkedSignIn:
    """The office's yes or no, or its taking back of a yes, which ends the person's sessions.

    From then on the key alone decides; the address and name shown for it are forgotten.
    """
    if yes:
        check_can_link(link, by)
    with transaction.atomic():
        if not yes and link.state == LinkedSignIn.State.LINKED and link.member.user:
            end_sessions_of(link.member.user)
        if yes:
            _tell_of_link(link, by)
        if yes and link.member.user_id is None:
            _make_sign_in(link)
        link.state = LinkedSignIn.State.LINKED if yes else LinkedSignIn.State.REFUSED
        link.email = link.name = ""
        link.settled_at, link.settled_by = now, by
        link.save()
    return link


def check_can_link(link: LinkedSignIn, by: Member) -> None:
    """A service says who somebody is, and the office chooses the service: it opens no leading place by itself."""
    member = link.member
    if guarded(member.roles) and Role.HEAD not in by.roles and has_head(member.school):
        raise ValidationError(_("Only a headteacher says yes to the account of somebody with a leading place."))
    if _opens_more(member):
        raise ValidationError(OPENS_MORE)


def _tell_of_link(link: LinkedSignIn, by: Member) -> None:
    """Who has a sign-in already learns that there is another way into it."""
    if link.member.user is None or link.member.user_id == by.user_id:
        return
    context = {"name": by.display_name, "school": link.member.school.name, "service": str(link.service)}
    text = render_to_string("account/email/account_linked.txt", context)
    send_later(to=link.member.user.email, subject=str(_("A new way into your sign-in")), text=text)


def _make_sign_in(link: LinkedSignIn) -> None:
    """A sign-in without a password. Never that of somebody else who has the same address."""
    if not link.email or User.objects.filter(email=link.email).exists():
        raise ValidationError(
            _("There is a sign-in with this address already. Invite the person, so that they join it.")
        )
    link.member.user = User.objects.create_user(link.email)
    link.member.save(update_fields=["user"])


def accept_with_account(*, token: str, service: SignInService, identity: Identity, now: datetime.datetime) -> Member:
    """Take an invited place with an account of the school's service: the invitation is the office's yes."""
    with accepting(token, now) as invitation:
        member = invitation.member
        if invitation.school_id != service.school_id or member.user_id or _is_linked(service, identity):
            raise ValidationError(ELSEWHERE)
        if User.objects.filter(email=invitation.email).exists():
            raise ValidationError(TAKEN)
        member.user = User.objects.create_user(invitation.email)
        member.save(update_fields=["user"])
        LinkedSignIn.objects.update_or_create(
            school_id=service.school_id,
            issuer=identity.issuer,
            subject=identity.subject,
            defaults={
                "service": service,
                "member": member,
                "state": LinkedSignIn.State.LINKED,
                "email": "",
                "name": "",
                "asked_at": now,
                "settled_at": now,
                "settled_by": invitation.invited_by,
            },
        )
    return member


def _is_linked(service: SignInService, identity: Identity) -> bool:
    known = LinkedSignIn.objects.filter(school=service.school_id, issuer=identity.issuer, subject=identity.subject)
    return known.filter(state=LinkedSignIn.State.LINKED).exists()


def accounts_in(school: School) -> QuerySet[LinkedSignIn]:
    """Accounts that sign somebody in or wait for a yes; refused ones are only remembered."""
    known = LinkedSignIn.objects.filter(school=school).exclude(state=LinkedSignIn.State.REFUSED)
    return known.select_related("member__user", "service").order_by("asked_at", "id")


def waiting_in(school: School) -> QuerySet[LinkedSignIn]:
    """Accounts that the office has yet to say yes or no to, oldest first."""
    return accounts_in(school).filter(state=LinkedSignIn.State.WAITING)
