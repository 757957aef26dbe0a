"""Uploads when workers die, nobody comes back, or files are not what they seem."""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from school.models import Member, RosterRun, RosterUpload
from school.rosters import tasks
from school.rosters.uploads import handing_in, work
from school.rosters.uploads.files import delete_file, folder, keep_file, path_of
from school.rosters.uploads.stages import STAGES, progress_of
from school.rosters.uploads.work import delete_unused, run_upload, unfinished_uploads
from tests.factories.rosters import KEPT as PACKAGES
from tests.factories.tablefiles import csv_of
from tests.factories.uploads import SMALL, make_ready, make_upload, worked_on
from tests.personas import Personas
from tests.school.uploads_ground import _no_broker, confirm, now, people, rows_here

pytestmark = pytest.mark.django_db
__all__ = ["_no_broker", "people"]


def test_lost_worker_is_replaced_and_a_deadly_file_given_up(people: Personas, _no_broker: list[dict[str, Any]]) -> None:
    upload = make_upload(by=people.administrator)
    late = now() + datetime.timedelta(minutes=2)
    assert unfinished_uploads(school_id=upload.school_id, now=now(), at_once=False) == []
    assert unfinished_uploads(school_id=upload.school_id, now=late, at_once=False) == [upload]
    RosterUpload.objects.update(tries=work.MOST_TRIES)
    assert worked_on(upload).state == "stopped" and "the worker was lost" in upload.failure
    assert next(state for _stage, state in progress_of(upload)) == "failed"
    handing_in.try_again(upload=upload, by=people.administrator, now=now())
    assert worked_on(upload).state == "asking"


def test_our_own_fault_stops_and_says_nothing_of_the_rows(
    people: Personas, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_anything: object) -> None:
        raise KeyError(csv_of("Zoë Ali").decode())

    monkeypatch.setitem(work.STEPS, "open", fails)
    upload = worked_on(make_upload(by=people.administrator))
    assert upload.state == "stopped"
    assert "KeyError(csv_of" in caplog.text and "Zoë Ali\r" not in caplog.text + upload.failure


def test_worker_that_dies_while_writing_leaves_nothing(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    before, upload = rows_here(people), make_ready(by=people.administrator)
    handing_in.confirm_upload(upload=upload, ticked=[], by=people.administrator, now=now())

    def dies(*_anything: object, **_more: object) -> None:
        raise SystemExit

    monkeypatch.setattr("school.rosters.uploads.steps.forget", dies)
    with pytest.raises(SystemExit):
        run_upload(upload.pk, school_id=upload.school_id)
    assert (rows_here(people), RosterRun.objects.count()) == (before, 0)
    monkeypatch.undo()
    assert worked_on(upload).state == "done" and rows_here(people) == before + 2


def test_what_nobody_touches_for_a_day_is_deleted(people: Personas) -> None:
    upload, fresh = make_ready(by=people.administrator), make_upload(by=people.administrator)
    path = path_of(upload.stored)
    RosterUpload.objects.filter(pk=upload.pk).update(touched_at=now() - datetime.timedelta(hours=25))
    assert delete_unused(school_id=upload.school_id, now=now()) == 1
    upload.refresh_from_db()
    assert (upload.state, upload.difference, path.exists()) == ("dropped", {}, False)
    assert path_of(fresh.stored).exists()


def test_file_that_no_row_knows_is_swept(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.resume_uploads, "delay", lambda **_what: None)
    kept, orphan = path_of(make_upload(by=people.administrator).stored), path_of(keep_file([b"x"])[0])
    for old in (kept, orphan):
        os.utime(old, (0, 0))
    RosterUpload.objects.update(handed_in_at=now() - datetime.timedelta(days=7, minutes=1))
    tasks.resume_uploads(school_id=people.school.pk, at_once=False)
    assert (RosterUpload.objects.get().state, kept.exists(), orphan.exists()) == ("dropped", False, True)
    tasks.sweep_uploads()
    assert not orphan.exists()


def test_dropped_file_is_gone_and_cannot_be_confirmed(people: Personas) -> None:
    upload = make_ready(by=people.administrator)
    path = path_of(upload.stored)
    handing_in.drop_upload(upload=upload, by=people.administrator, now=now())
    assert not path.exists()
    with pytest.raises(ValidationError, match="dropped"):
        handing_in.confirm_upload(upload=upload, ticked=[], by=people.administrator, now=now())


def test_too_large_or_empty_files_are_not_kept(people: Personas) -> None:
    count = len(list(folder().iterdir()))
    for chunks in ([b""], [b"x" * 1_000_000] * 11):
        with pytest.raises(ValidationError):
            keep_file(chunks)
    assert len(list(folder().iterdir())) == count
    with pytest.raises(ValueError):
        path_of("../../etc/passwd")
    delete_file("")


def test_sixth_open_file_is_refused(people: Personas) -> None:
    for _number in range(handing_in.MOST_OPEN):
        make_upload(by=people.administrator, content=SMALL)
    with pytest.raises(ValidationError, match="waiting already"):
        make_upload(by=people.administrator)


def test_sweep_looks_into_every_school(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.resume_uploads, "delay", lambda **what: asked.append(what))
    tasks.sweep_uploads(at_once=True)
    assert {each["school_id"] for each in asked} >= {people.school.pk, people.stranger.school_id}


def test_sweep_tells_the_worker_and_the_task_does_the_work(people: Personas, _no_broker: list[dict[str, Any]]) -> None:
    upload = make_upload(by=people.administrator)
    tasks.resume_uploads(school_id=upload.school_id, at_once=True)
    assert {"school_id": upload.school_id, "upload_id": upload.pk} in _no_broker
    tasks.work_on_upload(school_id=upload.school_id, upload_id=upload.pk)
    upload.refresh_from_db()
    assert upload.state == "asking" and len(STAGES) == 7


def test_package_of_two_schools_touches_only_this_one(people: Personas, tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "roster"), "zip", PACKAGES / "syn_uk_v1p1_day1")
    upload = worked_on(make_upload(by=people.administrator, content=Path(archive), name="roster.zip"))
    assert (upload.family, upload.state) == ("oneroster", "ready"), upload.problems
    assert "columns" not in [stage.key for stage, _state in progress_of(upload)]
    confirm(upload, people.administrator, *upload.difference["asks"])
    assert upload.state == "done"
    assert Member.objects.filter(school=people.school, source_id__startswith="S0").count() == 12
