"""The record of a visit: writing it, reading it, talking about it, deciding who else may read it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learningculture.htmx import go_to, render_page_or_fragment
from observations.forms import AccountForm, CaptureForm, ConversationForm, ShareForm, show_refusal
from observations.models import Visit
from observations.queries import (
    aspects_of,
    colleagues_of,
    openings_of,
    readers_of,
    records,
    sightings_of,
    visits_visible_to,
    who_may_read,
    with_people,
)
from observations.sharing import (
    keep_from_school,
    note_opening,
    share_with,
    share_with_school,
    stop_sharing,
    withdraw_visit,
)
from observations.visits import record_conversation, record_visit, review_step, write_account
from school.access import Permission, requires
from school.calendar import school_days_after
from school.models import Member, School
from school.queries import today_in

USUAL_LOOK_BACK_SCHOOL_DAYS = 15


@requires(Permission.VISIT)
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """The record; opening it is noted for the host to see."""
    visit = _visit(request, pk)
    note_opening(visit=visit, by=_member(request), now=timezone.now())
    return _page(request, visit)


def _agreed(visit: Visit, school: School, today: datetime.date) -> dict[str, Any]:
    """What was agreed; before that, a day three school weeks on as a suggestion."""
    day = visit.step_review_on or school_days_after(school, today, USUAL_LOOK_BACK_SCHOOL_DAYS)
    return {"agreed_step": visit.agreed_step, "step_review_on": day}


def _page(request: HttpRequest, visit: Visit, **forms: Form) -> HttpResponse:
    """The visit's page, with ``forms`` as they were sent in place of fresh ones."""
    member = _member(request)
    today = today_in(member.school)
    is_host = visit.host_id == member.pk
    takes_part = is_host or member.pk in {visitor.member_id for visitor in visit.visitors.all()}
    context: dict[str, Any] = {
        "visit": visit,
        "is_host": is_host,
        "takes_part": takes_part,
        "to_record": visit.state == Visit.State.AGREED and visit.on <= today and records(visit, member),
        "readers": (readers := readers_of(visit)),
        "who_may_read": who_may_read(visit, readers),
        "sightings": sightings_of(visit) if visit.is_recorded else [],
        "step_due": visit.step_review_on and visit.step_review_on <= today and not visit.step_reviewed_on,
        "talk": ConversationForm(initial=_agreed(visit, member.school, today)),
    }
    if is_host and visit.is_recorded:
        context["openings"] = openings_of(visit)
        context["account"] = AccountForm(initial={"text": visit.host_account})
        context["share"] = ShareForm(colleagues=colleagues_of(member, today))
    return render(request, "observations/visit_detail.html", {**context, **forms})


