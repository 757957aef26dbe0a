"""The worker's part: thin wrappers, running twice is harmless."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from portfolio import attainment
from portfolio.assembly import enqueue, run_build, unfinished_builds
from school.models import School


@shared_task
def build_portfolio(*, school_id: int, build_id: int) -> None:
    """Run what is left of a build."""
    run_build(build_id, school_id=school_id)


@shared_task
def sweep_builds(*, at_once: bool = False) -> None:
    """Each minute, and when a worker starts: one look per school for builds that lost their worker."""
    for school_id in School.objects.values_list("pk", flat=True):
        resume_builds.delay(school_id=school_id, at_once=at_once)


@shared_task
def resume_builds(*, school_id: int, at_once: bool) -> None:
    """Tell the workers again of a school's unfinished builds, and of what else was left."""
    for build in unfinished_builds(school_id=school_id, now=timezone.now(), at_once=at_once):
        enqueue(build)
    for asked in attainment.unfinished_associations(school_id=school_id, now=timezone.now()):
        attainment.enqueue(asked)


@shared_task
def associate_attainment(*, school_id: int, asked_id: int) -> None:
    """Work out how behaviours and attainment go together in a term."""
    attainment.work_out(school_id=school_id, asked_id=asked_id, now=timezone.now())


@worker_ready.connect
def _sweep_at_start(**_signal: Any) -> None:
    sweep_builds.delay(at_once=True)
