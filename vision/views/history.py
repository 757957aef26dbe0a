"""The vision's history: a story of its versions, two of them side by side, and one on paper."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from learningculture.downloads import PDF, download
from school.access import Permission, requires
from vision.credit import credits_in
from vision.history import chapters, pairs_of, promises_of
from vision.models import PublishedNarrative
from vision.narrative_sheet import narrative_pdf, sheet_of
from vision.queries import narratives_visible_to, published_audiences
from vision.views.frame import SchoolRequest, reading_audience, show

HERE = "vision:narrative"


def _audience(request: SchoolRequest) -> str:
    return reading_audience(request, published_audiences(request.school))


@requires(Permission.READ_VISION)
def versions(request: SchoolRequest) -> HttpResponse:
    """What each version changed, newest first."""
    audience = _audience(request)
    story = chapters(list(narratives_visible_to(request.member, audience)))
    context = {"chapters": story, "audience": audience, "names_writers": not request.member.is_student}
    return show(request, "vision/narrative_list.html", context, here=HERE)


@requires(Permission.READ_VISION)
def compare(request: SchoolRequest) -> HttpResponse:
    """Any two versions side by side; the last two unless others are asked for."""
    audience = _audience(request)
    there = list(narratives_visible_to(request.member, audience))
    if not there:
        raise Http404
    old = _asked(request, "old", there, there[min(1, len(there) - 1)])
    new = _asked(request, "new", there, there[0])
    if old.version > new.version:
        old, new = new, old
    context = {
        "versions": there,
        "old": old,
        "new": new,
        "audience": audience,
        "pairs": pairs_of(old, new),
        "promises": promises_of(old, new),
    }
    return show(request, "vision/narrative_compare.html", context, here=HERE)


def _asked(
    request: SchoolRequest, name: str, there: list[PublishedNarrative], otherwise: PublishedNarrative
) -> PublishedNarrative:
    asked = request.GET.get(name, "")
    return next((one for one in there if str(one.version) == asked), otherwise)


@requires(Permission.READ_VISION)
def on_paper(request: SchoolRequest, number: int) -> HttpResponse:
    """A version as a tagged PDF."""
    found = get_object_or_404(narratives_visible_to(request.member, _audience(request)), version=number)
    sheet = sheet_of(found, school_name=request.school.name, credits=credits_in(found.content, request.member))
    return download(narrative_pdf(sheet), _("Vision, version %(number)d.pdf") % {"number": found.version}, PDF)
