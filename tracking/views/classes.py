"""My classes, and the page where everything about a class starts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from school.access import Permission, may, requires
from school.models import Term
from school.queries import today_in
from tracking.class_page import class_page, with_progress
from tracking.exports.of_class import Asked, kinds_for
from tracking.frequency import class_frequency
from tracking.queries import behaviours_judged_in, classes_visible_to, teaches_in
from tracking.rechecks import rechecks_in
from tracking.views.ground import SchoolRequest, in_term
from tracking.watching import note_look_at_class
from tracking.words import year_words


@requires(Permission.SEE_CLASSES)
@in_term
def classes(request: SchoolRequest, term: Term) -> HttpResponse:
    """The classes one teaches or supports; for leaders, all."""
    today = today_in(request.school)
    behaviours = list(behaviours_judged_in(term))
    found = with_progress(classes_visible_to(request.member, term, today), term, behaviours, today)
    rows = [(school_class, year_words(school_class.year_groups)) for school_class in found]
    context = {"rows": rows, "behaviours": behaviours, "the_term": term}
    context["sees_all"] = may(request.member, Permission.SEE_ALL_CLASSES)
    context["may_bring_attainment"] = may(request.member, Permission.BRING_ATTAINMENT)
    return render(request, "tracking/class_list.html", context)


@requires(Permission.SEE_CLASSES)
@in_term
def class_detail(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    today = today_in(request.school)
    school_class = get_object_or_404(classes_visible_to(request.member, term, today), pk=pk)
    note_look_at_class(school_class=school_class, by=request.member, now=timezone.now())
    page = class_page(school_class, term, today)
    context = {
        "school_class": school_class,
        "years": year_words(school_class.year_groups),
        "page": page,
        "frequency": class_frequency([(row.member, row.notes) for row in page.learners], page.behaviours),
        "may_judge": may(request.member, Permission.JUDGE),
        "today": today,
        "saves": kinds_for(Asked(school_class, term, today, request.member)),
    }
    if teaches_in(request.member, school_class, today):
        context |= {"of_class": True, "due": rechecks_in(school_class, today).filter(due_on__lte=today)}
    return render(request, "tracking/class_detail.html", context)
