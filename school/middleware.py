"""Opens the school of the URL to one request, inside one transaction around the whole response."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from learningculture.tenancy import enter_school, tenant
from school.access import Permission, may
from school.accounts.reach import held_up, places_within_reach, school_of_service
from school.accounts.second_step import needs_second_step, second_step_first
from school.accounts.sessions import claimed_by, end_when_nobodys, end_when_over
from school.safeguarding.worrying import sounds_worrying
from school.support.visits import note_page, open_access, visitor
from school.vocabulary import in_words_of

SCHOOLS = ("/s/", "/schools/")
SCHOOL_IN_PATH = re.compile(r"^/s/(?P<slug>[-\w]+)/")


class SchoolMiddleware:
    """Sets ``request.member``, ``request.school`` and ``request.memberships``; then the database shows one school.

    The transaction spans rendering too: a template that reads lazily reads inside the school. A response of 500
    and above leaves nothing behind.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = request.school = None  # type: ignore[attr-defined]
        request.memberships = []  # type: ignore[attr-defined]
        if claimed_by(request):
            end_when_over(request)
        if claimed := claimed_by(request):
            with tenant(None, user_id=claimed):
                if self._claim_stands(request):
                    return self._respond_to_member(request)
            logout(request)
        with tenant(None):
            return self._respond(request)

    def _claim_stands(self, request: HttpRequest) -> bool:
        """Whether it is who the session says, and there is something for them to open."""
        if not request.user.is_authenticated:
            return False
        request.memberships = places_within_reach(request)  # type: ignore[attr-defined]
        return bool(request.memberships) or school_of_service(request) is None  # type: ignore[attr-defined]

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        return held_up(request)

    def _respond_to_member(self, request: HttpRequest) -> HttpResponse:
        request.enter_school = partial(self._enter, request)  # type: ignore[attr-defined]
        self._enter(request)
        response = self._respond(request)
        if not request.memberships and request.path_info.startswith(SCHOOLS):  # type: ignore[attr-defined]
            end_when_nobodys(request)
        return response

    def _enter(self, request: HttpRequest) -> None:
        found = SCHOOL_IN_PATH.match(request.path_info)
        if not found:
            return
        for member in request.memberships:  # type: ignore[attr-defined]
            if member.school.slug == found["slug"]:
                request.member, request.school = member, member.school  # type: ignore[attr-defined]
                enter_school(member.school_id, member_id=member.pk, user_id=request.user.pk)
        if not request.memberships and request.user.is_support:  # type: ignore[attr-defined, union-attr]
            self._let_support_in(request, found["slug"])

    def _let_support_in(self, request: HttpRequest, slug: str) -> None:
        """For the hour that a school consented to, and to read only. Without consent the school is not there."""
        access = open_access(request.user, slug, timezone.now())  # type: ignore[arg-type]
        if access is None:
            return
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        request.support_visit = access  # type: ignore[attr-defined]
        request.member, request.school = visitor(access), access.school  # type: ignore[attr-defined]
        enter_school(access.school_id, user_id=request.user.pk)

    def _respond(self, request: HttpRequest) -> HttpResponse:
        member = request.member  # type: ignore[attr-defined]
        with in_words_of(request.school):  # type: ignore[attr-defined]
            first = second_step_first(request) if member and needs_second_step(member) else None
            response = first or self.get_response(request)
        if (access := getattr(request, "support_visit", None)) and response.status_code == 200:
            note_page(access=access, path=request.path_info, now=timezone.now())
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response


READ_FOR_OFFERS = ("tracking", "vision", "observations", "enquiry", "portfolio")
"""The apps in which people write about people."""

SHORTEST_READ = 6


class ConcernOfferMiddleware:
    """Beside a text just saved that sounds worrying, offer the form to raise a concern. Never more than an offer.

    Nothing is sent, logged or kept: the offer is a message without a word of the text. What is sealed is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in (200, 302) and _writes_worrying_words(request):
            self._offer(request, response)
        return response

    def _offer(self, request: HttpRequest, response: HttpResponse) -> None:
        swaps = bool(getattr(request, "htmx", None)) and response.status_code == 200
        redirects = response.status_code == 302 or "HX-Redirect" in response.headers
        if not swaps and not redirects:
            return
        child = request.member.is_student  # type: ignore[attr-defined]
        words = (
            _("That sounds worrying. Would you like to tell a grown-up?")
            if child
            else _("This sounds worrying. Would you like to tell the safeguarding lead?")
        )
        messages.warning(request, words, extra_tags="concern")
        if swaps and not redirects:
            response.write(render_to_string("_messages.html", {"hx_oob": True}, request=request))


def _writes_worrying_words(request: HttpRequest) -> bool:
    member, place = getattr(request, "member", None), request.resolver_match
    if member is None or place is None or not may(member, Permission.RAISE_CONCERN):
        return False
    if place.app_name not in READ_FOR_OFFERS or (place.url_name or "").startswith(("pulse", "explain")):
        return False
    written = [
        value
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
        if len(value) >= SHORTEST_READ
    ]
    return sounds_worrying(*written)
