"""Background work of the school: thin wrappers, running twice is harmless."""

import logging

from celery import shared_task
from django.utils import timezone

from school.models import School
from school.safeguarding.steps import let_go_of_old_concerns
from school.safeguarding.telling import escalate_concern, tell_readers, untold_and_overdue

log = logging.getLogger(__name__)


@shared_task
def tell_of_concern(*, school_id: int, concern_id: int) -> None:
    """At once, at any hour: the one mail that waits for nothing."""
    tell_readers(school_id=school_id, concern_id=concern_id, now=timezone.now())


@shared_task
def look_after_concerns() -> None:
    """Each minute: what a lost worker left untold, and what nobody has acknowledged for an hour."""
    for school_id in School.objects.values_list("pk", flat=True):
        try:
            _look_after_concerns_of(school_id)
        except Exception:
            # One school's mail server must not keep the others waiting; the next minute tries again.
            log.exception("Concerns of school %s could not be told of.", school_id)


def _look_after_concerns_of(school_id: int) -> None:
    now = timezone.now()
    untold, overdue = untold_and_overdue(school_id=school_id, now=now)
    for concern_id in untold:
        tell_readers(school_id=school_id, concern_id=concern_id, now=now)
    for concern_id in overdue:
        escalate_concern(school_id=school_id, concern_id=concern_id, now=now)


@shared_task
def let_old_concerns_go() -> None:
    """Each night: one task per school, for concerns that have been kept for their time."""
    for school_id in School.objects.values_list("pk", flat=True):
        let_old_concerns_of_school_go.delay(school_id=school_id)


@shared_task
def let_old_concerns_of_school_go(*, school_id: int) -> None:
    let_go_of_old_concerns(school_id=school_id, now=timezone.now())
