"""Moving everybody up a year: the list, what it would change by name, doing it, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from school.batches import can_be_undone, undo_batch
from school.models import AcademicYear
from school.office import roll_over as moving
from school.office.roll_over_forms import move_rows, moves_in
from school.office.year_forms import YearForms
from school.office.years import next_year, problems_in, year_as_said, years_of
from school.queries import today_in


@requires(Permission.MANAGE_CALENDAR)
def roll_over(request: HttpRequest) -> HttpResponse:
    """Dates and classes as proposed, to be changed; then what it means; only then is anything written."""
    school = request.school  # type: ignore[attr-defined]
    year = moving.year_to_leave(school, today_in(school))
    try:
        moving.check_can_roll_over(year)
        moving.check_still_leaves(year, request.POST.get("leaving"))
    except ValidationError as refusal:
        return _page(request, {"refusal": refusal.messages[0]})
    assert year is not None
    forms, rows = _forms(request, year)
    context = {"year": year, "following": moving.year_to_enter(year), "forms": forms, "rows": rows}
    if request.method != "POST" or not _are_right(forms, rows, year) or "change" in request.POST:
        return _page(request, context)
    if "go" in request.POST:
        return _do_it(request, year, forms, rows)
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    context["sent"] = [pair for pair in sent if pair[0] not in ("csrfmiddlewaretoken", "go", "change")]
    context["difference"] = moving.difference_of(year, moves_in(rows))
    return render(request, "school/roll_over_check.html", context)


@require_POST
@requires(Permission.MANAGE_CALENDAR)
def undo_roll_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back, for thirty days; what was written since stays and is listed."""
    school = request.school  # type: ignore[attr-defined]
    batch = get_object_or_404(moving.roll_overs(school), pk=pk)
    try:
        undone = undo_batch(batch=batch, by=request.member, now=timezone.now())  # type: ignore[attr-defined]
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("school:roll_over", school.slug)
    messages.success(request, _("Taken back. Everybody is where they were."))
    return _page(request, {"undone": undone, "refusal": ""})


def _forms(request: HttpRequest, year: AcademicYear) -> tuple[YearForms | None, Any]:
    data = request.POST or None
    classes = list(moving.classes_of_year(year))
    rows = move_rows(data, moving.proposed_moves(classes), classes)
    if moving.year_to_enter(year):
        return None, rows
    current = years_of(year.school).get(pk=year.pk)
    return YearForms(data, said=next_year(year_as_said(current))), rows


def _are_right(forms: YearForms | None, rows: Any, year: AcademicYear) -> bool:
    fine = rows.is_valid()
    if forms is None:
        return bool(fine)
    if not forms.is_valid():
        return False
    forms.tell(problems_in(forms.said(), years_of(year.school)))
    return bool(fine and not forms.has_errors)


def _do_it(request: HttpRequest, year: AcademicYear, forms: YearForms | None, rows: Any) -> HttpResponse:
    school = request.school  # type: ignore[attr-defined]
    by, said = request.member, forms.said() if forms else None  # type: ignore[attr-defined]
    try:
        moving.roll_over(school=school, year=year, said=said, moves=moves_in(rows), by=by, now=timezone.now())
    except ValidationError as refusal:
        return _page(request, {"refusal": refusal.messages[0]})
    messages.success(request, _("Everybody has moved up. You can take it back for thirty days."))
    return redirect("school:roll_over", school.slug)


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    now = timezone.now()
    done = list(moving.roll_overs(request.school))  # type: ignore[attr-defined]
    log = [{"batch": batch, "can_be_undone": can_be_undone(batch, now=now)} for batch in done]
    return render(request, "school/roll_over.html", {**context, "log": log})
