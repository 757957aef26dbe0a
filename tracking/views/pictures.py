"""A picture, for whoever may see what it belongs to."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone

from school.access import Permission, may, requires
from school.queries import current_term, today_in
from tracking.models import Picture
from tracking.queries import learners_heard_by, picture_of_school
from tracking.views.ground import SchoolRequest
from tracking.watching import note_look_at_learner


@requires(Permission.BE_HERE)
def picture(request: SchoolRequest, pk: int) -> HttpResponse:
    """The student's own, or for the staff who may open the student's page; everyone else learns nothing."""
    found = picture_of_school(request.school, pk)
    if found is None or not _may_see(request, found):
        raise Http404
    if found.student_id != request.member.pk:
        note_look_at_learner(student=found.student, by=request.member, now=timezone.now())
    return HttpResponse(
        bytes(found.content),
        content_type=found.kind,
        headers={
            "Content-Disposition": 'inline; filename="picture.webp"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _may_see(request: SchoolRequest, found: Picture) -> bool:
    today = today_in(request.school)
    term = current_term(request.school, today)
    if found.student_id == request.member.pk:
        return may(request.member, Permission.OWN_LEARNING)
    if term is None or not may(request.member, Permission.SEE_CLASSES):
        return False
    return learners_heard_by(request.member, term, today).filter(pk=found.student_id).exists()
