"""Reading the vision and its earlier versions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from school.access import Permission, may, requires
from vision.draft import published_blocks
from vision.narrative import has_unpublished_changes
from vision.queries import narratives_visible_to, published_narrative
from vision.views.frame import SchoolRequest, show


@requires(Permission.READ_VISION)
def narrative(request: SchoolRequest) -> HttpResponse:
    """The published vision, as one would send it to parents."""
    published = published_narrative(request.school)
    writes = may(request.member, Permission.WRITE_VISION)
    context = {
        "published": published,
        "blocks": published_blocks(published.content) if published else [],
        "writes": writes,
        "unpublished": writes and has_unpublished_changes(request.school, published),
    }
    return show(request, "vision/narrative_detail.html", context, here="vision:narrative")


@requires(Permission.READ_VISION)
def versions(request: SchoolRequest) -> HttpResponse:
    context = {"versions": narratives_visible_to(request.member).defer("content")}
    return show(request, "vision/narrative_list.html", context, here="vision:narrative")


@requires(Permission.READ_VISION)
def version(request: SchoolRequest, number: int) -> HttpResponse:
    """An earlier version, word for word."""
    old = get_object_or_404(narratives_visible_to(request.member), version=number)
    context = {"published": old, "blocks": published_blocks(old.content), "old": True}
    return show(request, "vision/narrative_detail.html", context, here="vision:narrative")
