"""The schedule at work, with a preview before and a certificate after."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone

from learningculture.tenancy import tenant
from observations.models import Visit
from school.models import Certificate, Change, LegalHold, Look, Member
from school.privacy.looks import note_look
from school.privacy.retention import (
    choose_period,
    first_of_next_month,
    periods_of,
    retention_preview,
    run_retention,
)
from school.privacy.tasks import run_retention_everywhere, run_retention_of_school
from tests.factories.observations import make_visit
from tests.factories.school import TODAY, make_student, make_year
from tests.factories.tracking import make_check_in, make_goal, make_noticing
from tests.personas import Personas
from tracking.models import CheckInAnswer, Goal, Noticing

NOW = datetime.datetime.combine(TODAY, datetime.time(3, 40), tzinfo=datetime.UTC)
MONTHS = datetime.timedelta(days=31)


def left(people: Personas, months: int) -> Member:
    """A student who left so many months ago, with a record of each kind."""
    student = make_student(school=people.school, name="Nora Leaver", left_on=TODAY - months * MONTHS)
    make_noticing(student=student, author=people.teacher, text="Plover remark")
    make_goal(student=student)
    make_check_in(student=student)
    return student


def run(people: Personas, now: datetime.datetime = NOW) -> Certificate | None:
    return run_retention(school_id=people.school.pk, now=now, today=now.date())


def test_preview_says_what_the_run_then_does(people: Personas) -> None:
    for months in (1, 13):
        left(people, months)
    make_noticing(student=people.student, author=people.teacher)
    preview = retention_preview(people.school, TODAY)
    assert preview.removed == [
        ("Answers in check-ins", 3),
        ("What was noticed", 1),
        ("Check-ins", 1),
        ("What the student tries next", 1),
    ]
    certificate = run(people)
    assert certificate and [tuple(line) for line in certificate.removed] == preview.removed
    assert (Noticing.objects.count(), Goal.objects.count(), CheckInAnswer.objects.count()) == (2, 1, 3)


def test_words_leave_the_audit_too(people: Personas) -> None:
    noticing = Noticing.objects.get(student=left(people, 13))
    noticing.text = "Plover again"
    noticing.save()
    run(people)
    assert not [line for line in Change.objects.all() if "Plover" in str(line.before)]


def test_name_goes_after_three_years(people: Personas) -> None:
    student = left(people, 37)
    run(people)
    student.refresh_from_db()
    assert (student.display_name, student.family_name) == ("A former student", "")
    assert not student.enrolments.exists()


def test_second_run_of_a_month_does_nothing_and_next_month_runs(people: Personas) -> None:
    assert run(people) is not None
    left(people, 13)
    assert run(people, NOW + datetime.timedelta(days=3)) is None
    assert run(people, NOW + MONTHS) is not None
    assert Certificate.objects.count() == 2 and not Noticing.objects.exists()


def test_hold_keeps_a_leavers_records(people: Personas) -> None:
    LegalHold.objects.create(school=people.school, about=left(people, 40), reason="Tribunal", set_on=TODAY)
    run(people)
    assert Noticing.objects.exists()


def test_visits_go_at_the_end_of_the_next_school_year(people: Personas) -> None:
    for start in (2023, 2024, 2025):
        make_year(school=people.school, start=start)
        make_visit(host=people.teacher, visitor=people.plc_lead, on=datetime.date(start, 11, 3))
    run(people)
    assert sorted(Visit.objects.values_list("on__year", flat=True)) == [2024, 2025]


def test_looks_and_audit_go_after_two_years(people: Personas) -> None:
    for days in (10, 800):
        when = NOW - datetime.timedelta(days=days)
        note_look(looker=people.teacher, subjects=[people.student], kind="learner_page", now=when)
        Change.objects.create(school=people.school, at=when, table_name="x", row_id=str(days), action="update")
    run(people)
    assert Look.objects.count() == 1
    assert [line.row_id for line in Change.objects.filter(table_name="x")] == ["10"]


def test_school_may_shorten_within_limits(people: Personas) -> None:
    left(people, 3)
    choose_period(school=people.school, rule="learning", kept=2)
    assert {period.rule.key: period.kept for period in periods_of(people.school)}["learning"] == 2
    run(people)
    assert not Noticing.objects.exists()
    for kept in (0, 13):
        with pytest.raises(ValidationError, match="from 1 to 12"):
            choose_period(school=people.school, rule="learning", kept=kept)


def test_other_schools_records_stay(people: Personas) -> None:
    left(people, 13)
    run_retention(school_id=people.stranger.school_id, now=NOW, today=TODAY)
    assert Noticing.objects.exists()


def test_every_school_has_its_own_task_and_ended_sessions_go(people: Personas, monkeypatch) -> None:
    from school.privacy import tasks

    told: list[int] = []
    monkeypatch.setattr(tasks.run_retention_of_school, "delay", lambda school_id: told.append(school_id))
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - MONTHS)
    run_retention_everywhere()
    assert set(told) >= {people.school.pk, people.stranger.school_id} and not Session.objects.exists()
    run_retention_of_school(school_id=people.school.pk)
    with tenant(people.school.pk, member_id=people.head.pk):
        assert Certificate.objects.count() == 1
    with tenant(people.school.pk, member_id=people.teacher.pk):
        assert Certificate.objects.count() == 0


@pytest.mark.parametrize(("day", "first"), [((2026, 3, 10), (2026, 4, 1)), ((2026, 12, 31), (2027, 1, 1))])
def test_next_run_is_on_the_first(day: tuple[int, ...], first: tuple[int, ...]) -> None:
    assert first_of_next_month(datetime.date(*day)) == datetime.date(*first)
