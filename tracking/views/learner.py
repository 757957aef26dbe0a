"""One learner, for class staff and leaders."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learningculture.htmx import first_refusal
from school.access import Permission, requires
from school.models import Term
from school.queries import today_in
from tracking.conversations import conversations_about
from tracking.evidence import confirm_evidence
from tracking.forms_evidence import ConfirmForm
from tracking.learner_page import learner_page, sides_of
from tracking.queries import class_to_go_back_to, evidence_of, learners_heard_by, learners_visible_to
from tracking.replies import replies_on_page_of
from tracking.views.ground import SchoolRequest, in_term
from tracking.watching import note_look_at_learner
from tracking.words import year_words
from vision.queries import live_commitments
from vision.threading import commitments_to_carry, read_commitments


@requires(Permission.SEE_CLASSES)
@in_term
def learner(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    """What the child says, what adults noticed and what a teacher judged, side by side."""
    today = today_in(request.school)
    seen = learners_heard_by(request.member, term, today).annotate(carried=commitments_to_carry())
    student = get_object_or_404(seen, pk=pk)
    note_look_at_learner(student=student, by=request.member, now=timezone.now())
    page = learner_page(student, term, today)
    heard: bool = student.heard  # type: ignore[attr-defined]  # annotated by learners_heard_by
    context = {
        "student": student,
        "page": page,
        "sides": conversations_about(sides_of(page), student.first_name, heard=heard),
        "commitments": read_commitments(student.carried),  # type: ignore[attr-defined]
        "replies": replies_on_page_of(student) if heard else None,
        "school_class": class_to_go_back_to(request.member, student, term, today),
        "year": year_words([] if student.year_group is None else [student.year_group]),
    }
    return render(request, "tracking/learner_detail.html", context)


@requires(Permission.SEE_CLASSES)
@require_POST
@in_term
def confirm(request: SchoolRequest, term: Term, pk: int, evidence_pk: int) -> HttpResponse:
    """A second reader says that the evidence shows the behaviour, and which commitment it carries."""
    today = today_in(request.school)
    student = get_object_or_404(learners_visible_to(request.member, term, today), pk=pk)
    evidence = get_object_or_404(evidence_of(student), pk=evidence_pk)
    form = ConfirmForm(live_commitments(request.school), request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(first_refusal(form))
        confirm_evidence(evidence=evidence, by=request.member, on=today, **form.cleaned_data)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Thank you: you have confirmed “%(title)s”.") % {"title": evidence.title})
    return redirect("tracking:learner", request.school.slug, pk)
