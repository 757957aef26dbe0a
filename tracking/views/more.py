"""What stands below a learner's page: thanks, results, and what is looked at again."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from learningculture.htmx import render_page_or_fragment
from school.access import Permission, requires
from school.models import Member, Term
from school.queries import today_in
from tracking.below_learner import below_page_of
from tracking.layouts import layout_for
from tracking.queries import learners_visible_to
from tracking.replies import may_reply
from tracking.views.ground import SchoolRequest, in_term


@requires(Permission.BE_HERE)
@in_term
def more(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    """For the student and the staff of the class; loaded into their pages, or a page of its own."""
    today = today_in(request.school)
    student: Member = get_object_or_404(learners_visible_to(request.member, term, today), pk=pk)
    if not may_reply(student=student, by=request.member, term=term, on=today):
        raise Http404
    own = student.pk == request.member.pk
    here = [request.school.slug] if own else [request.school.slug, pk]
    context: dict[str, Any] = vars(below_page_of(student)) | {
        "student": student,
        "own": own,
        "layout": layout_for(student.year_group) if own else None,
        "today": today,
        "back": reverse("tracking:my_learning" if own else "tracking:learner", args=here),
    }
    return render_page_or_fragment(request, "tracking/more.html", "tracking/_more.html", context)
