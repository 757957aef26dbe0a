"""Letting a colleague act for one, for a while."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, may, requires
from school.office.delegates import delegations_of, lend, take_back
from school.office.people_forms import LendForm
from school.queries import today_in


@requires(Permission.BE_HERE)
def delegates(request: HttpRequest) -> HttpResponse:
    """Whom one lets act, and for whom one acts."""
    return _page(request)


@require_POST
@requires(Permission.LEND)
def lend_areas(request: HttpRequest) -> HttpResponse:
    member, school = request.member, request.school  # type: ignore[attr-defined]
    today = today_in(school)
    form = LendForm(request.POST, principal=member, today=today)
    if form.is_valid():
        try:
            new = lend(principal=member, by=member, today=today, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            words = {"name": new.deputy.display_name}
            messages.success(request, _("%(name)s can act for you from that day. It ends by itself.") % words)
            return redirect("school:delegates", school.slug)
    return _page(request, form)


@require_POST
@requires(Permission.BE_HERE)
def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    member, school = request.member, request.school  # type: ignore[attr-defined]
    delegation = get_object_or_404(delegations_of(member, today_in(school)), pk=pk)
    take_back(delegation=delegation, by=member, now=timezone.now())
    messages.success(request, _("Ended. It holds from the next page."))
    return redirect("school:delegates", school.slug)


def _page(request: HttpRequest, form: LendForm | None = None) -> HttpResponse:
    member, school = request.member, request.school  # type: ignore[attr-defined]
    today = today_in(school)
    if form is None and may(member, Permission.LEND):
        form = LendForm(principal=member, today=today)
    context = {"form": form, "delegations": delegations_of(member, today), "today": today}
    return render(request, "school/delegates.html", context)
