"""Explaining the vision back: for those whose turn it is, for leaders, and for the two who read."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from school.queries import today_in
from vision.coding import choose_raters, code_text
from vision.explain_back import explain, open_explain_back
from vision.explain_forms import CodeForm, ExplainForm, OpenRoundForm, RatersForm
from vision.explain_queries import (
    has_explained,
    raters_to_choose_from,
    round_of_turn,
    round_to_read,
    rounds_of,
    texts_visible_to,
    unread_texts,
)
from vision.forms import attempt
from vision.models import ExplainBack
from vision.views.frame import SchoolRequest, back_to, show, term_of

HERE, LEADERS_HERE = "vision:pulse", "vision:explain_rounds"


@requires(Permission.ANSWER_PULSE)
@sensitive_post_parameters()
@sensitive_variables()
def explain_back(request: SchoolRequest) -> HttpResponse:
    """The one question; after answering, thanks. A second answer is refused kindly with 409 and changes nothing."""
    sitting = round_of_turn(request.member, today_in(request.school))
    if sitting is None:
        return show(request, "vision/explain_none.html", {}, here=HERE)
    form = ExplainForm(request.POST or None)
    if form.is_valid():
        text = form.cleaned_data["text"]
        if attempt(form, lambda: explain(sitting=sitting, member=request.member, text=text)):
            messages.success(request, _("Thank you. Your words are sealed."))
            return back_to(request, "vision:explain_back")
    if has_explained(sitting, request.member):
        twice = request.method == "POST"
        context = {"sitting": sitting, "twice": twice}
        return show(request, "vision/explain_thanks.html", context, here=HERE, status=409 if twice else 200)
    return show(request, "vision/explain_form.html", {"sitting": sitting, "form": form}, here=HERE)


@requires(Permission.RUN_PULSE)
def explain_rounds(request: SchoolRequest) -> HttpResponse:
    """The rounds and how far each is; never who answered, and no word of any text."""
    return _rounds(request)


def _rounds(
    request: SchoolRequest, form: OpenRoundForm | None = None, raters_form: RatersForm | None = None
) -> HttpResponse:
    rounds = list(rounds_of(request.school))
    running = next((each for each in rounds if each.state in (ExplainBack.State.OPEN, ExplainBack.State.RATING)), None)
    context = {
        "running": running,
        "rounds": [each for each in rounds if each != running],
        "form": form or OpenRoundForm(),
        "raters_form": raters_form or _raters_form(request, running),
    }
    return show(request, "vision/explain_rounds.html", context, here=LEADERS_HERE)


def _raters_form(request: SchoolRequest, sitting: ExplainBack | None, data: Any = None) -> RatersForm:
    staff = raters_to_choose_from(request.school, today_in(request.school), by=request.member)
    chosen = {"first": sitting.first_rater_id, "second": sitting.second_rater_id} if sitting else {}
    return RatersForm(data, staff=staff, initial=chosen)


@requires(Permission.RUN_PULSE)
@require_POST
def explain_open(request: SchoolRequest) -> HttpResponse:
    """Draw whose turn it is and open the round."""
    form, term, today = OpenRoundForm(request.POST), term_of(request), today_in(request.school)
    if term is None:
        raise Http404
    if form.is_valid():
        closes_on, by = form.cleaned_data["closes_on"], request.member
        opening = {"school": request.school, "term": term, "closes_on": closes_on, "by": by, "on": today}
        if attempt(form, lambda: open_explain_back(**opening)):
            messages.success(request, _("The round is open. Those whose turn it is find it on Today."))
            return back_to(request, LEADERS_HERE)
    return _rounds(request, form=form)


@requires(Permission.RUN_PULSE)
@require_POST
def explain_raters(request: SchoolRequest, pk: int) -> HttpResponse:
    """Say which two will read."""
    sitting = get_object_or_404(rounds_of(request.school), pk=pk)
    form = _raters_form(request, sitting, request.POST)
    if form.is_valid():
        chosen = form.cleaned_data
        if attempt(form, lambda: choose_raters(sitting=sitting, **chosen)):
            messages.success(request, _("Chosen. They find the texts on Today when the round has closed."))
            return back_to(request, LEADERS_HERE)
    return _rounds(request, raters_form=form)


@requires(Permission.ANSWER_PULSE)
def explain_read(request: SchoolRequest) -> HttpResponse:
    """The next text that this rater has not read; thanks when there is none."""
    sitting = round_to_read(request.member)
    text = unread_texts(sitting, request.member).first() if sitting else None
    return _reading(request, sitting, text, CodeForm(sitting=sitting) if sitting else None)


def _reading(request: SchoolRequest, sitting: ExplainBack | None, text: Any, form: CodeForm | None) -> HttpResponse:
    left = unread_texts(sitting, request.member).count() if sitting else 0
    context = {"sitting": sitting, "text": text, "form": form, "left": left}
    return show(request, "vision/explain_read.html", context, here=HERE)


@requires(Permission.ANSWER_PULSE)
@require_POST
def explain_code(request: SchoolRequest, pk: uuid.UUID) -> HttpResponse:
    """Note what one rater finds in a text; the next one follows."""
    text = get_object_or_404(texts_visible_to(request.member), pk=pk)
    form = CodeForm(request.POST, sitting=text.round)
    if form.is_valid():
        found = form.cleaned_data["found"]
        if attempt(form, lambda: code_text(text=text, found=found, by=request.member)):
            return back_to(request, "vision:explain_read")
    return _reading(request, text.round, text, form)
