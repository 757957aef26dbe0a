"""The order of the draft: paragraphs split, merged, moved, brought back. Each answers with the page at its place."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learningculture.sent_numbers import number_sent
from school.access import Permission, requires
from school.queries import today_in
from vision.forms import attempt
from vision.lineage import (
    bring_back,
    follower_of,
    merge_paragraphs,
    move_paragraph,
    place_paragraph,
    split_paragraph,
)
from vision.models import Paragraph
from vision.queries import draft_paragraphs_open_to
from vision.views.frame import SchoolRequest, show, to_draft
from vision.writing_forms import MoveForm, SplitParagraphForm

HERE = "vision:narrative"


def _found(request: SchoolRequest, pk: int) -> Paragraph:
    return get_object_or_404(draft_paragraphs_open_to(request.member), pk=pk)


def _arranged(request: SchoolRequest, found: Paragraph, act: Callable[[], Paragraph], said: str) -> HttpResponse:
    try:
        found = act()
        messages.success(request, said)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return to_draft(request, found.written_for, anchor=f"p-{found.pk}")


@requires(Permission.WRITE_VISION)
def split_text(request: SchoolRequest, pk: int) -> HttpResponse:
    """Choose where the second part begins."""
    found = _found(request, pk)
    form = SplitParagraphForm(request.POST or None, paragraph=found)
    if form.is_valid():
        at, version, today = form.cleaned_data["at"], form.cleaned_data["version"], today_in(request.school)
        part = attempt(
            form, lambda: split_paragraph(paragraph=found, at=at, version=version, by=request.member, on=today)
        )
        if part:
            messages.success(request, _("Split in two. What was said about the whole stays with its wording."))
            return to_draft(request, part.written_for, anchor=f"p-{part.pk}")
    return show(request, "vision/paragraph_split.html", {"paragraph": found, "form": form}, here=HERE)


@requires(Permission.WRITE_VISION)
@require_POST
def merge_text(request: SchoolRequest, pk: int) -> HttpResponse:
    """With the paragraph after it."""
    found = _found(request, pk)
    first_seen, second_seen = (number_sent(request.POST.get(name, "")) for name in ("version", "other_version"))
    second = follower_of(found)
    if second is None or first_seen is None or second_seen is None:
        messages.warning(request, _("There is no paragraph after this one."))
        return to_draft(request, found.written_for, anchor=f"p-{pk}")
    versions, now = (first_seen, second_seen), timezone.now()
    return _arranged(
        request,
        found,
        lambda: merge_paragraphs(first=found, second=second, versions=versions, by=request.member, now=now),
        _("Merged. The second paragraph stands among those taken out."),
    )


@requires(Permission.WRITE_VISION)
@require_POST
def move_text(request: SchoolRequest, pk: int) -> HttpResponse:
    """Up, down, or to the end of another part."""
    found, form = _found(request, pk), MoveForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose where it goes."))
        return to_draft(request, found.written_for, anchor=f"p-{pk}")
    way, block = form.cleaned_data["way"], form.cleaned_data["block"]
    move = {"up": move_paragraph, "down": move_paragraph}.get(way)
    if move:
        return _arranged(request, found, lambda: move(paragraph=found, way=way, by=request.member), _("Moved."))
    return _arranged(
        request, found, lambda: place_paragraph(paragraph=found, block=block, by=request.member), _("Moved.")
    )


@requires(Permission.WRITE_VISION)
@require_POST
def return_text(request: SchoolRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    return _arranged(request, found, lambda: bring_back(paragraph=found, by=request.member), _("It is back."))
