"""The build: steps, resuming, refusals, the same bytes twice."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError

from learningculture.tenancy import tenant
from portfolio import assembly
from portfolio.assembly import STEPS, ask_for_build, retry_build, run_build, unfinished_builds
from portfolio.freezing import bytes_of
from portfolio.indicators.definitions import DEFINITIONS
from portfolio.models import Build, Portfolio
from tests.factories.portfolio import NOW, make_build, make_portfolio
from tests.factories.school import make_term
from tests.factories.vision import make_focus
from tests.personas import Personas

MINUTE = datetime.timedelta(minutes=1)
PROMISES = [step.key for step in STEPS].index("promises")
"""The step that is made to fail below."""


def run(build: Build, now: datetime.datetime = NOW) -> Build:
    run_build(build.pk, school_id=build.school_id, clock=lambda: now)
    build.refresh_from_db()
    return build


def test_run_build_freezes_a_portfolio(people: Personas) -> None:
    make_focus(term=people.term)
    build = run(make_build(term=people.term, by=people.head))
    assert (build.state, build.step, build.steps, build.failure) == ("done", len(STEPS), len(STEPS), "")
    assert build.portfolio is not None
    assert build.portfolio.values.filter(audience="school").count() == len(DEFINITIONS)
    assert build.kept == {}


def test_same_records_make_no_second_edition(people: Personas) -> None:
    first, second = make_portfolio(term=people.term), make_portfolio(term=people.term, now=NOW + MINUTE)
    assert first == second
    assert Portfolio.objects.count() == 1


def test_same_records_make_the_same_bytes(people: Personas) -> None:
    make_focus(term=people.term)
    first = make_portfolio(term=people.term)
    before = bytes_of(first), first.content_hash, first.inputs_hash
    Portfolio.objects.all().delete()
    again = make_portfolio(term=people.term, now=NOW + MINUTE)
    assert before == (bytes_of(again), again.content_hash, again.inputs_hash)


def test_changed_records_make_a_next_edition(people: Personas) -> None:
    make_portfolio(term=people.term)
    make_focus(term=people.term)
    second = make_portfolio(term=people.term)
    assert second.edition == 2


def test_second_build_at_once_is_refused_kindly(people: Personas) -> None:
    make_build(term=people.term, by=people.head)
    with pytest.raises(ValidationError, match="is being built already"):
        ask_for_build(term=people.term, by=people.head, now=NOW)


def test_term_that_has_not_begun_is_refused(people: Personas) -> None:
    with pytest.raises(ValidationError, match="has not begun yet"):
        ask_for_build(term=make_term(school=people.school, key="summer"), by=people.head, now=NOW)


def test_build_is_enqueued_when_the_row_is_committed(
    people: Personas, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    sent = []
    monkeypatch.setattr(assembly, "enqueue", lambda build: sent.append(build.pk))
    with django_capture_on_commit_callbacks(execute=True):
        build = make_build(term=people.term)
        assert sent == []
    assert sent == [build.pk]


def test_half_a_build_goes_on_where_it_stood(people: Personas) -> None:
    build = make_build(term=people.term)
    for _step in range(5):
        assembly._run_next_step(build.pk, people.school.pk, lambda: NOW)
    build.refresh_from_db()
    assert (build.state, build.step) == ("running", 5)
    assert set(build.kept) == {step.key for step in STEPS[:5]}
    assert run(build).state == "done"


def test_finished_build_is_left_alone(people: Personas) -> None:
    build = run(make_build(term=people.term))
    assert run(build, NOW + MINUTE).alive_at == NOW


def test_build_of_another_school_is_not_found(people: Personas) -> None:
    build = make_build(term=people.term)
    run_build(build.pk, school_id=people.stranger.school_id, clock=lambda: NOW)
    build.refresh_from_db()
    assert build.state == "waiting"


def break_step(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def broken(term: object, until: object) -> None:
        raise error

    monkeypatch.setattr("portfolio.indicators.q2_leaders.promises_due", broken)


def test_failed_step_says_so_and_keeps_what_was_found(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    break_step(monkeypatch, RuntimeError("planted"))
    build = run(make_build(term=people.term))
    assert (build.state, build.step) == ("failed", PROMISES)
    assert build.failure == "“Counting promises” could not be finished."
    assert set(build.kept) == {step.key for step in STEPS[:PROMISES]}


def test_failed_build_carries_on_when_tried_again(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    break_step(monkeypatch, RuntimeError("planted"))
    build = run(make_build(term=people.term))
    monkeypatch.undo()
    retry_build(build=build, by=people.head, now=NOW + MINUTE)
    assert build.state == "waiting" and build.step == PROMISES
    assert run(build).state == "done"


def test_only_a_stopped_build_is_tried_again(people: Personas) -> None:
    with pytest.raises(ValidationError, match="has not stopped"):
        retry_build(build=make_build(term=people.term), by=people.head, now=NOW)


def test_busy_database_leaves_the_build_for_the_sweeper(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    break_step(monkeypatch, OperationalError("lock timeout"))
    build = make_build(term=people.term)
    with pytest.raises(OperationalError):
        run(build)
    build.refresh_from_db()
    assert (build.state, build.step) == ("running", PROMISES)


def test_database_that_stays_busy_stops_the_build(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    break_step(monkeypatch, OperationalError("lock timeout"))
    assert run(make_build(term=people.term), NOW + 61 * MINUTE).state == "failed"


def test_unfinished_builds_are_the_silent_ones(people: Personas) -> None:
    build = make_build(term=people.term)
    ask = {"school_id": people.school.pk}
    assert unfinished_builds(**ask, now=NOW + MINUTE / 4, at_once=False) == []
    assert unfinished_builds(**ask, now=NOW + MINUTE, at_once=False) == [build]
    assert unfinished_builds(**ask, now=NOW, at_once=True) == [build]
    assert unfinished_builds(school_id=people.stranger.school_id, now=NOW + MINUTE, at_once=True) == []


def test_asking_works_as_a_member_does_it(people: Personas) -> None:
    with tenant(people.school.pk, member_id=people.head.pk):
        assert ask_for_build(term=people.term, by=people.head, now=NOW).asked_by == people.head
