"""The vision for anybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from learningculture.downloads import PDF, download
from school.access import public
from vision.models import Audience
from vision.public_pages import PublicPage, paper_of, public_page


def _open(slug: str, audience: str) -> PublicPage:
    """A school that has not opened the page answers like one that does not exist."""
    page = public_page(slug, audience)
    if page is None:
        raise Http404
    return page


@public
def public_vision(request: HttpRequest, slug: str, audience: str = Audience.EVERYONE) -> HttpResponse:
    """The published words."""
    return render(request, "vision/narrative_public.html", {"page": _open(slug, audience)})


@public
def public_paper(request: HttpRequest, slug: str, audience: str) -> HttpResponse:
    """The published words as a tagged PDF."""
    page = _open(slug, audience)
    return download(paper_of(page), f"{page.school.name}, {_('Our vision for learning')}.pdf", PDF)
