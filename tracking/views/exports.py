"""What a class or a learner page shows, as a file. Who takes one signs in again, and those named in it see who did."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from learningculture.downloads import download
from school.access import Permission, may, requires
from school.models import Member, SchoolClass, Term
from school.queries import today_in
from tracking.exports.of_class import EVERYTHING, KINDS, Asked, class_tables
from tracking.exports.of_learner import learner_table
from tracking.exports.tables import FORMS, Table, note_export, saved_as
from tracking.queries import classes_visible_to, learners_heard_by
from tracking.views.ground import SchoolRequest, in_term


@requires(Permission.SEE_CLASSES, again=True, file=True)
@in_term
def of_class(request: SchoolRequest, term: Term, pk: int, kind: str, form: str) -> HttpResponse:
    """One table of a class, or all that the viewer may take as a workbook."""
    today = today_in(request.school)
    school_class: SchoolClass = get_object_or_404(classes_visible_to(request.member, term, today), pk=pk)
    if form not in FORMS or kind not in (*KINDS, EVERYTHING) or (kind, form) == (EVERYTHING, "csv"):
        raise Http404
    if kind == "judgements" and not may(request.member, Permission.JUDGE):
        raise PermissionDenied
    tables = class_tables(Asked(school_class, term, today, request.member), kind)
    if tables is None:
        raise Http404
    note_export(tables=tables, by=request.member, now=timezone.now(), school_class=school_class)
    return _file(tables, f"{school_class.name}-{kind}-{today.isoformat()}", form)


@requires(Permission.SEE_CLASSES, again=True, file=True)
@in_term
def of_learner(request: SchoolRequest, term: Term, pk: int, form: str) -> HttpResponse:
    """The page of one learner, as this viewer sees it."""
    today = today_in(request.school)
    student: Member = get_object_or_404(learners_heard_by(request.member, term, today), pk=pk)
    if form not in FORMS:
        raise Http404
    heard: bool = student.heard  # type: ignore[attr-defined]  # annotated by learners_heard_by
    tables = [learner_table(student, term, today, heard=heard)]
    note_export(tables=tables, by=request.member, now=timezone.now())
    return _file(tables, f"{student.display_name}-{today.isoformat()}", form)


def _file(tables: list[Table], name: str, form: str) -> HttpResponse:
    return download(saved_as(form, tables), f"{name}.{form}", FORMS[form])
