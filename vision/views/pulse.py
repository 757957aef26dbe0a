"""Answering the pulse, opening one, and reading what was released."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from school.queries import today_in
from vision.forms import attempt
from vision.public_answer import answer_in_public, waits_for_answer
from vision.pulse import cast_ballot, open_pulse
from vision.pulse_forms import OpenPulseForm, PublicAnswerForm, PulseForm
from vision.queries import (
    answered_pulses,
    closed_pulses,
    has_participated,
    live_extras,
    open_or_due_pulse,
    participation_rate,
    pulse_open_on,
    words_of,
)
from vision.results import readings_of, response_of
from vision.views.frame import SchoolRequest, back_to, show, term_of


@requires(Permission.ANSWER_PULSE)
@sensitive_post_parameters()
@sensitive_variables()
def pulse(request: SchoolRequest) -> HttpResponse:
    """The form; after answering, thanks. A second vote is refused kindly with 409 and changes nothing."""
    found = pulse_open_on(request.school, today_in(request.school))
    if found is None:
        return show(request, "vision/pulse_none.html", _told(request), here="vision:pulse")
    form = PulseForm(request.POST or None, pulse=found)
    if form.is_valid():
        answers, words = form.answers(), form.words()
        if attempt(form, lambda: cast_ballot(pulse=found, member=request.member, answers=answers, words=words)):
            messages.success(request, _("Thank you. Your answers are sealed."))
            return back_to(request, "vision:pulse")
    if has_participated(found, request.member):
        twice = request.method == "POST"
        context = {"pulse": found, "twice": twice}
        return show(request, "vision/pulse_thanks.html", context, here="vision:pulse", status=409 if twice else 200)
    return show(request, "vision/pulse_form.html", {"pulse": found, "form": form}, here="vision:pulse")


@requires(Permission.READ_PROMISES)
def pulse_heard(request: SchoolRequest) -> HttpResponse:
    """What staff said in the last pulse that leaders have answered, and the answer: for all staff."""
    return show(request, "vision/pulse_heard.html", _told(request), here="vision:pulse")


def _told(request: SchoolRequest) -> dict[str, Any]:
    pulse = answered_pulses(request.school).first()
    if pulse is None:
        return {"told": None}
    readings = readings_of(pulse)
    return {
        "told": pulse,
        "answer": pulse.public_answer,
        "readings": readings,
        "response": response_of(pulse),
        "has_steps": any(reading.steps for reading in readings),
    }


@requires(Permission.RUN_PULSE)
def pulse_results(request: SchoolRequest, pk: int | None = None) -> HttpResponse:
    """What was released of the newest pulse that is over, or of an earlier one; and the one that is open."""
    return _results(request, pk, OpenPulseForm(), PublicAnswerForm())


def _results(
    request: SchoolRequest, pk: int | None, form: OpenPulseForm, answer_form: PublicAnswerForm
) -> HttpResponse:
    today = today_in(request.school)
    over = list(closed_pulses(request.school))
    chosen = get_object_or_404(closed_pulses(request.school), pk=pk) if pk else next(iter(over), None)
    running = open_or_due_pulse(request.school)
    readings = readings_of(chosen) if chosen else []
    context = {
        "words": words_of(chosen) if chosen else [],
        "own": live_extras(request.school),
        "running": running,
        "rate": participation_rate(running, today) if running else None,
        "form": form,
        "waits": waits_for_answer(request.school),
        "answer": getattr(chosen, "public_answer", None),
        "answer_form": answer_form,
        "over": over,
        "chosen": chosen,
        "response": response_of(chosen) if chosen else "",
        "readings": readings,
        "has_steps": any(reading.steps for reading in readings),
    }
    return show(request, "vision/pulse_results.html", context, here="vision:pulse_results")


@requires(Permission.RUN_PULSE)
@require_POST
def pulse_open(request: SchoolRequest) -> HttpResponse:
    """Open a pulse: invited are the staff who are here today."""
    form, term, today = OpenPulseForm(request.POST), term_of(request), today_in(request.school)
    if term is None:
        raise Http404
    if form.is_valid():
        opening = form.opening(request.school, today)
        opened = attempt(
            form, lambda: open_pulse(school=request.school, term=term, by=request.member, on=today, **opening)
        )
        if opened:
            messages.success(request, _("The pulse is open.") if opened.invited else _("It opens by itself that day."))
            return back_to(request, "vision:pulse_results")
    return _results(request, None, form, PublicAnswerForm())


@requires(Permission.RUN_PULSE)
@require_POST
def pulse_answer(request: SchoolRequest, pk: int) -> HttpResponse:
    """Say in public what was heard and what follows."""
    over = get_object_or_404(closed_pulses(request.school), pk=pk)
    form = PublicAnswerForm(request.POST)
    if form.is_valid():
        words, on = form.cleaned_data, today_in(request.school)
        if attempt(form, lambda: answer_in_public(pulse=over, **words, by=request.member, on=on)):
            messages.success(request, _("Said. All staff can read it beside the results."))
            return back_to(request, "vision:pulse_result", pk)
    return _results(request, pk, OpenPulseForm(), form)
