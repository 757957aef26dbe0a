"""How far a sign-in by a school's service goes: into that school and no further.

Whoever looks after the service decides whom it vouches for. That is the school's right for its own pages; a colleague's
other school, their network and their own password or passkeys are none of its business.
"""

from __future__ import annotations

import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from learningculture.tenancy import tenant
from school.accounts.second_step import second_step_first
from school.models import Member, User
from school.queries import memberships_of, places_of

BY_SERVICE = "openid"
"""How a session's record of itself names a sign-in by a school's service."""

OWN_WAYS_IN = {"account_set_password", "mfa_add_webauthn", "join_by_invitation"}
"""Pages that give the sign-in a way in, or a place, that holds beyond the school."""

OWN_SECOND_STEP = "mfa_activate_totp"
"""What a school may ask for; with a place elsewhere it would shut its owner out there."""

ACCOUNT_PAGES = ("/account/", "/my-account/", "/invitation/join/")
NEVER_HELD_UP = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout", "sign_out_everywhere"}


def school_of_service(request: HttpRequest) -> int | None:
    """The school whose service began this session. None once a password or a passkey of one's own was proved in it."""
    school = None
    for record in get_authentication_records(request, request.user) if hasattr(request, "session") else []:
        if record.get("method") == "password" or record.get("type") == "webauthn":
            return None
        if record.get("method") == BY_SERVICE:
            school = record.get("school", 0)
    return school


def came_too_long_ago(request: HttpRequest) -> bool:
    """Whether nothing but the school's service can say again who this is, and it last did so too long ago."""
    if school_of_service(request) is None or get_reauthentication_flows(request.user):
        return False
    last = get_authentication_records(request, request.user)[-1]["at"]
    return bool(time.time() - last >= app_settings.REAUTHENTICATION_TIMEOUT)


def places_within_reach(request: HttpRequest) -> list[Member]:
    """The places of whoever is signed in that this session opens."""
    places, school = places_of(request.user), school_of_service(request)
    if school is None:
        return places
    own = [place for place in places if place.school_id == school]
    for place in own:
        place.leads_network = False  # type: ignore[attr-defined]
    return own


def opens_more_than(user: User, school_id: int) -> bool:
    """Whether a sign-in has a place outside this school: in another one, with a network, or with support."""
    with tenant(None, user_id=user.pk):
        elsewhere = memberships_of(user).exclude(school=school_id).exists()
    return elsewhere or user.is_support or user.network_places.exists()


def held_up(request: HttpRequest) -> HttpResponse | None:
    """What stands before a page of one's own account: the second step one has, or a way in that is one's own."""
    place = request.resolver_match
    if place is None or not isinstance(request.user, User) or not request.path_info.startswith(ACCOUNT_PAGES):
        return None
    if place.url_name in NEVER_HELD_UP:
        return None
    if request.user.has_second_step and (first := second_step_first(request)):
        return first
    school = school_of_service(request)
    if school is None or not _reaches_further(request.user, school, place.url_name):
        return None
    return render(request, "account/beyond_service.html", status=403)


def _reaches_further(user: User, school: int, page: str | None) -> bool:
    return page in OWN_WAYS_IN or (page == OWN_SECOND_STEP and opens_more_than(user, school))