@requires(Permission.VISIT)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Capture on a phone. Sent twice it is kept once."""
    member, visit = _member(request), _visit(request, pk)
    if not records(visit, member):
        raise PermissionDenied
    address = visit_address(visit)
    if request.method == "GET" and visit.state != Visit.State.AGREED:
        return go_to(request, address)
    behaviours = [focus.behaviour for focus in visit.focuses.all()]
    form = CaptureForm(request.POST or None, behaviours=behaviours, aspects=aspects_of(member.school_id))
    if request.method == "POST" and form.is_valid() and _done(form, _keep_record(form, visit, member)):
        messages.success(request, _("Kept. The host can read it now."))
        return go_to(request, address)
    context = {"visit": visit, "form": form, "who_may_read": who_may_read(visit, [])}
    return render_page_or_fragment(request, "observations/visit_record.html", "observations/_capture.html", context)


def _keep_record(form: CaptureForm, visit: Visit, by: Member) -> Callable[[], object]:
    data = form.cleaned_data
    return lambda: record_visit(
        visit=visit,
        sightings=form.cells(),
        wondering=data["wondering"],
        by=by,
        now=timezone.now(),
        client_key=data["client_key"],
    )


@requires(Permission.VISIT)
@require_POST
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    visit, member = _visit(request, pk), _member(request)
    form = ConversationForm(request.POST)
    today = today_in(member.school)
    if form.is_valid() and _done(
        form, lambda: record_conversation(visit=visit, **form.cleaned_data, by=member, on=today)
    ):
        messages.success(request, _("Kept. The step comes back to its owner on the day you chose."))
        return redirect(visit_address(visit))
    return _page(request, visit, talk=form)


@requires(Permission.VISIT)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """The host has looked back at the agreed step."""
    visit, member = _hosted(request, pk), _member(request)
    return _then_show(
        request,
        visit,
        lambda: review_step(visit=visit, by=member, on=today_in(member.school)),
        _("Good. Nothing more will be asked about this step."),
    )


@requires(Permission.VISIT)
@require_POST
def account(request: HttpRequest, pk: int) -> HttpResponse:
    visit, member = _hosted(request, pk), _member(request)
    form = AccountForm(request.POST)
    if form.is_valid() and _done(form, lambda: write_account(visit=visit, text=form.cleaned_data["text"], by=member)):
        messages.success(request, _("Your account stands beside the record."))
        return redirect(visit_address(visit))
    return _page(request, visit, account=form)


@requires(Permission.VISIT)
@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """With one colleague, or with ``whole_school`` with all staff."""
    visit, member = _hosted(request, pk), _member(request)
    if "whole_school" in request.POST:
        sentence = _("All teaching and support staff can read it now. You can take that back at any time.")
        return _then_show(request, visit, lambda: share_with_school(visit=visit, by=member), sentence)
    form = ShareForm(request.POST, colleagues=colleagues_of(member, today_in(member.school)))
    if form.is_valid() and _done(form, lambda: share_with(visit=visit, member=form.cleaned_data["member"], by=member)):
        name = form.cleaned_data["member"].display_name
        messages.success(request, _("%(name)s can read it now. You can take that back at any time.") % {"name": name})
        return redirect(visit_address(visit))
    return _page(request, visit, share=form)


@requires(Permission.VISIT)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """No longer for one colleague, for the whole school, or for anyone but host and visitors."""
    visit, member = _hosted(request, pk), _member(request)
    if "whole_school" in request.POST:
        return _then_show(request, visit, lambda: keep_from_school(visit=visit, by=member), _("No longer shared."))
    reader = next((one for one in readers_of(visit) if str(one.pk) == request.POST.get("member")), None)
    if "member" in request.POST and reader is None:
        return redirect(visit_address(visit))
    return _then_show(
        request, visit, lambda: stop_sharing(visit=visit, by=member, member=reader), _("No longer shared.")
    )


@requires(Permission.VISIT, again=True)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    visit, member = _hosted(request, pk), _member(request)
    sentence = _("Withdrawn. Only you can see it now, and it counts nowhere.")
    return _then_show(request, visit, lambda: withdraw_visit(visit=visit, by=member, now=timezone.now()), sentence)


def _then_show(request: HttpRequest, visit: Visit, act: Callable[[], object], sentence: str) -> HttpResponse:
    """Do it, say so and show the visit; a refusal is said in the same place."""
    try:
        act()
        messages.success(request, sentence)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(visit_address(visit))


def _done(form: Form, act: Callable[[], object]) -> bool:
    """Whether it went through; a refusal stands beside its field."""
    try:
        act()
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return False
    return True


def visit_address(visit: Visit) -> str:
    return reverse("observations:visit", args=[visit.school.slug, visit.pk])


def _visit(request: HttpRequest, pk: int) -> Visit:
    return get_object_or_404(with_people(visits_visible_to(_member(request))), pk=pk)


def _hosted(request: HttpRequest, pk: int) -> Visit:
    """The visit, for its host alone."""
    visit = _visit(request, pk)
    if visit.host_id != _member(request).pk:
        raise PermissionDenied
    return visit


def _member(request: HttpRequest) -> Member:
    member: Member = request.member  # type: ignore[attr-defined]
    return member
