"""The vision with its margin: reading what was said, speaking with a name or without, replying."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from school.access import Permission, may, requires
from school.queries import today_in
from vision.dialogue import reply, say_remark, say_unnamed
from vision.dialogue_forms import RemarkForm, ReplyForm
from vision.forms import attempt
from vision.models import Remark, UnnamedRemark
from vision.narrative import draft_content
from vision.remarks import (
    Content,
    could_have_said,
    margin_of,
    published_content,
    remarks_visible_to,
    staff_read_the_draft,
    unnamed_visible_to,
    wording_read,
)
from vision.views.frame import SchoolRequest, back_to, show
from vision.windows import window_open_on

HERE = "vision:dialogue"


@requires(Permission.COMMENT_VISION)
def dialogue(request: SchoolRequest, draft: bool = False) -> HttpResponse:
    """The published words with what is said beside them; or the draft, where its circle lets staff read it."""
    drafted = staff_read_the_draft(request.school)
    context = {
        "margin": margin_of(request.member, _content(request, draft, drafted)),
        "window": window_open_on(request.school.pk, today_in(request.school)),
        "draft": draft,
        "drafted": drafted,
        "leads": may(request.member, Permission.WRITE_VISION),
    }
    return show(request, "vision/dialogue.html", context, here=HERE)


def _content(request: SchoolRequest, draft: bool, drafted: bool) -> Content:
    if draft and not drafted:
        raise Http404
    return draft_content(request.school) if draft else published_content(request.school)


@requires(Permission.COMMENT_VISION)
@sensitive_post_parameters()
@sensitive_variables()
def say(request: SchoolRequest, pk: int, draft: bool = False) -> HttpResponse:
    """Say something about a paragraph. What is answered is the same with a name and without."""
    form = RemarkForm(request.POST or None)
    if not form.is_valid() or attempt(form, lambda: _say(request, form)) is None:
        return _margin(request, pk, draft, form=form)
    if getattr(request, "htmx", None):
        return _margin(request, pk, draft, just_said=True)
    messages.success(request, _("It stands beside the paragraph."))
    return back_to(request, f"{HERE}_draft" if draft else HERE, anchor=f"margin-{pk}")


def _margin(request: SchoolRequest, pk: int, draft: bool, **context: Any) -> HttpResponse:
    content = _content(request, draft, draft and staff_read_the_draft(request.school))
    passage = margin_of(request.member, content).passage(pk)
    if passage is None or passage.wording_id is None:
        raise Http404
    context |= {"passage": passage, "draft": draft, "among": could_have_said(request.school, today_in(request.school))}
    return show(request, "vision/remark_form.html", context, here=HERE, fragment="vision/_margin.html")


@sensitive_variables()
def _say(request: SchoolRequest, form: RemarkForm) -> Remark | UnnamedRemark:
    words, on = dict(form.cleaned_data), today_in(request.school)
    wording, voice = wording_read(request.member, words.pop("read")), words.pop("voice")
    if wording is None:
        raise ValidationError(_("The paragraph was changed while you were writing. Read it again, then say it."))
    if voice == RemarkForm.WITHOUT:
        return say_unnamed(wording=wording, on=on, **words)
    return say_remark(wording=wording, on=on, by=request.member, now=timezone.now(), **words)


@requires(Permission.COMMENT_VISION)
def reply_named(request: SchoolRequest, pk: int) -> HttpResponse:
    return _reply(request, get_object_or_404(remarks_visible_to(request.member), pk=pk))


@requires(Permission.COMMENT_VISION)
def reply_unnamed(request: SchoolRequest, pk: uuid.UUID) -> HttpResponse:
    return _reply(request, get_object_or_404(unnamed_visible_to(request.member), pk=pk))


def _reply(request: SchoolRequest, remark: Remark | UnnamedRemark) -> HttpResponse:
    """Answer a remark with one's name; the reply stands under it."""
    form = ReplyForm(request.POST or None)
    if form.is_valid():
        words, by = form.cleaned_data, request.member
        if attempt(form, lambda: reply(to=remark, **words, by=by, now=timezone.now())):
            messages.success(request, _("Your reply stands under it."))
            return back_to(request, HERE, anchor=f"said-{remark.pk}")
    return show(request, "vision/reply_form.html", {"form": form, "remark": remark}, here=HERE)
