"""My visits, arranging one, answering a proposal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from observations.forms import AnswerForm, AskForm, InviteForm, show_refusal
from observations.models import Visit
from observations.planning import asked_by_others
from observations.queries import (
    behaviours_to_look_for,
    colleagues_of,
    my_visits,
    rooms_of,
    visits_visible_to,
    with_people,
)
from observations.visits import answer_visit, propose_visit
from school.access import Permission, may, requires
from school.models import Member, Term
from school.queries import classes_in, classes_of, current_term, today_in
from vision.queries import live_commitments


@requires(Permission.VISIT)
def visits(request: HttpRequest) -> HttpResponse:
    """What I host and make, by what comes next."""
    member, today = _member(request), today_in(_member(request).school)
    term = current_term(member.school, today)
    context = {
        "mine": my_visits(member, today),
        "cap": member.school.visit_cap,
        "uninvited": asked_by_others(host=member, year=term.academic_year).count() if term else 0,
        "may_see_coverage": may(member, Permission.SEE_VISIT_COVERAGE),
    }
    return render(request, "observations/visit_list.html", context)


@requires(Permission.VISIT)
def propose(request: HttpRequest) -> HttpResponse:
    """Invite a colleague to my room."""
    member, today = _member(request), today_in(_member(request).school)
    term = current_term(member.school, today)
    if term is None or not (behaviours := behaviours_to_look_for(term)):
        return render(request, "observations/visit_form.html", {"not_ready": True})
    own = classes_of(member, term)
    mine = list(own[:2])
    form = InviteForm(
        request.POST or None,
        today=today,
        behaviours=behaviours,
        colleagues=colleagues_of(member, today),
        classes=own if mine else classes_in(term),
        initial={"school_class": mine[0] if len(mine) == 1 else None},
        commitments=live_commitments(member.school),
    )
    if request.method == "POST" and form.is_valid() and (visit := _proposed(form, member, term, host=member)):
        messages.success(request, _("The visit is arranged. Your visitor finds it on their start page."))
        return redirect("observations:visit", school=member.school.slug, pk=visit.pk)
    return render(request, "observations/visit_form.html", {"form": form, "inviting": True})


@requires(Permission.VISIT)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask a colleague whether I may come."""
    member, today = _member(request), today_in(_member(request).school)
    term = current_term(member.school, today)
    if term is None or not (behaviours := behaviours_to_look_for(term)):
        return render(request, "observations/visit_form.html", {"not_ready": True})
    rooms = rooms_of(colleagues_of(member, today), term)
    form = AskForm(request.POST or None, today=today, behaviours=behaviours, rooms=rooms)
    if request.method == "POST" and form.is_valid() and (visit := _proposed(form, member, term, visitors=[member])):
        messages.success(request, _("You have asked. The host answers, and sets the question if they like."))
        return redirect("observations:visit", school=member.school.slug, pk=visit.pk)
    return render(request, "observations/visit_form.html", {"form": form})


def _proposed(form: InviteForm | AskForm, by: Member, term: Term, **people: Any) -> Visit | None:
    """The visit, or None with the refusal beside its field."""
    try:
        return propose_visit(**form.plan(), **people, term=term, by=by)
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return None


@requires(Permission.VISIT)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The host agrees or not; whoever takes part can call an agreed visit off."""
    member = _member(request)
    visit = get_object_or_404(with_people(visits_visible_to(member)), pk=pk)
    if request.method == "GET" and visit.state != Visit.State.INVITED:
        return redirect("observations:visit", school=member.school.slug, pk=pk)
    if visit.state == Visit.State.INVITED and visit.host_id != member.pk:
        raise PermissionDenied
    form = AnswerForm(request.POST or None, initial={"question": visit.question})
    if request.method == "POST" and form.is_valid() and _answered(form, visit, member):
        messages.success(request, _("Your answer is kept, and the others can see it."))
        return redirect("observations:visit", school=member.school.slug, pk=pk)
    return render(request, "observations/visit_answer.html", {"visit": visit, "form": form})


def _answered(form: AnswerForm, visit: Visit, by: Member) -> bool:
    agree, question = form.cleaned_data["agree"] == "yes", form.cleaned_data["question"]
    try:
        answer_visit(visit=visit, agree=agree, question=question, by=by)
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _member(request: HttpRequest) -> Member:
    member: Member = request.member  # type: ignore[attr-defined]
    return member
