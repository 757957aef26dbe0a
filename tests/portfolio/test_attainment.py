"""Asking for it, the worker's part, and what is left when a worker is lost."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolio import attainment
from portfolio.attainment import (
    Measure,
    ask_for_association,
    association_of,
    by_measure,
    unfinished_associations,
    work_out,
)
from portfolio.models import AttainmentAssociation
from portfolio.tasks import associate_attainment, resume_builds
from tests.factories.portfolio import NOW
from tests.personas import Personas


def asked(people: Personas, now: datetime.datetime = NOW) -> AttainmentAssociation:
    return ask_for_association(term=people.term, by=people.head, now=now)


def test_asking_twice_is_one_row_and_working_out_twice_is_harmless(people: Personas) -> None:
    first, second = asked(people), asked(people, NOW + datetime.timedelta(minutes=1))
    assert first.pk == second.pk and second.asked_at == NOW
    for _time in range(2):
        associate_attainment(school_id=people.school.pk, asked_id=first.pk)
    found = association_of(people.term)
    assert found is not None and not found.is_waiting and found.findings == []


def test_asked_again_it_is_worked_out_again(people: Personas) -> None:
    work_out(school_id=people.school.pk, asked_id=asked(people).pk, now=NOW)
    assert asked(people, NOW + datetime.timedelta(days=1)).is_waiting


def test_only_leaders_ask(people: Personas) -> None:
    with pytest.raises(ValidationError):
        ask_for_association(term=people.term, by=people.teacher, now=NOW)


def test_what_a_lost_worker_left_is_told_again(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    row = asked(people, timezone.now() - datetime.timedelta(hours=1))
    told: list[int] = []
    monkeypatch.setattr(attainment, "enqueue", lambda each: told.append(each.pk))
    resume_builds(school_id=people.stranger.school_id, at_once=False)
    assert told == []
    resume_builds(school_id=people.school.pk, at_once=False)
    assert told == [row.pk]
    assert unfinished_associations(school_id=people.school.pk, now=row.asked_at) == []


def test_findings_stand_under_their_measure() -> None:
    findings = [{"measure": "Test", "subject": subject} for subject in ("Reading", "Maths", "Reading")]
    found = [(each.name, len(each.findings)) for each in by_measure(findings)]
    assert found == [("Test: Reading", 2), ("Test: Maths", 1)]


def finding(source: str, low: float, high: float, **more: str) -> dict[str, object]:
    return {"behaviour": "Perseverance", "source": source, "low": low, "high": high, **more}


def test_what_to_see_is_said_first() -> None:
    up, down, unclear = finding("teacher", 0.1, 0.4), finding("self", -0.4, -0.1), finding("self", -0.1, 0.1)
    assert Measure("Test", [up, unclear]).says == [
        "Higher where results are higher: Perseverance as teachers judge it.",
        "Of the others one cannot tell.",
    ]
    assert Measure("Test", [down]).says == ["Lower where results are higher: Perseverance as students say it."]
    assert Measure("Test", [unclear]).says == ["Of none of them one can tell."]


def test_one_reason_for_all_is_said_once() -> None:
    few, fewer = {"withheld": "Fewer than 30."}, {"withheld": "Nobody was judged."}
    assert [Measure("Test", found).withheld for found in ([few, few], [few, fewer])] == ["Fewer than 30.", ""]
    assert Measure("Test", [few, finding("self", 0.1, 0.2)]).withheld == ""
