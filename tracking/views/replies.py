"""Saying something to what is recorded on a student's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from school.access import Permission, requires
from school.models import Member, Term
from school.queries import today_in
from tracking.forms_replies import ReplyForm
from tracking.queries import learners_visible_to
from tracking.replies import may_reply, replies_on_page_of, thing_of, words_of_thing, write_reply
from tracking.views.ground import SchoolRequest, in_term, tell


@requires(Permission.BE_HERE)
@in_term
def reply(request: SchoolRequest, term: Term, pk: int, kind: str, thing_pk: int) -> HttpResponse:
    """The thing in its words, what was said to it, and the form; for the student and the staff of the class."""
    student, thing = _found(request, term, pk, kind, thing_pk)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        what: dict[str, Any] = {"student": student, "kind": kind, "thing": thing, "term": term}
        try:
            write_reply(by=request.member, now=timezone.now(), **what, **form.cleaned_data)
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Sent."))
            return redirect(_back(request, student))
    said = replies_on_page_of(student).get((kind, thing_pk), [])
    context = {"student": student, "form": form, "quote": words_of_thing(thing), "said": said}
    return render(request, "tracking/reply_form.html", context | {"back": _back(request, student)})


def _found(request: SchoolRequest, term: Term, pk: int, kind: str, thing_pk: int) -> tuple[Member, Any]:
    """The student and the thing, for those who take part in the conversation; nobody else learns that it exists."""
    today = today_in(request.school)
    student: Member = get_object_or_404(learners_visible_to(request.member, term, today), pk=pk)
    thing = thing_of(student, kind, thing_pk)
    if thing is None or not may_reply(student=student, by=request.member, term=term, on=today):
        raise Http404
    return student, thing


def _back(request: SchoolRequest, student: Member) -> str:
    if student.pk == request.member.pk:
        return reverse("tracking:my_learning", args=[request.school.slug])
    return reverse("tracking:learner", args=[request.school.slug, student.pk])
