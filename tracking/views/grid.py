"""The class grid, its saves, and the same without a script.

Grid and save need no savepoint of their own: nothing is refused after one has written, and the transaction around
the whole response (``school.middleware``) undoes what a fault leaves.
"""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from learningculture.templatetags.look import clock
from school.access import Permission, requires
from school.models import Term
from school.queries import today_in
from tracking.cells import AskedCell
from tracking.forms_grid import CellForm, ColumnForm
from tracking.grid import BLANK, NONE
from tracking.grid_query import grid_of, grid_seen_by
from tracking.grid_words import words_of
from tracking.queries import behaviours_judged_in, classes_visible_to
from tracking.ratings import JudgedMeanwhile, JudgedOftenEnough, clear_where_open, judge_class, judge_where_open
from tracking.views.ground import SchoolRequest, in_term, tell
from tracking.watching import note_look_at_class


@non_atomic_requests
@requires(Permission.JUDGE)
@in_term
def grid(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    today = today_in(request.school)
    found = grid_seen_by(request.member, term, today, pk)
    if found is None:
        raise Http404
    if not found.school_class.taught:  # type: ignore[attr-defined]
        note_look_at_class(school_class=found.school_class, by=request.member, now=timezone.now())
    words = words_of(found, request.school, term)
    context = {"grid": found, "school_class": found.school_class, "words": words}
    return render(request, "tracking/class_grid.html", context)


@non_atomic_requests
@requires(Permission.JUDGE)
@require_POST
@in_term
def judge(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    """Save one cell; 409 with what is there when someone else chose meanwhile, 422 for what cannot be."""
    form = CellForm(request.POST, term=term)
    if not form.is_valid():
        return JsonResponse({"sentence": form.sentence}, status=422)
    now = timezone.now()
    asked = AskedCell(request.member, term, on=today_in(request.school), class_id=pk, **form.place)
    try:
        version = _filled(asked, form, now)
    except JudgedMeanwhile as refusal:
        return JsonResponse(_as_it_is(refusal), status=409)
    except JudgedOftenEnough as refusal:
        return JsonResponse({"sentence": refusal.messages[0]}, status=422)
    if version is None:
        raise Http404
    return JsonResponse({"version": version, "at": clock(now)})


def _filled(asked: AskedCell, form: CellForm, now: datetime.datetime) -> int | None:
    """The version of the cell, now that it holds what was chosen, or nothing; None where it is not theirs to fill."""
    if form.clears:
        return clear_where_open(asked=asked, now=now, **form.seen)
    return judge_where_open(asked=asked, now=now, phase=form.chosen, **form.seen, **form.how)


def _as_it_is(refusal: JudgedMeanwhile) -> dict[str, object]:
    """What the cell holds and who chose it; the sentence is for an outbox whose page is no longer open."""
    there, sentence = refusal.judgement, refusal.messages[0]
    if there is None:
        return {"phase": BLANK, "version": 0, "by": _("Someone else"), "sentence": sentence}
    phase = BLANK if there.cleared else NONE if there.phase is None else str(there.phase)
    return {"phase": phase, "version": there.version, "by": there.judge.display_name, "sentence": sentence}


@requires(Permission.JUDGE)
@in_term
def plain(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    """One behaviour at a time, a list for each learner: works without a script."""
    today = today_in(request.school)
    school_class = get_object_or_404(classes_visible_to(request.member, term, today), pk=pk)
    note_look_at_class(school_class=school_class, by=request.member, now=timezone.now())
    found = grid_of(school_class, term, today)
    asked = request.GET.get("behaviour", "")
    column = next((each for each in found.columns if str(each.pk) == asked), next(iter(found.columns), None))
    if column is None:
        return redirect("tracking:grid", request.school.slug, pk)
    behaviour = get_object_or_404(behaviours_judged_in(term), pk=column.pk)
    form = ColumnForm(found, behaviour.pk, request.POST or None)
    if request.method == "POST" and form.is_valid() and _saved(request, term, form, behaviour):
        return redirect(request.get_full_path())
    context = {"form": form, "grid": found, "behaviour": behaviour, "school_class": school_class}
    return render(request, "tracking/class_grid_plain.html", context)


def _saved(request: SchoolRequest, term: Term, form: ColumnForm, behaviour: object) -> bool:
    phases = form.changed()
    where = {"term": term, "behaviour": behaviour, "by": request.member, "now": timezone.now()}
    try:
        saved = judge_class(phases=phases, versions=form.seen(), **where)  # type: ignore[arg-type]
    except ValidationError as refusal:
        tell(form, refusal)
        return False
    messages.success(
        request, ngettext("Saved: %(n)s learner.", "Saved: %(n)s learners.", len(saved)) % {"n": len(saved)}
    )
    if left := len(phases) - len(saved):
        words = ngettext(
            "%(n)s was chosen by someone else meanwhile.", "%(n)s were chosen by someone else meanwhile.", left
        )
        messages.warning(request, words % {"n": left} + " " + _("Look at the lists again: nothing was overwritten."))
    return True
