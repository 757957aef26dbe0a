"""Support's desk outside every school, and the school's page about support."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, requires, signed_in
from school.models import SupportAccess, User
from school.support.forms import AskForm
from school.support.visits import answer_support, ask_to_come_in, end_support, visit_in, visits_in, visits_of


def _supporter(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not user.is_support or request.memberships:  # type: ignore[attr-defined]
        raise Http404
    return user


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """What a support person has asked for, and the form to ask. Nobody else finds it."""
    user, now = _supporter(request), timezone.now()
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_to_come_in(user=user, now=now, **form.cleaned_data)
            return redirect("support_desk")
        except ValidationError as refusal:
            form.add_error(None, refusal)
    visits = [(visit, visit.is_open(now)) for visit in visits_of(user)]
    return render(request, "school/support_desk.html", {"form": form, "visits": visits})


@signed_in
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """End one's own visit, or take a question back."""
    access = get_object_or_404(visits_of(_supporter(request)), pk=pk)
    end_support(access=access, by_school=False, now=timezone.now())
    return redirect("support_desk")


@requires(Permission.LET_SUPPORT_IN)
def support(request: HttpRequest) -> HttpResponse:
    """Who asked to come in and why, who is inside, and every page that was opened."""
    now = timezone.now()
    visits = [(visit, visit.is_open(now)) for visit in visits_in(request.school)]  # type: ignore[attr-defined]
    return render(request, "school/support.html", {"visits": visits})


def _visit(request: HttpRequest, pk: int) -> SupportAccess:
    found = visit_in(request.school, pk)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


@requires(Permission.LET_SUPPORT_IN)
@require_POST
def let_support_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in for an hour, or not."""
    consent = request.POST.get("consent") == "yes"
    try:
        answer_support(access=_visit(request, pk), consent=consent, by=request.member, now=timezone.now())  # type: ignore[attr-defined]
        messages.success(request, _("Let in for sixty minutes.") if consent else _("Refused."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("school:support", school=request.school.slug)  # type: ignore[attr-defined]


@requires(Permission.LET_SUPPORT_IN)
@require_POST
def end_support_visit(request: HttpRequest, pk: int) -> HttpResponse:
    end_support(access=_visit(request, pk), by_school=True, now=timezone.now())
    messages.success(request, _("Ended. The next page they ask for stays shut."))
    return redirect("school:support", school=request.school.slug)  # type: ignore[attr-defined]
