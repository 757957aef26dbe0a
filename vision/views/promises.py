"""Leaders' promises, in the open to all staff."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from school.access import Permission, may, requires
from school.queries import today_in
from vision.forms import PromiseForm, SettleForm, attempt
from vision.models import LeaderCommitment
from vision.promises import make_promise, settle_promise
from vision.queries import promises_visible_to
from vision.views.frame import SchoolRequest, back_to, show

HERE = "vision:promises"
LATEST_SETTLED = 30
"""Promises shown that are over: about two years of them."""


@requires(Permission.READ_PROMISES)
def promises(request: SchoolRequest) -> HttpResponse:
    every, today = promises_visible_to(request.member), today_in(request.school)
    still_open = [promise for promise in every if promise.outcome == LeaderCommitment.Outcome.OPEN]
    settled = [promise for promise in every if promise.outcome != LeaderCommitment.Outcome.OPEN]
    context = {
        "waiting": [promise for promise in still_open if promise.due_on < today],
        "ahead": [promise for promise in still_open if promise.due_on >= today],
        "settled": sorted(settled, key=lambda promise: promise.settled_on or today, reverse=True)[:LATEST_SETTLED],
        "keeps": may(request.member, Permission.KEEP_PROMISES),
    }
    return show(request, "vision/promise_list.html", context, here=HERE)


@requires(Permission.KEEP_PROMISES)
def promise_new(request: SchoolRequest) -> HttpResponse:
    form = PromiseForm(request.POST or None)
    if form.is_valid():
        words, on = form.cleaned_data, today_in(request.school)
        if attempt(form, lambda: make_promise(school=request.school, **words, by=request.member, on=on)):
            messages.success(request, _("Promised. All staff can read it."))
            return back_to(request, HERE)
    return show(request, "vision/promise_form.html", {"form": form}, here=HERE)


@requires(Permission.KEEP_PROMISES)
def promise_settle(request: SchoolRequest, pk: int) -> HttpResponse:
    """Say whether a promise was kept."""
    promise = get_object_or_404(promises_visible_to(request.member), pk=pk)
    form = SettleForm(request.POST or None)
    if form.is_valid():
        words, on = form.cleaned_data, today_in(request.school)
        if attempt(form, lambda: settle_promise(promise=promise, **words, by=request.member, on=on)):
            messages.success(request, _("Said. All staff can read it."))
            return back_to(request, HERE)
    return show(request, "vision/promise_settle.html", {"form": form, "promise": promise}, here=HERE)
