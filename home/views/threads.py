"""Pages of the golden thread."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from home.broken_threads import commitments_carried_in, loose_ends
from home.thread_picture import picture_of
from home.threads import thread_of
from school.access import Permission, may, requires
from school.queries import current_term, today_in
from vision.forms import attempt
from vision.leading_forms import AboutForm
from vision.queries import commitments_visible_to, live_framework
from vision.threading import behaviours_about, say_what_it_is_about
from vision.views.frame import back_to, show

HERE = "home:threads"


@requires(Permission.READ_VISION)
def threads(request: HttpRequest) -> HttpResponse:
    """Every commitment with what it is about; for leaders also where the thread is broken."""
    member, school = request.member, request.school  # type: ignore[attr-defined]
    term, leads = current_term(school, today_in(school)), may(member, Permission.WRITE_VISION)
    carried = commitments_carried_in(school, term)
    context = {
        "carried": carried,
        "leads": leads,
        "staff": may(member, Permission.READ_PROMISES),
        "loose": loose_ends(school, term) if leads else [],
        "picture": picture_of(carried) if carried and may(member, Permission.READ_PROMISES) else None,
    }
    return show(request, "home/thread_list.html", context, here=HERE)  # type: ignore[arg-type]


@requires(Permission.READ_VISION)
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that carries one commitment, as far as this reader may see it."""
    return _thread(request, pk)


def _thread(request: HttpRequest, pk: int, form: AboutForm | None = None) -> HttpResponse:
    member, school = request.member, request.school  # type: ignore[attr-defined]
    commitment = get_object_or_404(commitments_visible_to(member), pk=pk)
    context: dict[str, Any] = {
        "commitment": commitment,
        "strands": thread_of(commitment, member, current_term(school, today_in(school))),
    }
    if may(member, Permission.CHOOSE_BEHAVIOURS) and (framework := live_framework(school)):
        chosen = form or AboutForm(framework=framework, initial={"behaviours": behaviours_about(commitment)})
        context["form"] = chosen
    return show(request, "home/thread_detail.html", context, here=HERE)  # type: ignore[arg-type]


@requires(Permission.CHOOSE_BEHAVIOURS)
@require_POST
def thread_about(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which behaviours the commitment is about."""
    member, school = request.member, request.school  # type: ignore[attr-defined]
    commitment = get_object_or_404(commitments_visible_to(member), pk=pk)
    framework = live_framework(school)
    if framework is None:
        return back_to(request, "vision:behaviours")  # type: ignore[arg-type]
    form = AboutForm(request.POST, framework=framework)
    if form.is_valid():
        chosen = form.cleaned_data["behaviours"].select_related("framework")
        if attempt(form, lambda: [say_what_it_is_about(commitment=commitment, behaviours=chosen, by=member)]):
            messages.success(request, _("Saved."))
            return back_to(request, "home:thread", pk)  # type: ignore[arg-type]
    return _thread(request, pk, form)
