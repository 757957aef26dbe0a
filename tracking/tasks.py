"""Background work of tracking: thin wrappers, running twice is harmless."""

from celery import shared_task
from django.utils import timezone

from school.models import School
from tracking.evidence import let_go_of_taken_away


@shared_task
def let_taken_away_go() -> None:
    """Each night: what students took away more than a day ago."""
    for school_id in School.objects.values_list("pk", flat=True):
        let_go_of_taken_away(school_id=school_id, now=timezone.now())
