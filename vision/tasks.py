"""Background work of the vision."""

from celery import shared_task
from django.utils import timezone

from learningculture.tenancy import tenant
from school.models import School
from school.queries import today_in
from vision.explain_back import close_due_rounds_in
from vision.pulse import begin_due_pulses_in, close_due_pulses_in


@shared_task
def close_due_pulses() -> None:
    """One task per school, from the list that stands outside every school."""
    for school_id in School.objects.values_list("pk", flat=True):
        close_pulses_of_school.delay(school_id=school_id)


@shared_task
def close_pulses_of_school(*, school_id: int) -> None:
    with tenant(school_id):
        school = School.objects.get(pk=school_id)
        begin_due_pulses_in(school, timezone.now())
        close_due_pulses_in(school, today_in(school))
        close_due_rounds_in(school, today_in(school))
