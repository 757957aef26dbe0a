"""A session that began with a badge: how long it lasts, and how little it opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from learningculture.htmx import go_to
from school.access import ROLE_PERMISSIONS
from school.badges.sessions import SEEN_EVERY, SESSION_KEY, BadgeSession, still_stands
from school.models import Role

ALWAYS = {"account_logout"}
"""What the sign-in library serves and a child may use. Its other pages are about an account, and a badge is none."""

OWN_SIGN_IN = ("account", "sign_in")
"""Modules of pages about a person's own way to sign in: never with a badge."""


class BadgeSessionMiddleware:
    """Sets ``request.badge_session``. Over, revoked, left or the device ended: signed out before any view is asked.

    Stands before the school's middleware: what it finds is looked up in the badge's own school.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.badge_session = None  # type: ignore[attr-defined]
        kept = request.session.get(SESSION_KEY)
        if kept is None:
            return self.get_response(request)
        session, now = BadgeSession(**kept), timezone.now()
        if session.is_over(now) or not still_stands(session, now):
            logout(request)
            return go_to(request, reverse("shared_device" if session.device else "badge_over"))
        if now.timestamp() - session.seen >= SEEN_EVERY.total_seconds():
            request.session[SESSION_KEY] = kept | {"seen": now.timestamp()}
        request.badge_session = session  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Only what is stamped for students, in the badge's own school; nothing about accounts."""
        session: BadgeSession | None = request.badge_session  # type: ignore[attr-defined]
        if session is None:
            return None
        access, match = getattr(view, "access", None), request.resolver_match
        if access == "public" or (match and match.url_name in ALWAYS):
            return None
        if _about_account(view):
            raise PermissionDenied
        if access == "signed in":
            return redirect("home:today", school=session.slug)
        if kwargs.get("school") != session.slug and access is not None:
            raise Http404
        if access not in ROLE_PERMISSIONS[Role.STUDENT]:
            raise PermissionDenied
        return None


def _about_account(view: Callable[..., HttpResponse]) -> bool:
    return getattr(view, "again", False) or any(word in view.__module__ for word in OWN_SIGN_IN)
