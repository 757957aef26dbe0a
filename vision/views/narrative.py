"""Reading the vision and its earlier versions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from school.access import Permission, may, requires
from vision.circles import draft_for, may_read_draft
from vision.credit import credits_in
from vision.draft import PublishedBlock, published_blocks
from vision.models import Audience, PublishedNarrative
from vision.narrative import has_unpublished_changes
from vision.queries import narratives_visible_to, published_audiences, published_narrative
from vision.views.frame import SchoolRequest, reading_audience, show


@requires(Permission.READ_VISION)
def narrative(request: SchoolRequest) -> HttpResponse:
    """The published vision, as one would send it to parents."""
    there = published_audiences(request.school)
    audience = reading_audience(request, there)
    published = published_narrative(request.school, audience)
    writes = may(request.member, Permission.WRITE_VISION)
    context = {
        "published": published,
        "blocks": _blocks(request, published),
        "writes": writes,
        "unpublished": writes and has_unpublished_changes(request.school, published, audience),
        "audience": audience,
        "speaks": audience == Audience.EVERYONE and may(request.member, Permission.COMMENT_VISION),
        "others": [] if request.member.is_student else [each for each in Audience if each in there - {audience}],
        "draft_is_open": not writes and may_read_draft(request.member, draft_for(request.school, audience)),
    }
    return show(request, "vision/narrative_detail.html", context, here="vision:narrative")


@requires(Permission.READ_VISION)
def version(request: SchoolRequest, number: int) -> HttpResponse:
    """An earlier version, word for word."""
    audience = reading_audience(request, published_audiences(request.school))
    old = get_object_or_404(narratives_visible_to(request.member, audience), version=number)
    context = {"published": old, "blocks": _blocks(request, old), "old": True, "audience": audience}
    return show(request, "vision/narrative_detail.html", context, here="vision:narrative")


def _blocks(request: SchoolRequest, published: PublishedNarrative | None) -> list[PublishedBlock]:
    """What was published, with whose words they are."""
    content = published.content if published else []
    return published_blocks(content, credits_in(content, request.member) if content else None)
