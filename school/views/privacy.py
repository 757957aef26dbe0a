"""Who looked at one's records."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from school.access import Permission, requires
from school.models import Member
from school.privacy.looks import lines_for, looks_at

LOOKS_ON_A_PAGE = 30


@requires(Permission.BE_HERE)
def looks(request: HttpRequest) -> HttpResponse:
    """Each person's own list, newest first."""
    member: Member = request.member  # type: ignore[attr-defined]
    page = Paginator(looks_at(member), LOOKS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "school/privacy_looks.html", {"page": page, "lines": lines_for(member, page)})
