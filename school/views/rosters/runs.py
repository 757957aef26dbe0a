"""The log: what one import did, and its undo."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learningculture.htmx import go_to, render_page_or_fragment
from school.access import Permission, requires
from school.batches import can_be_undone, undone_of
from school.batches.undo import DAYS_TO_UNDO
from school.models import Batch, RosterRun
from school.rosters.queries import runs_of
from school.rosters.undo_work import ask_for_a_look, ask_for_undo, is_large, prospect_of, steps_of
from school.rosters.undoing import undo_import, undo_in_prospect
from school.views.rosters.uploads import SchoolRequest


@requires(Permission.MANAGE_ROSTER)
def run(request: SchoolRequest, pk: int) -> HttpResponse:
    """What came in, how the rows add up, and what became of it."""
    found = get_object_or_404(runs_of(request.school), pk=pk)
    context = {
        "run": found,
        "can_undo": found.batch is not None and can_be_undone(found.batch, now=timezone.now()),
        "undone": undone_of(found.batch) if found.batch and found.batch.undone_at else None,
        "days": DAYS_TO_UNDO,
    }
    return render(request, "school/roster_run.html", context)


@requires(Permission.MANAGE_ROSTER)
def undo(request: SchoolRequest, pk: int) -> HttpResponse:
    """What an undo would take back and what it would have to leave; then the undo itself."""
    found = get_object_or_404(runs_of(request.school), pk=pk)
    if found.batch is None:
        raise Http404
    if is_large(found.batch):
        return _undo_by_worker(request, found, found.batch)
    try:
        if request.method == "POST":
            undo_import(found.batch, by=request.member, now=timezone.now())
            messages.success(request, _("Undone."))
            return redirect("school:roster_run", request.school.slug, pk)
        prospect = undo_in_prospect(found.batch, by=request.member, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("school:roster_run", request.school.slug, pk)
    return render(request, "school/roster_undo.html", {"run": found, "prospect": prospect})


def _undo_by_worker(request: SchoolRequest, run: RosterRun, batch: Batch) -> HttpResponse:
    """A large one: a look, a yes and the undo, each handed to a worker; the page follows."""
    address = reverse("school:roster_run", args=[request.school.slug, run.pk])
    if request.method == "POST":
        ask = ask_for_a_look if "look" in request.POST else ask_for_undo
        try:
            ask(batch=batch, by=request.member, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect(request.path)
    if batch.undone_at or not can_be_undone(batch, now=timezone.now()):
        return go_to(request, address)
    if getattr(request, "htmx", None) and not batch.undo_is_working:
        return go_to(request, request.path)
    context = {"run": run, "batch": batch, "prospect": prospect_of(batch), "steps": steps_of(batch)}
    return render_page_or_fragment(
        request, "school/roster_undo_large.html", "school/_roster_undo_progress.html", context
    )
