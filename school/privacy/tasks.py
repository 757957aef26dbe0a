"""Background work of privacy: thin wrappers, running twice is harmless."""

from __future__ import annotations

from celery import shared_task
from django.contrib.sessions.models import Session
from django.utils import timezone

from learningculture.tenancy import tenant
from school.models import School
from school.privacy.access_pack import give_up_packs, put_together, remove_orphans, waiting_packs
from school.privacy.retention import run_retention
from school.queries import today_in


@shared_task
def put_pack_together(*, school_id: int, pack_id: int) -> None:
    put_together(school_id=school_id, pack_id=pack_id, now=timezone.now())


@shared_task
def look_after_packs() -> None:
    """Each quarter of an hour: packs that lost their worker, files that lost their pack."""
    now = timezone.now()
    for school_id in School.objects.values_list("pk", flat=True):
        with tenant(school_id, purpose="privacy"):
            give_up_packs(now=now)
            waiting = waiting_packs()
        for pack_id in waiting:
            put_pack_together.delay(school_id=school_id, pack_id=pack_id)
    remove_orphans(now=now)


@shared_task
def run_retention_everywhere() -> None:
    """Each night: one task per school; the first night of a month does the month's work. Ended sessions go too."""
    for school_id in School.objects.values_list("pk", flat=True):
        run_retention_of_school.delay(school_id=school_id)
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


@shared_task
def run_retention_of_school(*, school_id: int) -> None:
    school = School.objects.get(pk=school_id)
    run_retention(school_id=school_id, now=timezone.now(), today=today_in(school))
