"""The vision for anybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from school.access import public
from vision.models import Audience
from vision.public_pages import public_page


@public
def public_vision(request: HttpRequest, slug: str, audience: str = Audience.EVERYONE) -> HttpResponse:
    """The published words; a school that has not opened the page answers like one that does not exist."""
    page = public_page(slug, audience)
    if page is None:
        raise Http404
    return render(request, "vision/narrative_public.html", {"page": page})
