"""One paragraph: saved while it is typed, by one person or by two."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learningculture.htmx import first_refusal, from_outbox, refused_outbox, render_page_or_fragment
from learningculture.sent_numbers import number_sent
from learningculture.templatetags.look import clock
from school.access import Permission, requires
from vision.forms import attempt
from vision.lineage import follower_of
from vision.models import Block, Paragraph, Wording
from vision.presence_of_writers import others_writing, stop_writing
from vision.queries import draft_paragraphs_open_to, wordings_visible_to
from vision.two_writers import Kept, save_words, settle_beside, waiting_beside
from vision.views.frame import SchoolRequest, back_to, show, to_draft
from vision.writing_forms import ParagraphForm, TakeForm

HERE = "vision:narrative"


def _found(request: SchoolRequest, pk: int) -> Paragraph:
    return get_object_or_404(draft_paragraphs_open_to(request.member), pk=pk)


@requires(Permission.WRITE_VISION)
def paragraph(request: SchoolRequest, pk: int) -> HttpResponse:
    """Edit one paragraph. When somebody saved in between, both texts stand on the page and nothing is lost."""
    found = _found(request, pk)
    began = {"text": found.text, "version": found.version, "began": found.text}
    form = ParagraphForm(request.POST or None, initial=began, auto_id=f"id_p{pk}_%s")
    if form.is_valid():
        words = form.saved_words()
        if kept := attempt(form, lambda: save_words(paragraph=found, **words, by=request.member)):
            return answer_kept(request, kept)
    if from_outbox(request):
        return refused_outbox(form)
    context = {"paragraph": found, "besides": waiting_beside([found]), "form": form}
    return show(request, "vision/paragraph_form.html", context, here=HERE, fragment="vision/_paragraph_form.html")


def answer_kept(request: SchoolRequest, kept: Kept) -> HttpResponse:
    """What became of a save: told to the script, or by message and redirect."""
    told = _told(request, kept)
    if from_outbox(request):
        return JsonResponse(told)
    if kept.beside:
        messages.warning(request, told["words"])
        return back_to(request, "vision:paragraph", kept.paragraph.pk)
    messages.success(request, told["words"])
    return to_draft(request, kept.paragraph.written_for, anchor=f"p-{kept.paragraph.pk}")


def _told(request: SchoolRequest, kept: Kept) -> dict[str, Any]:
    found = kept.paragraph
    if kept.beside:
        return {"state": "beside", "words": _why_beside(request, found)}
    address = reverse("vision:paragraph", args=[request.school.slug, found.pk])
    words = _("Saved %(time)s") % {"time": clock(found.changed_at)}
    return {"state": "saved", "version": found.version, "url": address, "words": words}


def _why_beside(request: SchoolRequest, found: Paragraph) -> str:
    if found.retired_at:
        return _("This paragraph was taken out while you were writing. Your words are kept beside it.")
    if found.changed_by_id == request.member.pk:
        return _("You changed this paragraph in another window. Your words are kept beside it: nothing is lost.")
    return _(
        "%(who)s changed this paragraph while you were writing. Your words are kept beside it: nothing is lost."
    ) % {"who": found.changed_by.display_name}


@requires(Permission.WRITE_VISION)
def done(request: SchoolRequest, pk: int) -> HttpResponse:
    """Leave the form: the paragraph as it stands."""
    found = _found(request, pk)
    stop_writing(paragraph=found, member=request.member)
    if not getattr(request, "htmx", None):
        return to_draft(request, found.written_for, anchor=f"p-{pk}")
    return as_it_stands(request, found)


def as_it_stands(request: SchoolRequest, found: Paragraph, **said: Any) -> HttpResponse:
    """The paragraph out of its form; ``said`` is what the fragment adds: that it was just saved, or why not."""
    waits = waiting_beside([found])
    places = {"follower": follower_of(found), "blocks": [{"part": {"block": block}} for block in Block]}
    context = {"paragraph": found, "besides": waits, **said, **places}
    return render_page_or_fragment(request, "vision/_paragraph.html", "vision/_paragraph.html", context)


@requires(Permission.WRITE_VISION)
def writers(request: SchoolRequest, pk: int) -> HttpResponse:
    """Who else is in this paragraph now. An open form asks every few seconds, and is seen by asking."""
    found = _found(request, pk)
    others = others_writing(paragraph=found, member=request.member, now=timezone.now())
    seen = number_sent(request.GET.get("version", ""))
    newer = seen is not None and found.version > seen and found.changed_by_id != request.member.pk
    context = {"paragraph": found, "others": others, "newer": newer}
    return render_page_or_fragment(request, "vision/_writers.html", "vision/_writers.html", context)


@requires(Permission.WRITE_VISION)
def beside(request: SchoolRequest, pk: int) -> HttpResponse:
    """What waits beside the paragraph."""
    found = _found(request, pk)
    if not getattr(request, "htmx", None):
        return back_to(request, "vision:paragraph", pk)
    context = {"paragraph": found, "besides": waiting_beside([found])}
    return render_page_or_fragment(request, "vision/_beside.html", "vision/_beside.html", context)


@requires(Permission.WRITE_VISION)
@require_POST
def take(request: SchoolRequest, pk: int, wording: int) -> HttpResponse:
    """Let what stands, what waits, or a new text of both stand."""
    found = _found(request, pk)
    waits = get_object_or_404(wordings_visible_to(request.member), pk=wording, paragraph=found, beside=True)
    form = TakeForm(request.POST)
    if form.is_valid():
        text, version = form.chosen(found, waits), form.cleaned_data["version"]
        taken = attempt(
            form,
            lambda: settle_beside(beside=waits, text=text, version=version, by=request.member, now=timezone.now()),
        )
        if taken:
            return _taken(request, taken)
    return _not_taken(request, _found(request, pk), waits, first_refusal(form))


def _not_taken(request: SchoolRequest, found: Paragraph, waits: Wording, refusal: str) -> HttpResponse:
    """Both texts again, with why, and with the new text of both as it was typed."""
    context: dict[str, Any] = {"refusal": refusal, "typed": request.POST.get("text", ""), "typed_beside": waits.pk}
    if getattr(request, "htmx", None):
        return as_it_stands(request, found, **context)
    began = {"text": found.text, "version": found.version, "began": found.text}
    context |= {"paragraph": found, "besides": waiting_beside([found])}
    context["form"] = ParagraphForm(initial=began, auto_id=f"id_p{found.pk}_%s")
    return show(request, "vision/paragraph_form.html", context, here=HERE)


def _taken(request: SchoolRequest, taken: Paragraph) -> HttpResponse:
    if getattr(request, "htmx", None):
        return as_it_stands(request, taken, just_saved=True)
    messages.success(request, _("Saved."))
    return to_draft(request, taken.written_for, anchor=f"p-{taken.pk}")
