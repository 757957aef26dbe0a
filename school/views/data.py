"""Personal data in the hands of the office: requests, people, the schedule."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from school.models import Look, Member
from school.privacy.access_pack import ask_for_pack, packs_of
from school.privacy.erasure import certificates, check_can_erase, erasable, erase_person, erasure_preview
from school.privacy.forms import AnswerForm, EraseForm, FindPersonForm, HoldForm, OfficeAskForm, PeriodForm
from school.privacy.looks import note_look
from school.privacy.requests import (
    answer_request,
    answered_requests,
    ask_about_data,
    end_hold,
    hold_on,
    open_requests,
    requests_in,
    set_hold,
)
from school.privacy.retention import choose_period, first_of_next_month, periods_of, retention_preview
from school.queries import today_in
from school.views.privacy import member_of

MOST_FOUND = 20
MOST_SHOWN = 10


@requires(Permission.MANAGE_PRIVACY)
def data(request: HttpRequest) -> HttpResponse:
    """What is asked for and by when, what goes next, what went."""
    school = member_of(request).school
    today = today_in(school)
    next_run = first_of_next_month(today)
    context = {
        "requests": open_requests(school),
        "answered": answered_requests(school)[:MOST_SHOWN],
        "today": today,
        "next_run": next_run,
        "preview": retention_preview(school, next_run),
        "certificates": certificates(school.pk)[:MOST_SHOWN],
        "find": FindPersonForm(),
        "packs": packs_of(member_of(request), timezone.now()),
    }
    return render(request, "school/data.html", context)


@requires(Permission.MANAGE_PRIVACY)
def schedule(request: HttpRequest) -> HttpResponse:
    """How long what is kept. A school may shorten."""
    school = member_of(request).school
    form = PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            choose_period(school=school, **form.cleaned_data)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("Kept. It holds from the next run."))
        return redirect("school:data_schedule", school.slug)
    periods = periods_of(school)
    rows = [(each, PeriodForm.for_rule(each.rule, each.kept) if each.rule.may_shorten else None) for each in periods]
    return render(request, "school/data_schedule.html", {"rows": rows})


@requires(Permission.MANAGE_PRIVACY)
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """People by the beginning of a name."""
    form = FindPersonForm(request.POST)
    found = erasable(member_of(request).school_id, form.cleaned_data["name"])[:MOST_FOUND] if form.is_valid() else []
    return render(request, "school/data_people.html", {"find": form, "found": found})


@requires(Permission.MANAGE_PRIVACY)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be done about one person's data."""
    about = _about(request, pk)
    note_look(looker=member_of(request), subjects=[about], kind=Look.Kind.DATA, now=timezone.now())
    return _person_page(request, about)


def _person_page(request: HttpRequest, about: Member, **forms: Form) -> HttpResponse:
    packs = [pack for pack in packs_of(member_of(request), timezone.now()) if pack.about_id == about.pk]
    context: dict[str, Any] = {
        "about": about,
        "hold": hold_on(about),
        "hold_form": HoldForm(),
        "ask_form": OfficeAskForm(),
        "requests": requests_in(about.school).filter(about=about),
        "packs": packs,
        "left": about.left_on is not None and about.left_on <= today_in(about.school),
    }
    return render(request, "school/data_person.html", {**context, **forms})


def _about(request: HttpRequest, pk: int) -> Member:
    everyone = erasable(member_of(request).school_id, "").select_related("school")
    return get_object_or_404(everyone, pk=pk)


@requires(Permission.MANAGE_PRIVACY, again=True)
@require_POST
def person_pack(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy of everything about somebody else, for them or for a parent."""
    about = _about(request, pk)
    ask_for_pack(about=about, by=member_of(request), now=timezone.now())
    messages.success(request, _("The copy is being put together. It appears on this page."))
    return redirect("school:data_person", about.school.slug, about.pk)


@requires(Permission.MANAGE_PRIVACY)
@require_POST
def person_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a parent or somebody at the door asks."""
    about, form = _about(request, pk), OfficeAskForm(request.POST)
    if form.is_valid():
        on = today_in(about.school)
        try:
            ask_about_data(about=about, by=member_of(request), on=on, on_behalf=True, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("words", refusal.messages)  # type: ignore[arg-type]
        else:
            messages.success(request, _("Written down, with the day by which it is due."))
            return redirect("school:data_person", about.school.slug, about.pk)
    return _person_page(request, about, ask_form=form)


@requires(Permission.MANAGE_PRIVACY)
@require_POST
def person_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a hold with its reason, or end it."""
    about, by, form = _about(request, pk), member_of(request), HoldForm(request.POST)
    if "end" in request.POST:
        end_hold(about=about, on=today_in(about.school))
    elif form.is_valid():
        set_hold(about=about, by=by, on=today_in(about.school), **form.cleaned_data)
    else:
        return _person_page(request, about, hold_form=form)
    return redirect("school:data_person", about.school.slug, about.pk)


@requires(Permission.MANAGE_PRIVACY, again=True)
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """First what goes, what stays and why; then, ticked, the removal."""
    about, by, form = _about(request, pk), member_of(request), EraseForm(request.POST or None)
    refusals: list[str] = []
    try:
        check_can_erase(about, today_in(about.school))
        if request.method == "POST" and form.is_valid():
            erase_person(member=about, by=by, now=timezone.now())
            messages.success(request, _("Removed. The certificate is below."))
            return redirect("school:data", about.school.slug)
    except ValidationError as refusal:
        refusals = refusal.messages
    context = {"about": about, "form": form, "preview": erasure_preview(about, by), "refusals": refusals}
    return render(request, "school/data_erase.html", context)


@requires(Permission.MANAGE_PRIVACY)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, and its answer."""
    member = member_of(request)
    asked = get_object_or_404(requests_in(member.school), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_request(request=asked, by=member, on=today_in(member.school), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("answer" if hasattr(refusal, "error_dict") else None, refusal.messages)  # type: ignore[arg-type]
        else:
            messages.success(request, _("Answered. The person can read it on their privacy page."))
            return redirect("school:data", member.school.slug)
    return render(request, "school/data_request.html", {"asked": asked, "form": form, "today": today_in(member.school)})
