"""A draft as a whole: who may read it, and whether what is published of it is a public page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, may, requires
from vision.circles import draft_for, make_public, may_read_draft, may_write_draft, open_draft
from vision.draft import draft_blocks
from vision.forms import attempt
from vision.views.frame import SchoolRequest, audience_of, show, to_draft
from vision.writing_forms import CircleForm


@requires(Permission.READ_VISION)
def read_draft(request: SchoolRequest) -> HttpResponse:
    """The draft, for whom its circle takes in; for everybody else there is none."""
    audience = audience_of(request)
    draft = draft_for(request.school, audience)
    if not may_read_draft(request.member, draft):
        raise Http404
    blocks = [block for block in draft_blocks(request.school, audience) if block.paragraphs or block.commitments]
    writes = may(request.member, Permission.WRITE_VISION)
    context = {"draft": draft, "blocks": blocks, "audience": audience, "writes": writes}
    return show(request, "vision/narrative_draft.html", context, here="vision:narrative")


@requires(Permission.WRITE_VISION)
@require_POST
def circle(request: SchoolRequest) -> HttpResponse:
    """Open the draft further, or close it."""
    audience, form = audience_of(request), CircleForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["circle"]
        attempt(form, lambda: open_draft(school=request.school, written_for=audience, circle=chosen, by=request.member))
    if form.errors:
        messages.warning(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
    else:
        messages.success(request, _("Saved."))
    return to_draft(request, audience, anchor="circle")


@requires(Permission.WRITE_VISION)
@require_POST
def public_page(request: SchoolRequest) -> HttpResponse:
    """Switch the public page of what is published on or off."""
    audience, on = audience_of(request), request.POST.get("public") == "on"
    if not may_write_draft(request.member, draft_for(request.school, audience)):
        raise Http404
    make_public(school=request.school, written_for=audience, is_public=on, by=request.member)
    messages.success(request, _("Anybody with the address can read it now.") if on else _("The public page is closed."))
    return to_draft(request, audience, anchor="circle")
