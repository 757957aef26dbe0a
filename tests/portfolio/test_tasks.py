"""The worker's tasks, called as the worker calls them."""

from __future__ import annotations

import datetime

import pytest

from portfolio import tasks
from portfolio.models import Build
from portfolio.tasks import build_portfolio, resume_builds, sweep_builds
from tests.factories.portfolio import NOW, make_build
from tests.personas import Personas


def test_build_portfolio_runs_the_build(people: Personas) -> None:
    build = make_build(term=people.term)
    build_portfolio(school_id=people.school.pk, build_id=build.pk)
    build.refresh_from_db()
    assert build.state == "done"


def test_sweep_looks_into_every_school(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(tasks.resume_builds, "delay", lambda **what: asked.append(what))
    sweep_builds(at_once=True)
    assert {each["school_id"] for each in asked} >= {people.school.pk, people.stranger.school_id}
    assert all(each["at_once"] for each in asked)


def test_resume_tells_the_worker_of_silent_builds(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Build] = []
    monkeypatch.setattr(tasks, "enqueue", told.append)
    build = make_build(term=people.term, now=NOW - datetime.timedelta(days=1))
    resume_builds(school_id=people.stranger.school_id, at_once=True)
    assert told == []
    resume_builds(school_id=people.school.pk, at_once=False)
    assert told == [build]
