"""The second step: who needs one, who has taken it, and where they are led until then."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from learningculture.htmx import go_to
from school.accounts.sessions import renew_session
from school.models import Member, Role, User
from school.models.people import LEADERS, STAFF
from school.queries import memberships_of

ALWAYS = (*LEADERS, Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR, Role.SUPPORT)
"""Roles whose pages open only after a second step, whatever the school chose for the others."""


def needs_second_step(member: Member) -> bool:
    """Whether the role asks for one, or one acts for somebody, or the school asks all. Nobody in the demonstration."""
    if not settings.SECOND_STEP:
        return False
    asked = {*ALWAYS, *STAFF} if member.school.staff_need_second_step else set(ALWAYS)
    return bool(getattr(member, "acts_for", ())) or any(role in asked for role in member.roles)


def must_keep_one(user: User) -> bool:
    """Whether some school or network of this person asks for a second step, or support's way in."""
    if not settings.SECOND_STEP:
        return False
    if user.is_support:
        return True
    return any(needs_second_step(member) for member in memberships_of(user)) or user.network_places.exists()


def is_last_and_needed(authenticator: Authenticator) -> bool:
    """Whether nothing would guard the sign-in of somebody who needs it to be guarded."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return False
    others = authenticator.user.authenticator_set.exclude(pk=authenticator.pk)
    return not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists() and must_keep_one(authenticator.user)


LAST_ONE = _("Your role needs a second step, and this is your only one. Add another first, then remove this one.")


def check_can_remove_passkey(user: User, passkey_id: int) -> None:
    """Raises ValidationError when it is the only second step of somebody who needs one."""
    passkey = user.authenticator_set.filter(pk=passkey_id).first()  # type: ignore[attr-defined]
    if passkey and is_last_and_needed(passkey):
        raise ValidationError(LAST_ONE)


def took_second_step(request: HttpRequest) -> bool:
    """Whether this session began with a second step, or set one up; no question to the database."""
    user = request.user
    if not isinstance(user, User) or not user.has_second_step:
        return False
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def record_second_step(request: HttpRequest, kind: str) -> None:
    """A factor was proved in this session: note it and give the session a new id."""
    record_authentication(request, request.user, method="mfa", type=kind, reauthenticated=True)
    renew_session(request)


def second_step_first(request: HttpRequest) -> HttpResponse | None:
    """Where to go before the page asked for: proving the factor one has, or setting one up. None when taken."""
    if not settings.SECOND_STEP or took_second_step(request):
        return None
    if not request.user.has_second_step:  # type: ignore[union-attr]
        return go_to(request, reverse("second_step"))
    return go_to(request, f"{_way_to_prove(request.user)}?{urlencode({'next': request.get_full_path()})}")


def _way_to_prove(user: Any) -> str:
    by_app = user.authenticator_set.filter(type=Authenticator.Type.TOTP).exists()
    return reverse("mfa_reauthenticate" if by_app else "mfa_reauthenticate_webauthn")
