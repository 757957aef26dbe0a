"""A real Celery worker builds, is killed in the middle, and another one finishes to the same bytes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.utils import timezone

from portfolio.assembly import STEPS, ask_for_build
from portfolio.freezing import bytes_of
from portfolio.models import Build, Portfolio
from school.models import Term
from tests.factories.portfolio import make_rich_term, make_staff
from tests.personas import Personas, make_personas

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 90.0
"""Seconds for a worker to start and build on a slow machine."""

HELD_STEP = next(place for place, step in enumerate(STEPS) if step.key == "sightings")


@pytest.fixture
def term(transactional_db: None) -> Term:
    people: Personas = make_personas()
    hosts = make_staff(school=people.school, count=6)
    return make_rich_term(school=people.school, head=people.head, teachers=hosts, visitor=people.teacher)


@contextlib.contextmanager
def worker(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process group of its own, as the application's login, patient with locks."""
    environ = os.environ | {
        "DATABASE_URL": os.environ["LC_TEST_APP_LOGIN"],
        "DJANGO_SETTINGS_MODULE": "learningculture.settings",
        "LC_LOCK_TIMEOUT_MS": "60000",
    }
    command = [sys.executable, "-m", "celery", "-A", "learningculture", "worker", "--concurrency=2", "--loglevel=INFO"]
    with (tmp_path / "worker.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the worker and its children; nothing of it can be tidied up."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(reached: Callable[[], bool], tmp_path: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline, (tmp_path / "worker.log").read_text()[-4000:]
        time.sleep(0.1)


def state_of(build: Build) -> tuple[str, int]:
    build.refresh_from_db()
    return build.state, build.step


@contextlib.contextmanager
def nobody_reads_sightings() -> Iterator[psycopg.Connection]:
    """Holds the build in the middle: its step waits for this table."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("LOCK TABLE observations_sighting IN ACCESS EXCLUSIVE MODE")
        yield connection
        connection.rollback()


def waits_for_a_lock(connection: psycopg.Connection) -> bool:
    row = connection.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    return row is not None and row[0] > 0


def build_undisturbed(term: Term, tmp_path: Path) -> bytes:
    with worker(tmp_path):
        build = ask_for_build(term=term, by=None, now=timezone.now())
        wait_until(lambda: state_of(build)[0] == Build.State.DONE, tmp_path)
    assert build.portfolio is not None
    return bytes_of(build.portfolio)


@pytest.mark.worker
def test_killed_worker_loses_nothing(term: Term, tmp_path: Path) -> None:
    undisturbed = build_undisturbed(term, tmp_path)
    Portfolio.objects.all().delete()
    with nobody_reads_sightings() as lock, worker(tmp_path) as killed:
        build = ask_for_build(term=term, by=None, now=timezone.now())
        wait_until(lambda: state_of(build)[1] == HELD_STEP and waits_for_a_lock(lock), tmp_path)
        kill(killed)
        assert state_of(build) == (Build.State.RUNNING, HELD_STEP)
    with worker(tmp_path):
        wait_until(lambda: state_of(build)[0] == Build.State.DONE, tmp_path)
    portfolio = Portfolio.objects.get()
    assert (build.portfolio, build.step) == (portfolio, len(STEPS))
    assert bytes_of(portfolio) == undisturbed
