"""The worker's tasks, called as the worker calls them."""

from __future__ import annotations

from django.utils import timezone

from learningculture.celery import app
from school.models import AccessPack, Certificate
from school.privacy.access_pack import ask_for_pack
from school.privacy.tasks import put_pack_together, run_retention_of_school
from tests.personas import Personas


def test_worker_knows_the_tasks_by_the_names_that_are_sent() -> None:
    app.loader.import_default_modules()
    sent = {"put_pack_together", "look_after_packs", "run_retention_everywhere", "run_retention_of_school"}
    assert {f"school.privacy.tasks.{name}" for name in sent} <= set(app.tasks)
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_pack_and_retention_run_twice_without_harm(people: Personas) -> None:
    pack = ask_for_pack(about=people.student, by=people.student, now=timezone.now())
    for _ in range(2):
        put_pack_together(school_id=people.school.pk, pack_id=pack.pk)
        run_retention_of_school(school_id=people.school.pk)
    assert (AccessPack.objects.get().state, Certificate.objects.count()) == ("ready", 1)
