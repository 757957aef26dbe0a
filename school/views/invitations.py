"""Accepting an invitation, and the office's list of them."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.account.models import Login
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, public, requires, signed_in
from school.accounts.invitations import (
    accept_with_password,
    accept_with_sign_in,
    check_can_accept,
    invitations_of,
    invite_member,
    invited_by,
    send_again,
    staff_without_sign_in,
    withdraw_invitation,
)
from school.accounts.invite_forms import ChoosePasswordForm, InviteForm
from school.accounts.ways import ways_at
from school.queries import staff_members
from school.views.account import whoever

TOKEN = "invitation"
"""Where the session keeps the link's secret, so that it stands in no address but the first."""


@public
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: keep its secret and go on to a page without it."""
    request.session[TOKEN] = token
    return redirect("invitation")


@public
def invitation(request: HttpRequest) -> HttpResponse:
    """Choose how to sign in, or read plainly why the link no longer works."""
    token, now = request.session.get(TOKEN, ""), timezone.now()
    try:
        found = check_can_accept(invited_by(token), now)
    except ValidationError as refused:
        return render(request, "account/invitation_over.html", {"reason": refused.message}, status=410)
    form = ChoosePasswordForm(request.POST or None, invitation=found)
    if not request.user.is_authenticated and form.is_valid():
        try:
            user = accept_with_password(token=token, password=form.cleaned_data["password1"], now=now)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return _first_sign_in(request, user)
    context = {"invitation": found, "form": form, "ways": ways_at(found.school.slug)}
    return render(request, "account/invitation.html", context)


def _first_sign_in(request: HttpRequest, user: Any) -> HttpResponse:
    request.session.pop(TOKEN, None)
    record_authentication(request, user, method="password")
    answer: HttpResponse = perform_login(request, Login(user=user))
    return answer


@signed_in
@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """Take the place, or the new address, with the sign-in one has."""
    token, now = request.session.get(TOKEN, ""), timezone.now()
    if is_reauthentication_required(request, app="account"):
        raise ReauthenticationRequired
    try:
        accept_with_sign_in(token=token, user=whoever(request), now=now)
    except ValidationError as refused:
        messages.error(request, refused.message)
        return redirect("invitation")
    request.session.pop(TOKEN, None)
    messages.success(request, _("Done. Welcome."))
    return redirect("choose_school")


@requires(Permission.MANAGE_MEMBERS)
def invitations(request: HttpRequest) -> HttpResponse:
    """Who is invited, and who could be."""
    school = request.school  # type: ignore[attr-defined]
    now = timezone.now()
    pending = [(one, one.is_open(now)) for one in invitations_of(school)]
    context = {"pending": pending, "uninvited": staff_without_sign_in(school)}
    return render(request, "school/invitations.html", context)


@requires(Permission.MANAGE_MEMBERS)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite one member, or change the address that they sign in with."""
    member = get_object_or_404(staff_members(request.school).select_related("user"), pk=pk)  # type: ignore[attr-defined]
    form = InviteForm(request.POST or None)
    if form.is_valid():
        by = request.member  # type: ignore[attr-defined]
        try:
            invite_member(member=member, email=form.cleaned_data["email"], by=by, now=timezone.now())
        except ValidationError as refused:
            form.add_error("email", refused)
        else:
            messages.success(request, _("The link is on its way to %(email)s.") % form.cleaned_data)
            return redirect("school:invitations", school=member.school.slug)
    return render(request, "school/invite.html", {"person": member, "form": form})


@requires(Permission.MANAGE_MEMBERS)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    school = request.school  # type: ignore[attr-defined]
    withdraw_invitation(invitation=get_object_or_404(invitations_of(school), pk=pk), now=timezone.now())
    messages.success(request, _("The link no longer works."))
    return redirect("school:invitations", school=school.slug)


@requires(Permission.MANAGE_MEMBERS)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    school, by = request.school, request.member  # type: ignore[attr-defined]
    try:
        send_again(invitation=get_object_or_404(invitations_of(school), pk=pk), by=by, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("A new link is on its way; the old one no longer works."))
    return redirect("school:invitations", school=school.slug)
