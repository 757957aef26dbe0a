"""Thanks: those I received and gave, and the form for another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from school.models import Term
from school.queries import today_in
from tracking.celebrations import (
    celebrate,
    celebrations_in,
    colleagues_never_thanked,
    evidence_to_thank_for,
    given_by,
    may_be_thanked_by,
    never_thanked_in,
    noticings_to_thank_for,
    received_by,
    take_back_celebration,
)
from tracking.forms_celebrations import CelebrationForm
from tracking.queries import (
    classes_visible_to,
    noticeable_behaviours,
    teaches_in,
)
from tracking.views.ground import SchoolRequest, in_term, tell
from tracking.watching import note_look_at_class
from vision.queries import live_commitments

LATELY = 40


@requires(Permission.CELEBRATE)
@in_term
def celebrations(request: SchoolRequest, term: Term) -> HttpResponse:
    """What others thanked me for, and whom I thanked."""
    today = today_in(request.school)
    context: dict[str, Any] = {
        "received": received_by(request.member)[:LATELY],
        "given": given_by(request.member)[:LATELY],
        "never": colleagues_never_thanked(request.member, today),
        "today": today,
    }
    return render(request, "tracking/celebrations.html", context)


@requires(Permission.CELEBRATE)
@in_term
def thank(request: SchoolRequest, term: Term) -> HttpResponse:
    """The form; from a noticing or from evidence it knows whom and what for."""
    today, member = today_in(request.school), request.member
    people = may_be_thanked_by(member, term, today).order_by("family_name", "given_name", "pk")
    things = noticings_to_thank_for(member, term, today), evidence_to_thank_for(member, term, today)
    given: Any = request.POST if request.method == "POST" else None
    form = CelebrationForm(
        people,
        noticeable_behaviours(term),
        things,
        given,
        initial=request.GET.dict(),
        year_group=member.year_group,
        commitments=None if member.is_student else live_commitments(request.school),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = celebrate(term=term, by=member, on=today, **form.cleaned_data)
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("%(name)s can read it now.") % {"name": made.to.first_name})
            return redirect("tracking:celebrations", request.school.slug)
    return render(request, "tracking/celebration_form.html", {"form": form})


@requires(Permission.CELEBRATE)
@require_POST
def take_back(request: SchoolRequest, pk: int) -> HttpResponse:
    """Take one's own thanks of today back."""
    celebration = get_object_or_404(given_by(request.member), pk=pk)
    try:
        today = today_in(request.school)
        take_back_celebration(celebration=celebration, by=request.member, on=today, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Taken back."))
    return redirect("tracking:celebrations", request.school.slug)


@requires(Permission.SEE_CLASSES)
@in_term
def of_class(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    """Thanks to the learners of a class; its own staff see by name who has never had one, leaders how many."""
    today = today_in(request.school)
    school_class = get_object_or_404(classes_visible_to(request.member, term, today), pk=pk)
    note_look_at_class(school_class=school_class, by=request.member, now=timezone.now())
    never = list(never_thanked_in(school_class, today))
    context: dict[str, Any] = {"school_class": school_class, "received": celebrations_in(school_class, today)[:LATELY]}
    context |= {"count": len(never), "never": never if teaches_in(request.member, school_class, today) else []}
    return render(request, "tracking/class_celebrations.html", context)
