"""The undo of a large import: looked at, confirmed and done by a worker, whatever becomes of the worker."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from school.models import Batch, Member, Role, RosterRun
from school.rosters import tasks, undo_work
from school.rosters.undo_work import ask_for_a_look, ask_for_undo, prospect_of, run_undo, unfinished_undos
from tests.factories.uploads import make_ready
from tests.personas import Personas, client_for
from tests.school.uploads_ground import _no_broker, confirm, now, people

pytestmark = pytest.mark.django_db
__all__ = ["_no_broker", "people"]
Told = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def _every_import_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_work, "LARGE", 0)


@pytest.fixture
def run(people: Personas) -> RosterRun:
    """A roster of two new people, brought in."""
    upload = confirm(make_ready(by=people.administrator), people.administrator)
    assert upload.run and upload.run.batch and here() == 2
    return upload.run


def here() -> int:
    return Member.objects.filter(source="MIS").count()


def worked(run: RosterRun) -> Batch:
    tasks.work_on_undo(school_id=run.school_id, batch_id=run.batch_id)
    return Batch.objects.get(pk=run.batch_id)


def page(run: RosterRun, name: str = "roster_undo") -> str:
    return reverse(f"school:{name}", args=[run.school.slug, run.pk])


@pytest.fixture
def office(people: Personas) -> Client:
    return client_for(people.administrator)


def test_look_then_yes_then_undone(run: RosterRun, people: Personas, _no_broker: Told) -> None:
    Member.objects.filter(source_id="1").update(given_name="Zoe")
    ask_for_a_look(batch=run.batch, by=people.administrator, now=now())
    assert _no_broker[-1] == {"school_id": run.school_id, "batch_id": run.batch_id}
    batch = worked(run)
    assert (batch.undo, batch.undone_at, here()) == ("ready", None, 2)
    prospect = prospect_of(batch)
    assert prospect and [one.why for one in prospect.kept] == ["Changed since: given name."]
    assert "Zoe" not in str(batch.undo_found)
    ask_for_undo(batch=batch, by=people.administrator, now=now())
    batch = worked(run)
    assert (batch.undo, batch.undo_found, batch.undone_by, here()) == ("", {}, people.administrator, 1)
    assert batch.undone_at and worked(run).undone_at == batch.undone_at


def test_yes_twice_is_one_undo(run: RosterRun, people: Personas, _no_broker: Told) -> None:
    before = len(_no_broker)
    for _twice in range(2):
        ask_for_undo(batch=run.batch, by=people.administrator, now=now())
    assert len(_no_broker) == before + 1
    worked(run), worked(run)
    assert Batch.objects.filter(kind=Batch.Kind.UNDO).count() == 1
    with pytest.raises(ValidationError, match="undone already"):
        ask_for_undo(batch=run.batch, by=people.administrator, now=now())


def test_lost_worker_is_replaced_and_a_step_that_never_ends_given_up(
    run: RosterRun, people: Personas, _no_broker: Told
) -> None:
    ask_for_undo(batch=run.batch, by=people.administrator, now=now())
    late = now() + datetime.timedelta(minutes=2)
    assert unfinished_undos(school_id=run.school_id, now=now(), at_once=False) == []
    assert unfinished_undos(school_id=run.school_id, now=late, at_once=False) == [run.batch]
    tasks.resume_uploads(school_id=run.school_id, at_once=True)
    assert _no_broker[-1] == {"school_id": run.school_id, "batch_id": run.batch_id}
    Batch.objects.update(undo_tries=undo_work.MOST_TRIES)
    assert (worked(run).undo, here()) == ("stopped", 2)
    ask_for_undo(batch=run.batch, by=people.administrator, now=now())
    assert worked(run).undone_at and here() == 0


def test_refusal_and_failure_leave_everything_as_it_was(
    run: RosterRun, people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    Member.objects.filter(source_id="1").update(roles=[Role.SENIOR_LEADER])
    ask_for_undo(batch=run.batch, by=people.administrator, now=now())
    Batch.objects.filter(pk=run.batch_id).update(undone_by=None)
    batch = worked(run)
    assert (batch.undo, here()) == ("refused", 2) and "no longer in the school" in batch.undo_found["failure"]
    monkeypatch.setattr(undo_work, "undo_import", lambda *_args, **_named: 1 / 0)
    ask_for_undo(batch=run.batch, by=people.administrator, now=now())
    assert (worked(run).undo, here()) == ("stopped", 2)


def test_undo_that_is_too_old_is_refused_by_the_worker(run: RosterRun, people: Personas) -> None:
    ask_for_undo(batch=run.batch, by=people.administrator, now=now())
    run_undo(run.batch_id, school_id=run.school_id, clock=lambda: now() + datetime.timedelta(days=31))
    batch = Batch.objects.get(pk=run.batch_id)
    assert batch.undo == "refused" and "last 30 days" in batch.undo_found["failure"]


def test_page_follows_the_worker(run: RosterRun, office: Client) -> None:
    first = office.get(page(run)).text
    assert "Nothing is changed by looking" in first and "every 2s" not in first
    assert office.post(page(run), {"look": "first"}).status_code == 302
    assert "Waiting for the worker" in office.get(page(run)).text
    fragment = office.get(page(run), headers={"HX-Request": "true"}).text
    assert "every 2s" in fragment and "<html" not in fragment
    assert "The undo is being worked on" in office.get(page(run, "roster_run")).text
    worked(run)
    assert office.get(page(run), headers={"HX-Request": "true"}).headers["HX-Redirect"] == page(run)
    assert "Yes, undo it" in office.get(page(run)).text
    office.post(page(run))
    assert "The roster is being undone" in office.get(page(run)).text
    worked(run)
    assert office.get(page(run)).headers["Location"] == page(run, "roster_run")
    assert "It was undone" in office.get(page(run, "roster_run")).text


def test_page_of_a_refused_undo_says_why(run: RosterRun, people: Personas, office: Client) -> None:
    Batch.objects.filter(pk=run.batch_id).update(undo="refused", undo_found={"failure": "Only a headteacher."})
    assert "Only a headteacher." in office.get(page(run)).text
    Batch.objects.filter(pk=run.batch_id).update(undo="stopped")
    assert "The work has stopped" in office.get(page(run)).text


def test_only_the_office_of_the_school_undoes(run: RosterRun, people: Personas) -> None:
    assert client_for(people.teacher).post(page(run)).status_code == 403
    assert client_for(people.stranger).post(page(run)).status_code == 404
