"""Attainment: what was brought in, a table on its way in, its undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from learningculture.downloads import CSV, download
from learningculture.spreadsheets import csv_bytes
from school.access import Permission, may, requires
from school.batches import can_be_undone
from school.models import Term
from school.rosters.tablefiles import TableFile
from tracking.attainment.columns import guessed_uses
from tracking.attainment.comparing import Comparison, compared
from tracking.attainment.handing_on import sealed, unsealed
from tracking.attainment.imports import (
    bring_attainment,
    failing_rows,
    imports_visible_to,
    remembered_for,
    terms_for_attainment,
    undo_attainment,
)
from tracking.forms_attainment import ColumnsForm, TableForm
from tracking.views.ground import SchoolRequest, in_term, tell

FIRST_SHOWN = 12
"""Rows of each kind that the comparison shows; all that could not be read come in the file."""


@requires(Permission.BRING_ATTAINMENT)
@in_term
def attainment(request: SchoolRequest, term: Term) -> HttpResponse:
    """What was brought in before, and the form for another table; a table leads to its columns."""
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (table := form.read()):
        try:
            return _ask(request, term, table, sealed(table, request.member))
        except ValidationError as refusal:
            form.add_error("table", refusal)
    now = timezone.now()
    made = [
        (each, bool(each.batch and can_be_undone(each.batch, now=now))) for each in imports_visible_to(request.member)
    ]
    context = {"form": form, "made": made, "sees_classes": may(request.member, Permission.SEE_CLASSES)}
    return render(request, "tracking/attainment.html", context)


def _ask(
    request: SchoolRequest, term: Term, table: TableFile, kept: str, form: ColumnsForm | None = None
) -> HttpResponse:
    if form is None:
        before = remembered_for(request.member, table.header)
        first = (
            {"term": term, "measure": before.measure, "grades": ", ".join(before.grades)} if before else {"term": term}
        )
        form = ColumnsForm(table.header, guessed_uses(table.header, before), terms_for_attainment(term), initial=first)
    samples = [" · ".join(cell for cell in table.column(heading)[:3] if cell) for heading in table.header]
    context = {"form": form, "table": table, "kept": kept, "columns": list(zip(form.columns(), samples, strict=True))}
    return render(request, "tracking/attainment_columns.html", context)


@require_POST
@requires(Permission.BRING_ATTAINMENT)
@in_term
def attainment_table(request: SchoolRequest, term: Term) -> HttpResponse:
    """A table with what was said of it: compared, then brought in."""
    kept = request.POST.get("kept", "")
    try:
        table = unsealed(kept, request.member)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("tracking:attainment", request.school.slug)
    form = ColumnsForm(table.header, {}, terms_for_attainment(term), request.POST)
    if not form.is_valid() or request.POST.get("do") == "columns":
        return _ask(request, term, table, kept, form)
    try:
        return _compare_or_bring(request, table, kept, form)
    except ValidationError as refusal:
        tell(form, refusal)
        return _ask(request, term, table, kept, form)


def _compare_or_bring(request: SchoolRequest, table: TableFile, kept: str, form: ColumnsForm) -> HttpResponse:
    told, chosen = form.told, form.cleaned_data["term"]
    if request.POST.get("do") == "bring":
        _made, comparison = bring_attainment(table=table, told=told, term=chosen, by=request.member, now=timezone.now())
        messages.success(request, _sentence(comparison))
        return redirect("tracking:attainment", request.school.slug)
    comparison = compared(table, told, term=chosen)
    if request.POST.get("do") == "failed":
        return download(csv_bytes(failing_rows(comparison)), _("rows left out") + ".csv", CSV)
    context: dict[str, Any] = {
        "form": form,
        "kept": kept,
        "table": table,
        "told": told,
        "term_chosen": chosen,
        "counts": comparison.counts,
        "sentence": _sentence(comparison),
        "new": comparison.applied[:FIRST_SHOWN],
        "failed": comparison.failed[:FIRST_SHOWN],
    }
    return render(request, "tracking/attainment_check.html", context)


def _sentence(comparison: Comparison) -> str:
    counts = comparison.counts
    return ngettext(
        "%(rows)d row: %(applied)d with something new, %(unchanged)d as before, %(failed)d left out.",
        "%(rows)d rows: %(applied)d with something new, %(unchanged)d as before, %(failed)d left out.",
        counts["rows"],
    ) % {**counts}


@require_POST
@requires(Permission.BRING_ATTAINMENT)
def undo_table(request: SchoolRequest, pk: int) -> HttpResponse:
    """Take a whole table out again."""
    made = get_object_or_404(imports_visible_to(request.member), pk=pk)
    try:
        undone = undo_attainment(made=made, by=request.member, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        kept = len(undone.kept)
        messages.success(
            request, _("Undone.") if not kept else _("Undone; %(n)d results changed since stay.") % {"n": kept}
        )
    return redirect("tracking:attainment", request.school.slug)
