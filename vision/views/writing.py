"""Writing the vision: one page of eight blocks, saved paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
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
from school.queries import today_in
from vision.circles import draft_for, may_write_draft
from vision.draft import DraftBlock, draft_blocks
from vision.forms import CommitmentForm, PublishForm, attempt
from vision.lineage import taken_out
from vision.models import Audience, Block, Draft
from vision.narrative import (
    has_unpublished_changes,
    make_commitment,
    publish_narrative,
    retire_commitment,
    retire_paragraph,
)
from vision.queries import commitments_visible_to, draft_paragraphs_open_to, published_narrative
from vision.two_writers import begin_words
from vision.views.frame import SchoolRequest, audience_of, back_to, show, to_draft, to_published
from vision.views.paragraphs import answer_kept
from vision.writing_forms import CircleForm, NewParagraphForm

HERE = "vision:narrative"


def writes_the_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Pass ``audience`` to a view of the draft that the address names; a draft kept by somebody else is not opened."""

    @wraps(view)
    def opened(request: SchoolRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audience = audience_of(request)
        draft = draft_for(request.school, audience)
        if may_write_draft(request.member, draft):
            return view(request, *args, audience=audience, draft=draft, **kwargs)
        who = draft.kept_by.display_name if draft.kept_by else ""
        messages.warning(request, _("%(who)s keeps this draft to themselves for now.") % {"who": who})
        return back_to(request, "vision:narrative")

    return opened


def _page(request: SchoolRequest, draft: Draft, **forms: Form) -> HttpResponse:
    """The whole page; ``forms`` holds the one that was refused: a block's own, ``commitment`` or ``publish``."""
    audience = draft.written_for
    published, blocks = published_narrative(request.school, audience), draft_blocks(request.school, audience)
    empty = next((block for block in blocks if not block.paragraphs and not block.holds_commitments), None)
    context = {
        "draft": draft,
        "audience": audience,
        "audiences": Audience.choices,
        "circle_form": CircleForm(initial={"circle": draft.circle}),
        "blocks": [{**_block_context(block, forms.get(block.block)), "open": block is empty} for block in blocks],
        "taken_out": taken_out(request.member, audience),
        "commitment_form": forms.get("commitment") or CommitmentForm(),
        "publish_form": forms.get("publish") or PublishForm(),
        "published": published,
        "next_version": published.version + 1 if published else 1,
        "unpublished": has_unpublished_changes(request.school, published, audience),
    }
    return show(request, "vision/narrative_form.html", context, here=HERE)


def _block_context(block: DraftBlock, form: Form | None = None) -> dict[str, Any]:
    return {"part": block, "form": form or NewParagraphForm(auto_id=f"id_{block.block}_%s")}


def _block_fragment(request: SchoolRequest, draft: Draft, key: str, **forms: Form) -> HttpResponse:
    blocks = draft_blocks(request.school, draft.written_for)
    context = {
        "audience": draft.written_for,
        "blocks": [{"part": block} for block in blocks],
        "block": _block_context(next(block for block in blocks if block.block == key), forms.get(key)),
        "commitment_form": forms.get("commitment") or CommitmentForm(),
    }
    return render_page_or_fragment(request, "vision/_block.html", "vision/_block.html", context)


def _answer(request: SchoolRequest, draft: Draft, block: str, form: Form, key: str = "") -> HttpResponse:
    """After a write in a block: the changed block (htmx), the page with the error, or message and redirect."""
    refused = {key or block: form} if form.errors else {}
    if getattr(request, "htmx", None):
        return _block_fragment(request, draft, block, **refused)
    if refused:
        return _page(request, draft, **refused)
    messages.success(request, _("Saved."))
    return to_draft(request, draft.written_for, anchor=f"block-{block}")


@requires(Permission.WRITE_VISION)
@writes_the_draft
def write(request: SchoolRequest, audience: str, draft: Draft) -> HttpResponse:
    return _page(request, draft)


@requires(Permission.WRITE_VISION)
@writes_the_draft
def add_paragraph(request: SchoolRequest, block: str, audience: str, draft: Draft) -> HttpResponse:
    """A new paragraph, saved while it is typed; asked for plainly, the block as it stands."""
    if block not in Block.values:
        raise Http404
    if request.method != "POST":
        return _block_as_it_stands(request, draft, block)
    form = NewParagraphForm(request.POST, auto_id=f"id_{block}_%s")
    if form.is_valid():
        words: dict[str, Any] = {
            "text": form.cleaned_data["text"],
            "uid": form.cleaned_data["uid"],
            "sent": form.sent(),
        }
        where: dict[str, Any] = {"school": request.school, "written_for": audience, "block": block}
        kept = attempt(form, lambda: begin_words(**where, **words, by=request.member))
        if kept and from_outbox(request):
            return answer_kept(request, kept)
    if from_outbox(request):
        return refused_outbox(form)
    return _answer(request, draft, block, form)


def _block_as_it_stands(request: SchoolRequest, draft: Draft, block: str) -> HttpResponse:
    if getattr(request, "htmx", None):
        return _block_fragment(request, draft, block)
    return to_draft(request, draft.written_for, anchor=f"block-{block}")


@requires(Permission.WRITE_VISION)
@require_POST
def drop_paragraph(request: SchoolRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(draft_paragraphs_open_to(request.member), pk=pk)
    retire_paragraph(paragraph=found, by=request.member, now=timezone.now())
    messages.success(request, _("Taken out. It stands at the end of this page, and you can bring it back."))
    return to_draft(request, found.written_for, anchor=f"block-{found.block}")


@requires(Permission.WRITE_VISION)
@require_POST
@writes_the_draft
def add_commitment(request: SchoolRequest, audience: str, draft: Draft) -> HttpResponse:
    form = CommitmentForm(request.POST)
    if form.is_valid():
        promised = form.cleaned_data
        today = today_in(request.school)
        attempt(form, lambda: make_commitment(school=request.school, **promised, by=request.member, on=today))
    return _answer(request, draft, Block.COMMITMENTS, form, key="commitment")


@requires(Permission.WRITE_VISION)
@require_POST
@writes_the_draft
def drop_commitment(request: SchoolRequest, pk: int, audience: str, draft: Draft) -> HttpResponse:
    found = get_object_or_404(commitments_visible_to(request.member), pk=pk)
    retire_commitment(commitment=found, by=request.member, on=today_in(request.school))
    return _answer(request, draft, Block.COMMITMENTS, Form())


@requires(Permission.WRITE_VISION)
@require_POST
@writes_the_draft
def publish(request: SchoolRequest, audience: str, draft: Draft) -> HttpResponse:
    """Freeze the draft as the version that its readers see."""
    form = PublishForm(request.POST)
    if form.is_valid():
        words = {"school": request.school, "written_for": audience, "note": form.cleaned_data["note"]}
        published = attempt(form, lambda: publish_narrative(**words, by=request.member, now=timezone.now()))
        if published:
            messages.success(request, _("Version %(version)d is published.") % {"version": published.version})
            return to_published(request, audience)
    return _page(request, draft, publish=form)
