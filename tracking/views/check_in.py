"""The check-in: one question a screen.

No page here needs a savepoint of its own: a domain function writes one statement, after all that it may refuse.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from learningculture.htmx import first_refusal, from_outbox, refused_outbox
from school.access import Permission, requires
from school.models import Term
from tracking.checkins import (
    answer_item,
    answers_given,
    answers_of,
    check_can_start,
    finish_check_in,
    form_for,
    items_for,
    items_of,
    start_check_in,
)
from tracking.checkins_whole import submit_check_in
from tracking.forms import AnswerForm, SittingForm
from tracking.items import ANSWERS, SPAN, Answer
from tracking.kind_words import kind_words
from tracking.models import CheckIn
from tracking.queries import behaviours_of_check_in
from tracking.views.ground import SchoolRequest, in_term, tell

NOTHING = 0
"""Where no answer was given yet; "no chance to" is None."""


class Picks(NamedTuple):
    """The answers to choose from: alike for all who have given the same."""

    form: str
    chosen: int | None

    @property
    def choices(self) -> tuple[Answer, ...]:
        return ANSWERS[self.form]


class Ways(NamedTuple):
    """Where a question leads: ``before`` is the number of the last one."""

    school: str
    before: int
    had_no_chance: bool


@non_atomic_requests
@requires(Permission.OWN_LEARNING)
@in_term
def check_in(request: SchoolRequest, term: Term) -> HttpResponse:
    """What this is, with a button to begin or to go on; after the last question, its end."""
    context: dict[str, Any] = {"form_key": form_for(request.member), "sitting": None}
    try:
        if request.method == "POST":
            return _go_on(request, start_check_in(student=request.member, term=term, now=timezone.now()))
        context["sitting"] = check_can_start(student=request.member, term=term, now=timezone.now())
    except ValidationError as refusal:
        context["refusal"] = refusal.messages[0]
    if context["sitting"] and context["sitting"].finished_at:
        return redirect("tracking:check_in_end", request.school.slug)
    context["items"] = items_for(context["form_key"], behaviours_of_check_in(term, context["sitting"]))
    return render(request, "tracking/check_in_start.html", context)


@non_atomic_requests
@requires(Permission.OWN_LEARNING)
@in_term
def question(request: SchoolRequest, term: Term, number: int) -> HttpResponse:
    """One question; its answer is saved before the next is shown."""
    sitting = _sitting(request, term)
    if sitting is None or sitting.finished_at:
        return redirect("tracking:check_in", request.school.slug)
    items = items_of(sitting, behaviours_of_check_in(term, sitting))
    if not 1 <= number <= len(items):
        raise Http404
    item, choices = items[number - 1], ANSWERS[sitting.form]
    form = AnswerForm([choice.value for choice in choices], request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {"item": item.key, "value": form.chosen, "example": form.cleaned_data["example"]}
        answer_item(check_in=sitting, behaviour=item.behaviour, **said)
        return _next(request, sitting, number, len(items))
    given = {answer.item: answer for answer in answers_given(sitting)}.get(item.key)
    chosen = given.value if given else NOTHING
    picks, ways = Picks(sitting.form, chosen), Ways(request.school.slug, number - 1, chosen is None)
    context = {"item": item, "picks": picks, "ways": ways, "form": form, "given": given, "number": number}
    context |= {"count": len(items), "before": number - 1, "span": SPAN[sitting.form]}
    return render(request, "tracking/check_in_question.html", context)


@non_atomic_requests
@requires(Permission.OWN_LEARNING)
@in_term
def end(request: SchoolRequest, term: Term) -> HttpResponse:
    """Something true and kind that the child said."""
    sitting = _sitting(request, term)
    if sitting is None or not sitting.finished_at:
        return redirect("tracking:check_in", request.school.slug)
    return render(request, "tracking/check_in_end.html", {"kind": kind_words(sitting, answers_of(sitting))})


@non_atomic_requests
@requires(Permission.OWN_LEARNING)
@require_POST
@in_term
def whole(request: SchoolRequest, term: Term) -> HttpResponse:
    """All answers at once, from a browser that kept them while there was no network. Sent again, nothing changes."""
    form = SittingForm(request.POST)
    if form.is_valid():
        try:
            submit_check_in(student=request.member, term=term, now=timezone.now(), complete=True, **form.said)
        except ValidationError as refusal:
            tell(form, refusal)
    if form.errors and from_outbox(request):
        return refused_outbox(form)
    if form.errors:
        messages.error(request, first_refusal(form))
        return redirect("tracking:check_in", request.school.slug)
    if from_outbox(request):
        return JsonResponse({"next": reverse("tracking:check_in_end", args=[request.school.slug])})
    return redirect("tracking:check_in_end", request.school.slug)


def _sitting(request: SchoolRequest, term: Term) -> CheckIn | None:
    try:
        return check_can_start(student=request.member, term=term, now=timezone.now())
    except ValidationError:
        return None


def _go_on(request: SchoolRequest, sitting: CheckIn) -> HttpResponse:
    """The first question without an answer; the end when there is none."""
    answered = {answer.item for answer in answers_given(sitting)}
    for number, item in enumerate(sitting.order, start=1):
        if item not in answered:
            return redirect("tracking:check_in_question", request.school.slug, number)
    finish_check_in(check_in=sitting, now=timezone.now(), answered=answered)
    return redirect("tracking:check_in_end", request.school.slug)


def _next(request: SchoolRequest, sitting: CheckIn, number: int, count: int) -> HttpResponse:
    if number < count:
        return redirect("tracking:check_in_question", request.school.slug, number + 1)
    return _go_on(request, sitting)
