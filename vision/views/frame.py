"""What every page of the vision shares: the request inside a school, and the way to show it among its places."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from learningculture.htmx import render_page_or_fragment
from school.models import Member, School, Term
from school.queries import current_term, today_in
from vision.models import Audience
from vision.views.places import places_for


class SchoolRequest(HttpRequest):
    """A request that ``requires`` has let through: by this member, in this school."""

    member: Member
    school: School


def show(
    request: SchoolRequest,
    page: str,
    context: dict[str, Any],
    *,
    here: str,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page among the vision's other places; the fragment alone when htmx asked for it."""
    shown = {**context, "places": places_for(request.member, here)}
    return render_page_or_fragment(request, page, fragment or page, shown, status=status)


def back_to(request: SchoolRequest, view: str, *args: Any, anchor: str = "") -> HttpResponse:
    """Answer a plain write: go to a page of this school, at an anchor."""
    address = reverse(view, args=[request.school.slug, *args])
    return redirect(f"{address}#{anchor}" if anchor else address)


def audience_of(request: SchoolRequest) -> str:
    """For whom the narrative is that the address names with ``?for=``; everyone unless it says otherwise."""
    asked = request.GET.get("for", "")
    return asked if asked in Audience.values else Audience.EVERYONE


def reading_audience(request: SchoolRequest, there: set[str]) -> str:
    """Students read their own version where there is one; others the one they ask for."""
    if request.member.is_student:
        return Audience.STUDENTS if Audience.STUDENTS in there else Audience.EVERYONE
    return audience_of(request)


def to_draft(request: SchoolRequest, written_for: str, *, anchor: str) -> HttpResponse:
    """Back to the writing page of a draft, at an anchor."""
    return redirect(f"{_at_audience(request, 'vision:write', written_for)}#{anchor}")


def to_published(request: SchoolRequest, written_for: str) -> HttpResponse:
    """To what is published for an audience."""
    return redirect(_at_audience(request, "vision:narrative", written_for))


def _at_audience(request: SchoolRequest, view: str, written_for: str) -> str:
    address = reverse(view, args=[request.school.slug])
    return address if written_for == Audience.EVERYONE else f"{address}?for={written_for}"


def term_of(request: SchoolRequest) -> Term | None:
    return current_term(request.school, today_in(request.school))
