"""How a check-in goes: for the staff of a class by name, for leaders by year group."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from learningculture.htmx import render_page_or_fragment
from school.access import Permission, may, requires
from school.models import Term
from school.queries import today_in
from tracking.form_time import FEWEST_FINISHED, State, progress_by_year, progress_in
from tracking.queries import classes_visible_to
from tracking.views.ground import SchoolRequest, in_term
from tracking.watching import note_look_at_class
from tracking.words import year_words


@requires(Permission.SEE_CLASSES)
@in_term
def class_check_in(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    """Who has not begun, is at it, has finished; looks again every few seconds until all have."""
    today = today_in(request.school)
    school_class = get_object_or_404(classes_visible_to(request.member, term, today), pk=pk)
    if not request.htmx:  # type: ignore[attr-defined]
        note_look_at_class(school_class=school_class, by=request.member, now=timezone.now())
    progress = progress_in(school_class, term, today)
    by_state = {state.value: [each.member for each in progress if each.state == state] for state in State}
    context = {"school_class": school_class, "progress": by_state, "all": len(progress)}
    context |= {"going": len(by_state[State.FINISHED]) < len(progress)}
    return render_page_or_fragment(request, "tracking/class_check_in.html", "tracking/_class_check_in.html", context)


@requires(Permission.SEE_ALL_CLASSES)
@in_term
def check_ins(request: SchoolRequest, term: Term) -> HttpResponse:
    """Every year group: begun, finished, and how many finished hastily, where enough did."""
    rows = [
        (each, year_words([] if each.year_group is None else [each.year_group]))
        for each in progress_by_year(request.member, term, today_in(request.school))
    ]
    context = {"rows": rows, "fewest": FEWEST_FINISHED}
    context["may_write"] = may(request.member, Permission.CHOOSE_BEHAVIOURS)
    return render(request, "tracking/check_ins.html", context)
