"""Writing the vision: one page of eight blocks, saved paragraph by paragraph."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learningculture.htmx import from_outbox, refused_outbox, render_page_or_fragment
from school.access import Permission, requires
from school.models import School
from school.queries import today_in
from vision.draft import DraftBlock, draft_blocks
from vision.forms import CommitmentForm, PublishForm, attempt
from vision.models import Block
from vision.narrative import (
    has_unpublished_changes,
    make_commitment,
    publish_narrative,
    retire_commitment,
    retire_paragraph,
)
from vision.queries import commitments_visible_to, paragraphs_visible_to, published_narrative
from vision.two_writers import begin_words
from vision.views.frame import SchoolRequest, back_to, show
from vision.views.paragraphs import answer_kept
from vision.writing_forms import NewParagraphForm

HERE = "vision:narrative"


def _page(request: SchoolRequest, **forms: Form) -> HttpResponse:
    """The whole page; ``forms`` holds the one that was refused: a block's own, ``commitment`` or ``publish``."""
    published, blocks = published_narrative(request.school), draft_blocks(request.school)
    empty = next((block for block in blocks if not block.paragraphs and not block.holds_commitments), None)
    context = {
        "blocks": [{**_block_context(block, forms.get(block.block)), "open": block is empty} for block in blocks],
        "commitment_form": forms.get("commitment") or CommitmentForm(),
        "publish_form": forms.get("publish") or PublishForm(),
        "published": published,
        "next_version": published.version + 1 if published else 1,
        "unpublished": has_unpublished_changes(request.school, published),
    }
    return show(request, "vision/narrative_form.html", context, here=HERE)


def _block_context(block: DraftBlock, form: Form | None = None) -> dict[str, Any]:
    return {"part": block, "form": form or NewParagraphForm(auto_id=f"id_{block.block}_%s")}


def _block_fragment(request: SchoolRequest, school: School, key: str, **forms: Form) -> HttpResponse:
    block = next(block for block in draft_blocks(school) if block.block == key)
    context = {
        "block": _block_context(block, forms.get(key)),
        "commitment_form": forms.get("commitment") or CommitmentForm(),
    }
    return render_page_or_fragment(request, "vision/_block.html", "vision/_block.html", context)


def _answer(request: SchoolRequest, block: str, form: Form, key: str = "") -> HttpResponse:
    """After a write in a block: the changed block (htmx), the page with the error, or message and redirect."""
    refused = {key or block: form} if form.errors else {}
    if getattr(request, "htmx", None):
        return _block_fragment(request, request.school, block, **refused)
    if refused:
        return _page(request, **refused)
    messages.success(request, _("Saved."))
    return back_to(request, "vision:write", anchor=f"block-{block}")


@requires(Permission.WRITE_VISION)
def write(request: SchoolRequest) -> HttpResponse:
    return _page(request)


@requires(Permission.WRITE_VISION)
def add_paragraph(request: SchoolRequest, block: str) -> HttpResponse:
    """A new paragraph, saved while it is typed; asked for plainly, the block as it stands."""
    if block not in Block.values:
        raise Http404
    if request.method != "POST":
        return _block_as_it_stands(request, block)
    form = NewParagraphForm(request.POST, auto_id=f"id_{block}_%s")
    if form.is_valid():
        words = {"text": form.cleaned_data["text"], "uid": form.cleaned_data["uid"], "sent": form.sent()}
        kept = attempt(form, lambda: begin_words(school=request.school, block=block, **words, by=request.member))
        if kept and from_outbox(request):
            return answer_kept(request, kept)
    if from_outbox(request):
        return refused_outbox(form)
    return _answer(request, block, form)


def _block_as_it_stands(request: SchoolRequest, block: str) -> HttpResponse:
    if getattr(request, "htmx", None):
        return _block_fragment(request, request.school, block)
    return back_to(request, "vision:write", anchor=f"block-{block}")


@requires(Permission.WRITE_VISION)
@require_POST
def drop_paragraph(request: SchoolRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(paragraphs_visible_to(request.member), pk=pk)
    retire_paragraph(paragraph=found, by=request.member, now=timezone.now())
    return _answer(request, found.block, Form())


@requires(Permission.WRITE_VISION)
@require_POST
def add_commitment(request: SchoolRequest) -> HttpResponse:
    form = CommitmentForm(request.POST)
    if form.is_valid():
        promised = form.cleaned_data
        today = today_in(request.school)
        attempt(form, lambda: make_commitment(school=request.school, **promised, by=request.member, on=today))
    return _answer(request, Block.COMMITMENTS, form, key="commitment")


@requires(Permission.WRITE_VISION)
@require_POST
def drop_commitment(request: SchoolRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(commitments_visible_to(request.member), pk=pk)
    retire_commitment(commitment=found, by=request.member, on=today_in(request.school))
    return _answer(request, Block.COMMITMENTS, Form())


@requires(Permission.WRITE_VISION)
@require_POST
def publish(request: SchoolRequest) -> HttpResponse:
    """Freeze the draft as the version that everyone reads."""
    form = PublishForm(request.POST)
    if form.is_valid():
        note, by = form.cleaned_data["note"], request.member
        published = attempt(
            form, lambda: publish_narrative(school=request.school, note=note, by=by, now=timezone.now())
        )
        if published:
            messages.success(request, _("Version %(version)d is published.") % {"version": published.version})
            return back_to(request, "vision:narrative")
    return _page(request, publish=form)
