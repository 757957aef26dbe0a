"""The overview, a PLC's page, starting one and planning its sessions."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from enquiry.forms import PlanSessionForm, StartPlcForm
from enquiry.models import Plc
from enquiry.plcs import may_run, plan_session, start_plc
from enquiry.queries import (
    enquiries_of,
    enquiries_shared_with,
    enquiry_outlines_for,
    members_of,
    places_of,
    plcs_visible_to,
    sessions_with_counts,
)
from school.access import Permission, may, requires
from school.queries import current_term, today_in, zone_of

MOST_SHARED = 12
"""Enquiries of colleagues on the overview; more would be a library, not a glance."""


@requires(Permission.ENQUIRE)
def overview(request: HttpRequest) -> HttpResponse:
    """My PLCs with what comes next, my enquiries, what colleagues shared."""
    member = request.member  # type: ignore[attr-defined]
    context = {
        "places": places_of(member, today_in(request.school)),  # type: ignore[attr-defined]
        "enquiries": enquiries_of(member),
        "shared": enquiries_shared_with(member)[:MOST_SHARED],
        "outlines": enquiry_outlines_for(member),
        "may_start": may(member, Permission.LEAD_PLC),
    }
    return render(request, "enquiry/overview.html", context)


@requires(Permission.LEAD_PLC)
def start(request: HttpRequest) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    school = request.school  # type: ignore[attr-defined]
    today = today_in(school)
    form = StartPlcForm(request.POST or None, member=member, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            plc = start_plc(school=school, lead=member, by=member, on=today, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("%(name)s has begun. Now plan when you meet first.") % {"name": plc.name})
            return redirect("enquiry:plc", school.slug, plc.pk)
    return render(request, "enquiry/plc_form.html", {"form": form})


@requires(Permission.ENQUIRE)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    plc = get_object_or_404(plcs_visible_to(member), pk=pk)
    return _page(request, plc, PlanSessionForm())


@require_POST
@requires(Permission.ENQUIRE)
def plan_next(request: HttpRequest, pk: int) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    school = request.school  # type: ignore[attr-defined]
    plc = get_object_or_404(plcs_visible_to(member), pk=pk)
    if not may_run(plc, member):
        raise PermissionDenied
    form = PlanSessionForm(request.POST)
    if not form.is_valid():
        return _page(request, plc, form)
    day, time = form.cleaned_data["day"], form.cleaned_data["time"]
    starts_at = datetime.datetime.combine(day, time, tzinfo=zone_of(school))
    term = current_term(school, day)
    if term is None:
        form.add_error("day", _("No term holds this day. Please choose another."))
        return _page(request, plc, form)
    plan_session(plc=plc, term=term, starts_at=starts_at, place=form.cleaned_data["place"], by=member)
    messages.success(request, _("The session is planned and stands on everyone's start page in its week."))
    return redirect("enquiry:plc", school.slug, plc.pk)


def _page(request: HttpRequest, plc: Plc, form: PlanSessionForm) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    members = members_of(plc)
    inside = member in members
    context = {
        "plc": plc,
        "members": members,
        "inside": inside,
        "may_run": plc.lead_id == member.pk or (inside and may(member, Permission.LEAD_PLC)),
        "sessions": sessions_with_counts(plc),
        "form": form,
    }
    return render(request, "enquiry/plc_detail.html", context)
