"""The worker's part of roster uploads and their undo: thin wrappers, running twice is harmless."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from school.models import School
from school.rosters import undo_work
from school.rosters.uploads.files import delete_orphans
from school.rosters.uploads.handing_in import enqueue
from school.rosters.uploads.work import OLDEST, UNUSED_AFTER, delete_unused, run_upload, unfinished_uploads


@shared_task
def work_on_upload(*, school_id: int, upload_id: int) -> None:
    """Take the steps of an upload that are a worker's."""
    run_upload(upload_id, school_id=school_id)


@shared_task
def work_on_undo(*, school_id: int, batch_id: int) -> None:
    """Look at the undo of a large import, or carry it out."""
    undo_work.run_undo(batch_id, school_id=school_id)


@shared_task
def sweep_uploads(*, at_once: bool = False) -> None:
    """Each minute, and when a worker starts: one look per school, and files that no row knows."""
    for school_id in School.objects.values_list("pk", flat=True):
        resume_uploads.delay(school_id=school_id, at_once=at_once)
    delete_orphans(timezone.now() - OLDEST - UNUSED_AFTER)


@shared_task
def resume_uploads(*, school_id: int, at_once: bool) -> None:
    """Tell the workers again of uploads and undos that lost theirs; delete what nobody has touched for a day."""
    now = timezone.now()
    for upload in unfinished_uploads(school_id=school_id, now=now, at_once=at_once):
        enqueue(upload)
    for batch in undo_work.unfinished_undos(school_id=school_id, now=now, at_once=at_once):
        undo_work.enqueue(batch)
    delete_unused(school_id=school_id, now=now)


@worker_ready.connect
def _sweep_at_start(**_signal: Any) -> None:
    sweep_uploads.delay(at_once=True)
