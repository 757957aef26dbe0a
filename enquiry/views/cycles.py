"""Enquiries: opening, the stages, the prediction, the conclusion, who may read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from enquiry.cycles import (
    SHARE,
    StageConflictError,
    complete_stage,
    conclude_enquiry,
    is_ours,
    lock_prediction,
    open_enquiry,
    save_stage_notes,
    share_enquiry,
)
from enquiry.forms import ConcludeForm, OpenEnquiryForm, PredictionForm, ShareForm, StageForm
from enquiry.models import Enquiry, EnquiryStage
from enquiry.queries import enquiries_visible_to, stages_visible_to
from learningculture.sent_numbers import number_sent
from school.access import Permission, requires
from school.queries import current_term, today_in


@requires(Permission.ENQUIRE)
def begin(request: HttpRequest) -> HttpResponse:
    """Open an enquiry of one's own."""
    member = request.member  # type: ignore[attr-defined]
    today = today_in(request.school)  # type: ignore[attr-defined]
    term = current_term(member.school, today)
    form = OpenEnquiryForm(request.POST or None, member=member, term=term, today=today)
    if request.method == "POST" and form.is_valid() and term:
        try:
            enquiry = open_enquiry(owner=member, term=term, on=today, **form.words())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Your enquiry is open. Until you share it leaders see its question and stage."))
            return redirect("enquiry:enquiry", member.school.slug, enquiry.pk)
    return render(request, "enquiry/enquiry_form.html", {"form": form, "ready": term and form.has_behaviours()})


@requires(Permission.ENQUIRE)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _find(request, pk))


def _find(request: HttpRequest, pk: int) -> Enquiry:
    visible = enquiries_visible_to(request.member)  # type: ignore[attr-defined]
    return get_object_or_404(visible.select_related("owner", "behaviour", "commitment"), pk=pk)


def _find_ours(request: HttpRequest, pk: int) -> Enquiry:
    enquiry = _find(request, pk)
    if not is_ours(enquiry, request.member):  # type: ignore[attr-defined]
        raise PermissionDenied
    return enquiry


def _page(request: HttpRequest, enquiry: Enquiry, **bound: forms.Form) -> HttpResponse:
    """The enquiry; a form that was refused comes along and keeps what was typed."""
    member = request.member  # type: ignore[attr-defined]
    stages = list(enquiry.stages.all())
    team = [place.member for place in enquiry.team.select_related("member")]
    waiting = [stage for stage in stages if stage.done_on is None]
    if enquiry.state == Enquiry.State.CONCLUDED:
        waiting = [stage for stage in waiting if stage.key == SHARE and stage == waiting[0]]
    current = waiting[0] if waiting else None
    context: dict[str, Any] = {
        "enquiry": enquiry,
        "stages": stages,
        "team": team,
        "current": current,
        "ours": enquiry.owner_id == member.pk or member in team,
        "mine": enquiry.owner_id == member.pk,
        "stage_form": StageForm(initial={"notes": current.notes, "version": current.version}) if current else None,
        "prediction_form": PredictionForm(),
        "conclude_form": ConcludeForm(),
        "share_form": ShareForm(initial={"ring": enquiry.ring}),
    }
    return render(request, "enquiry/enquiry_detail.html", {**context, **bound})


@require_POST
@requires(Permission.ENQUIRE)
def predict(request: HttpRequest, pk: int) -> HttpResponse:
    enquiry = _find_ours(request, pk)
    form = PredictionForm(request.POST)
    by = request.member  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            lock_prediction(enquiry=enquiry, by=by, now=timezone.now(), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Locked. It will stand beside what you find."))
            return _back(request, enquiry)
    return _page(request, enquiry, prediction_form=form)


@require_POST
@requires(Permission.ENQUIRE)
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    enquiry = _find_ours(request, pk)
    form = ConcludeForm(request.POST)
    by, on = request.member, today_in(request.school)  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            conclude_enquiry(enquiry=enquiry, by=by, on=on, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Concluded. Whatever you decided, now you know more than before."))
            return _back(request, enquiry)
    return _page(request, enquiry, conclude_form=form)


@require_POST
@requires(Permission.ENQUIRE)
def share(request: HttpRequest, pk: int) -> HttpResponse:
    enquiry = _find(request, pk)
    by = request.member  # type: ignore[attr-defined]
    if enquiry.owner_id != by.pk:
        raise PermissionDenied
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _page(request, enquiry, share_form=form)
    share_enquiry(enquiry=enquiry, ring=form.cleaned_data["ring"], by=by)
    messages.success(request, _("Saved. You can change this at any time."))
    return _back(request, enquiry)


@require_POST
@requires(Permission.ENQUIRE)
def write_stage(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes of a stage: kept as they are typed, or done and on to the next."""
    stage = get_object_or_404(stages_visible_to(request.member), pk=pk)  # type: ignore[attr-defined]
    enquiry = _find_ours(request, stage.enquiry_id)
    form = StageForm(request.POST)
    if not form.is_valid():
        return _page(request, enquiry, stage_form=form)
    try:
        _write(request, stage, form.cleaned_data)
    except StageConflictError as conflict:
        return _conflict(request, enquiry, form, conflict)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(request, enquiry, stage_form=form)
    if request.htmx and "done" not in request.POST:  # type: ignore[attr-defined]
        return render(request, "enquiry/_stage_state.html", {"version": stage.version, "saved_at": timezone.now()})
    return _back(request, enquiry)


def _write(request: HttpRequest, stage: EnquiryStage, words: dict[str, Any]) -> None:
    chosen = number_sent(request.POST.get("mine", ""))
    words = words if chosen is None else {**words, "version": chosen}
    by, on = request.member, today_in(request.school)  # type: ignore[attr-defined]
    if "done" in request.POST:
        complete_stage(stage=stage, by=by, on=on, **words)
    else:
        save_stage_notes(stage=stage, by=by, **words)


def _conflict(request: HttpRequest, enquiry: Enquiry, form: StageForm, conflict: StageConflictError) -> HttpResponse:
    state = {"version": form.cleaned_data["version"], "theirs": conflict.theirs, "over": conflict.version}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "enquiry/_stage_state.html", state)
    return _page(request, enquiry, stage_form=form, **state)


def _back(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    return redirect("enquiry:enquiry", request.school.slug, enquiry.pk)  # type: ignore[attr-defined]
