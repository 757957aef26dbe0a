"""Rosters handed in, up to any step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.batches import batch_of_changes
from school.models import AcademicYear, Member, RosterRun, RosterUpload, School
from school.rosters.tablefiles.answers import Answers
from school.rosters.uploads.handing_in import hand_in, say_columns
from school.rosters.uploads.work import run_upload
from tests.factories.school import make_year
from tests.factories.tablefiles import KEPT, csv_of


def make_year_now(school: School) -> AcademicYear:
    """The school year that holds today, which new classes belong to."""
    today = timezone.localdate()
    return make_year(school=school, start=today.year if today.month >= 9 else today.year - 1)


SMALL = csv_of("id,first name,surname,form", "1,Zoë,Ali,7A", "2,Sam,Lee,7B")


def make_upload(*, by: Member, content: bytes | Path = SMALL, name: str = "people.csv") -> RosterUpload:
    """As it is right after being handed in; no worker has seen it."""
    data = content.read_bytes() if isinstance(content, Path) else content
    return hand_in(name=name, chunks=[data], by=by, now=timezone.now())


def worked_on(upload: RosterUpload) -> RosterUpload:
    """After the worker has done what it can."""
    run_upload(upload.pk, school_id=upload.school_id)
    upload.refresh_from_db()
    return upload


def make_asking(*, by: Member, content: bytes | Path = SMALL, name: str = "people.csv") -> RosterUpload:
    """Waiting for the columns to be said."""
    return worked_on(make_upload(by=by, content=content, name=name))


def make_ready(*, by: Member, content: bytes | Path = SMALL, name: str = "people.csv", **said: Any) -> RosterUpload:
    """Waiting for a yes. ``said`` are answers beside those that are guessed."""
    upload = make_asking(by=by, content=content, name=name)
    standard = {"who": "students", "complete": True, "premium": "eligible", "source": "MIS"}
    answers = Answers.from_dict({**upload.answers, **standard, **said})
    say_columns(upload=upload, answers=answers, finished=True, by=by, now=timezone.now())
    return worked_on(upload)


def kept_export(name: str) -> Path:
    return KEPT / name


def make_rosters(by: Member) -> dict[str, Any]:
    """A roster that waits for a yes, and one that came in, without a worker: for the attackers to aim at."""
    line = {"id": "1", "name": "Osprey Child", "fields": [], "kept": [], "leaves": [], "joins": []}
    upload = RosterUpload.objects.create(
        school=by.school,
        name="people.csv",
        size=1,
        state=RosterUpload.State.READY,
        stage=4,
        by=by,
        handed_in_at=timezone.now(),
        touched_at=timezone.now(),
        difference={"new": [line], "asks": {"failed": "Yes"}, "is_empty": False},
    )
    made = batch_of_changes(school=by.school, kind="roster", label="Roster", by=by, now=timezone.now())
    with transaction.atomic(), made as batch:
        pass
    run = RosterRun.objects.create(
        school=by.school, source="MIS", digest="0" * 64, version="csv", kind="table", by=by, batch=batch, counts={}
    )
    return {"upload": upload, "run": run}
