"""One's own account: how one signs in, where one is signed in, the second step."""

from __future__ import annotations

from typing import cast

from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import signed_in
from school.accounts.again import FILE
from school.accounts.second_step import check_can_remove_passkey, must_keep_one
from school.accounts.sessions import end_session, end_sessions_of
from school.models import User


def whoever(request: HttpRequest) -> User:
    """Who is signed in; pages stamped ``signed_in`` have nobody else."""
    return cast(User, request.user)


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """The way to everything about one's own sign-in."""
    members = request.memberships  # type: ignore[attr-defined]
    return render(request, "account/account.html", {"members": members, "needed": must_keep_one(whoever(request))})


@signed_in
def second_step(request: HttpRequest) -> HttpResponse:
    """Why a second step, and the two ways to set one up."""
    return render(request, "account/second_step.html", {"needed": must_keep_one(whoever(request))})


@signed_in
def file_comes(request: HttpRequest) -> HttpResponse:
    """After signing in again for a file: it comes, once, and here is the way back."""
    asked = request.session.pop(FILE, None)
    if asked is None:
        return redirect("front_door")
    return render(request, "account/file_comes.html", asked)


@signed_in
def change_email(request: HttpRequest) -> HttpResponse:
    """Who changes an e-mail address: the school, by an invitation to the new one."""
    return render(request, "account/email.html")


@signed_in
@require_POST
def end_one_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one browser of one's own."""
    if not end_session(user=whoever(request), session_id=pk):
        raise Http404
    messages.success(request, _("Signed out there."))
    return redirect("usersessions_list")


@signed_in
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of one's own, this one too."""
    end_sessions_of(whoever(request))
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")


@signed_in
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a passkey away, unless it is the only second step of somebody who needs one."""
    try:
        check_can_remove_passkey(whoever(request), pk)
    except ValidationError as refused:
        messages.error(request, refused.message)
        return redirect("mfa_list_webauthn")
    return remove_webauthn(request, pk=pk)  # type: ignore[no-any-return]
