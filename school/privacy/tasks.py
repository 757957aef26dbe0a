"""Background work of privacy: thin wrappers, running twice is harmless."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from learningculture.tenancy import tenant
from school.models import School
from school.privacy.access_pack import put_together, remove_orphans, waiting_packs


@shared_task
def put_pack_together(*, school_id: int, pack_id: int) -> None:
    put_together(school_id=school_id, pack_id=pack_id, now=timezone.now())


@shared_task
def look_after_packs() -> None:
    """Each quarter of an hour: packs that lost their worker, files that lost their pack."""
    for school_id in School.objects.values_list("pk", flat=True):
        with tenant(school_id, purpose="privacy"):
            waiting = waiting_packs()
        for pack_id in waiting:
            put_pack_together.delay(school_id=school_id, pack_id=pack_id)
    remove_orphans(now=timezone.now())
