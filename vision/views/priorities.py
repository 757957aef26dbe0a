"""Priorities, what stopped, and decisions: in the open to all staff."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from school.access import Permission, may, requires
from school.queries import today_in
from vision.forms import attempt
from vision.leading_forms import DecisionForm, EndPriorityForm, PriorityForm, StopForm
from vision.priorities import (
    MOST_PRIORITIES,
    begin_priority,
    decisions_of,
    end_priority,
    priorities_visible_to,
    priorities_with_age,
    record_decision,
    stop,
    things_stopped,
)
from vision.views.frame import SchoolRequest, back_to, show

HERE = "vision:priorities"
LATEST = 30
"""Ended priorities, stopped things and decisions shown: some years of them."""


@requires(Permission.READ_PROMISES)
def priorities(request: SchoolRequest) -> HttpResponse:
    over = priorities_visible_to(request.member).exclude(ended_on=None).order_by("-ended_on", "-id")
    live = priorities_with_age(request.school, today_in(request.school))
    context = {
        "live": live,
        "full": len(live) >= MOST_PRIORITIES,
        "most": MOST_PRIORITIES,
        "over": over[:LATEST],
        "stopped": things_stopped(request.school)[:LATEST],
        "decisions": decisions_of(request.school)[:LATEST],
        "keeps": may(request.member, Permission.KEEP_PROMISES),
    }
    return show(request, "vision/priority_list.html", context, here=HERE)


@requires(Permission.KEEP_PROMISES)
def priority_new(request: SchoolRequest) -> HttpResponse:
    """Put something first; the form asks what stops."""
    form = PriorityForm(request.POST or None, school=request.school)
    if form.is_valid():
        words, on = form.cleaned_data, today_in(request.school)
        if attempt(form, lambda: begin_priority(school=request.school, **words, by=request.member, on=on)):
            messages.success(request, _("It is a priority now. All staff can read it."))
            return back_to(request, HERE)
    return show(request, "vision/priority_form.html", {"form": form}, here=HERE)


@requires(Permission.KEEP_PROMISES)
def priority_end(request: SchoolRequest, pk: int) -> HttpResponse:
    priority = get_object_or_404(priorities_visible_to(request.member), pk=pk)
    form = EndPriorityForm(request.POST or None)
    if form.is_valid():
        because, on = form.cleaned_data["because"], today_in(request.school)
        if attempt(form, lambda: end_priority(priority=priority, because=because, by=request.member, on=on)):
            messages.success(request, _("Ended. All staff can read why."))
            return back_to(request, HERE)
    return show(request, "vision/priority_end.html", {"form": form, "priority": priority}, here=HERE)


@requires(Permission.KEEP_PROMISES)
def stop_new(request: SchoolRequest) -> HttpResponse:
    """Say what the school does no longer."""
    form = StopForm(request.POST or None)
    if form.is_valid():
        words, on = form.cleaned_data, today_in(request.school)
        if attempt(form, lambda: stop(school=request.school, **words, by=request.member, on=on)):
            messages.success(request, _("Said. All staff can read it."))
            return back_to(request, HERE, anchor="stopped")
    return show(request, "vision/stop_form.html", {"form": form}, here=HERE)


@requires(Permission.KEEP_PROMISES)
def decision_new(request: SchoolRequest) -> HttpResponse:
    form = DecisionForm(request.POST or None, school=request.school)
    if form.is_valid():
        words, on = form.cleaned_data, today_in(request.school)
        if attempt(form, lambda: record_decision(school=request.school, **words, by=request.member, on=on)):
            messages.success(request, _("Said. All staff can read it."))
            return back_to(request, HERE, anchor="decisions")
    return show(request, "vision/decision_form.html", {"form": form}, here=HERE)
