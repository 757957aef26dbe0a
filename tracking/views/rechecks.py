"""A class's list of what to look at again."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learningculture.htmx import go_to, render_page_or_fragment
from school.access import Permission, requires
from school.models import SchoolClass, Term
from school.queries import today_in
from tracking.forms_rechecks import OutcomeForm, RecheckForm
from tracking.queries import classes_visible_to, members_of_class, teaches_in
from tracking.rechecks import (
    close_recheck,
    closed_rechecks_in,
    note_rechecks,
    open_or_of_today,
    rechecks_in,
    reopen_recheck,
)
from tracking.views.ground import SchoolRequest, in_term, tell


def _own_class(request: SchoolRequest, term: Term, pk: int, today: datetime.date) -> SchoolClass:
    """A class that one teaches or supports; of any other one does not know."""
    school_class: SchoolClass = get_object_or_404(classes_visible_to(request.member, term, today), pk=pk)
    if not teaches_in(request.member, school_class, today):
        raise Http404
    return school_class


@requires(Permission.SEE_CLASSES)
@in_term
def rechecks(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    """What is open, what was looked at lately, and the form for another."""
    today = today_in(request.school)
    school_class = _own_class(request, term, pk, today)
    learners = members_of_class(school_class, today)
    form = RecheckForm(learners, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note_rechecks(school_class=school_class, by=request.member, on=today, **form.cleaned_data)
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Noted. It comes back here in ten school days."))
            return redirect("tracking:rechecks", request.school.slug, pk)
    context = {"school_class": school_class, "form": form, "today": today}
    context |= {"open": rechecks_in(school_class, today), "closed": closed_rechecks_in(school_class, today)}
    return render(request, "tracking/rechecks.html", context)


@requires(Permission.SEE_CLASSES)
@require_POST
@in_term
def answer_recheck(request: SchoolRequest, term: Term, pk: int, recheck_pk: int) -> HttpResponse:
    """Known now, not yet, no longer needed; ``again`` takes the answer back."""
    today = today_in(request.school)
    school_class = _own_class(request, term, pk, today)
    recheck = get_object_or_404(open_or_of_today(school_class, today), pk=recheck_pk)
    form = OutcomeForm(request.POST)
    try:
        if "again" in request.POST:
            recheck = reopen_recheck(recheck=recheck, by=request.member, on=today)
        elif form.is_valid():
            recheck = close_recheck(recheck=recheck, outcome=form.cleaned_data["outcome"], by=request.member, on=today)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    if not request.htmx:  # type: ignore[attr-defined]
        return go_to(request, _back(request, pk))
    context = {"recheck": recheck, "school_class": school_class, "today": today}
    return render_page_or_fragment(request, "tracking/_recheck.html", "tracking/_recheck.html", context)


def _back(request: SchoolRequest, pk: int) -> str:
    """To the page one came from, when it is ours."""
    came: str = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure()):
        return came
    return reverse("tracking:rechecks", args=[request.school.slug, pk])
