"""Opens the school of the URL to one request, inside one transaction around the whole response."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from learningculture.tenancy import enter_school, tenant
from school.accounts.second_step import needs_second_step, second_step_first
from school.accounts.sessions import end_when_over
from school.queries import memberships_of
from school.vocabulary import in_words_of

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
        if request.user.is_authenticated and hasattr(request, "session"):
            end_when_over(request)
        if not request.user.is_authenticated:
            with tenant(None):
                return self._respond(request)
        with tenant(None, user_id=request.user.pk):
            request.memberships = list(memberships_of(request.user))  # type: ignore[attr-defined]
            request.enter_school = partial(self._enter, request)  # type: ignore[attr-defined]
            self._enter(request)
            return self._respond(request)

    def _enter(self, request: HttpRequest) -> None:
        found = SCHOOL_IN_PATH.match(request.path_info)
        if not found:
            return
        for member in request.memberships:  # type: ignore[attr-defined]
            if member.school.slug == found["slug"]:
                request.member, request.school = member, member.school  # type: ignore[attr-defined]
                enter_school(member.school_id, member_id=member.pk, user_id=request.user.pk)

    def _respond(self, request: HttpRequest) -> HttpResponse:
        member = request.member  # type: ignore[attr-defined]
        with in_words_of(request.school):  # type: ignore[attr-defined]
            first = second_step_first(request) if member and needs_second_step(member) else None
            response = first or self.get_response(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response
