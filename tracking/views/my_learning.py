"""A student's own page: what I said, what others noticed, what I am proud of, what I try next."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learningculture.sent_numbers import number_sent
from school.access import Permission, requires
from school.calendar import school_day_before
from school.models import Term
from school.queries import today_in
from tracking.evidence import readers_for
from tracking.family import choices_and_homes
from tracking.forms import GoalForm, ReviewForm
from tracking.forms_evidence import EvidenceForm
from tracking.goals import USUAL_REVIEW, choose_goal, review_goal
from tracking.layouts import layout_for
from tracking.learner_page import LearnerPage, learner_page
from tracking.over_time import stories_of
from tracking.queries import behaviours_judged_in, goals_of
from tracking.replies import replies_on_page_of
from tracking.views.ground import SchoolRequest, in_term, tell


@requires(Permission.OWN_LEARNING)
@in_term
def my_learning(request: SchoolRequest, term: Term) -> HttpResponse:
    return page_of(request, term)


@requires(Permission.OWN_LEARNING)
@require_POST
@in_term
def choose(request: SchoolRequest, term: Term) -> HttpResponse:
    """Choose the next muscle."""
    today = today_in(request.school)
    form = GoalForm(behaviours_judged_in(term), today, request.POST, year_group=request.member.year_group)
    if form.is_valid():
        try:
            choose_goal(student=request.member, term=term, on=today, **form.cleaned_data)
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            return done(request, _("That is your next muscle."))
    return page_of(request, term, goal_form=form)


@requires(Permission.OWN_LEARNING)
@require_POST
@in_term
def look_back(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    """Say what happened with the goal."""
    goal = get_object_or_404(goals_of(request.member), pk=pk)
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            review_goal(goal=goal, reflection=form.cleaned_data["reflection"], on=today_in(request.school))
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            return done(request, _("Thank you for looking back. Now you can choose what to try next."))
    return page_of(request, term, review_form=form)


def done(request: SchoolRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("tracking:my_learning", request.school.slug)


def _undone_by(request: SchoolRequest, page: LearnerPage) -> dict[str, Any]:
    """What the page offers to undo, right after it was done: the address says what."""
    changed = request.GET.get("changed", "")
    return {
        "changed": next((item for item in page.evidence if str(item.pk) == changed and not item.confirmed_by_id), None),
        "taken": number_sent(request.GET.get("taken", "")),
    }


def _usual_review(request: SchoolRequest, today: datetime.date) -> dict[str, Any]:
    """Reckoned only where the form is shown: who has a goal need not ask the calendar."""
    return {"review_on": lambda: school_day_before(request.school, today + USUAL_REVIEW)}


def page_of(request: SchoolRequest, term: Term, **forms: Any) -> HttpResponse:
    """The page with whatever form was not right yet, everything typed kept."""
    today = today_in(request.school)
    page = learner_page(request.member, term, today)
    age, (choices, homes) = {"year_group": request.member.year_group}, choices_and_homes(request.member, today)
    unread = any(not (item.confirmed_by_id or item.asked_reader_id) for item in page.evidence)
    context = {
        "page": page,
        "layout": layout_for(request.member.year_group),
        "stories": stories_of(page.finished),
        "today": today,
        "goal_form": GoalForm(page.behaviours, today, initial=_usual_review(request, today), **age),
        "review_form": ReviewForm(),
        "evidence_form": EvidenceForm(page.behaviours, pictures=choices.pictures, **age),
        "readers": list(readers_for(request.member, today)) if unread else [],
        "kept": {item.answer_id for item in page.evidence if item.answer_id},
        "student": request.member,
        "replies": replies_on_page_of(request.member),
        "open_form": next(iter(forms), ""),
        **_undone_by(request, page),
        "family": choices.family_pages,
        "homes": homes,
        **forms,
    }
    return render(request, "tracking/my_learning.html", context)
