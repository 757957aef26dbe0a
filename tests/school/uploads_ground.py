"""The ground of the tests of uploads: a school with a year, and a broker that only listens."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from school.models import Member, RosterUpload
from school.rosters.uploads import handing_in
from tests.factories.tablefiles import KEPT
from tests.factories.uploads import make_year_now, worked_on
from tests.personas import Personas, make_personas

SIMS = KEPT / "sims_style.csv"


@pytest.fixture
def people(db: None) -> Personas:
    """With a school year for today, which classes need."""
    people = make_personas()
    make_year_now(people.school)
    make_year_now(people.stranger.school)
    return people


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the worker would be told; what waits for the commit, which a test never makes, is done at once."""
    told: list[dict[str, Any]] = []
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, **_options: act())
    monkeypatch.setattr(handing_in.app, "send_task", lambda name, kwargs: told.append(kwargs))
    return told


def now() -> datetime.datetime:
    return timezone.now()


def confirm(upload: RosterUpload, by: Member, *ticked: str) -> RosterUpload:
    handing_in.confirm_upload(upload=upload, ticked=ticked, by=by, now=now())
    return worked_on(upload)


def rows_here(people: Personas) -> int:
    return Member.objects.filter(school=people.school).count()
