"""The log: what one import did, and its undo."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from school.access import Permission, requires
from school.batches import can_be_undone, undone_of
from school.batches.undo import DAYS_TO_UNDO
from school.rosters.queries import runs_of
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
