"""Background work of the vision."""

import logging

import psycopg
from celery import shared_task
from django.utils import timezone

from learningculture.tenancy import tenant
from school.models import School
from school.queries import today_in
from vision.dialogue import forget_when_said, rewrite_unnamed
from vision.explain_back import close_due_rounds_in
from vision.pulse import begin_due_pulses_in, close_due_pulses_in
from vision.queries import hold_rate_of_the_day

log = logging.getLogger(__name__)


@shared_task
def close_due_pulses() -> None:
    """One task per school, from the list that stands outside every school."""
    for school_id in School.objects.values_list("pk", flat=True):
        close_pulses_of_school.delay(school_id=school_id)


@shared_task
def close_pulses_of_school(*, school_id: int) -> None:
    with tenant(school_id):
        school = School.objects.get(pk=school_id)
        hold_rate_of_the_day(school, today_in(school))
        begin_due_pulses_in(school, timezone.now())
        close_due_pulses_in(school, today_in(school))
        close_due_rounds_in(school, today_in(school))


@shared_task
def forget_the_day() -> None:
    """Each night: nothing in the database tells any more what was last said without a name, nor in which order."""
    for school_id in School.objects.values_list("pk", flat=True):
        with tenant(school_id):
            forget_when_said(School.objects.get(pk=school_id))
    try:
        rewrite_unnamed()
    except psycopg.Error as problem:
        log.warning("Remarks without a name could not be rewritten tonight: %s", type(problem).__name__)
