"""What people ask, and by when it is answered."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from school.models import PrivacyRequest
from school.privacy.requests import (
    answer_request,
    answered_requests,
    ask_about_data,
    due_on,
    end_hold,
    hold_on,
    open_requests,
    requests_of,
    set_hold,
)
from tests.factories.privacy import make_request
from tests.factories.school import TODAY
from tests.personas import Personas


def ask(people: Personas, **more) -> PrivacyRequest:
    asked = {"about": people.student, "kind": "correction", "words": "It is Year 5.", "by": people.student, "on": TODAY}
    return ask_about_data(**asked | more)


@pytest.mark.parametrize("kind", ["access", "correction", "erasure", "objection", "complaint"])
def test_answer_is_due_within_a_month(people: Personas, kind: str) -> None:
    assert due_on(school=people.school, kind=kind, asked_on=TODAY) - TODAY <= datetime.timedelta(days=30)


def test_educational_record_is_due_in_fifteen_school_days(people: Personas) -> None:
    before_easter = datetime.date(2026, 3, 10)
    due = due_on(school=people.school, kind="record", asked_on=before_easter)
    assert due == datetime.date(2026, 3, 31) or due > datetime.date(2026, 3, 31)


def test_request_without_words_is_refused_unless_it_needs_none(people: Personas) -> None:
    with pytest.raises(ValidationError, match="in a sentence"):
        ask(people, words=" ")
    assert ask(people, kind="record", words="", by=people.administrator, on_behalf=True).state == "open"


def test_answer_closes_it_once(people: Personas) -> None:
    asked = ask(people)
    with pytest.raises(ValidationError, match="the person reads it"):
        answer_request(request=asked, done=True, answer=" ", by=people.administrator, on=TODAY)
    answered = answer_request(request=asked, done=False, answer="It is Year 4.", by=people.administrator, on=TODAY)
    assert (answered.state, answered.closed_by) == ("refused", people.administrator)
    with pytest.raises(ValidationError, match="already"):
        answer_request(request=asked, done=True, answer="x", by=people.administrator, on=TODAY)
    assert list(answered_requests(people.school)) == [answered] and not open_requests(people.school).exists()


def test_open_ones_come_by_the_day_they_are_due(people: Personas) -> None:
    late, early = (make_request(about=people.student, asked_on=TODAY + datetime.timedelta(days=n)) for n in (3, 0))
    assert list(open_requests(people.school)) == [early, late]


@pytest.mark.parametrize(("name", "reads"), [("student", 1), ("administrator", 1), ("head", 1), ("teacher", 0)])
def test_database_shows_a_request_to_the_person_and_the_office(people: Personas, name: str, reads: int) -> None:
    ask(people)
    with tenant(people.school.pk, member_id=getattr(people, name).pk):
        assert PrivacyRequest.objects.count() == reads


def test_what_the_office_wrote_down_is_the_persons(people: Personas) -> None:
    asked = ask(people, by=people.administrator, on_behalf=True)
    assert list(requests_of(people.student)) == [asked] and not requests_of(people.administrator).exists()


def test_hold_stands_once_until_it_ends(people: Personas) -> None:
    first, second = (set_hold(about=people.student, reason="Tribunal", by=people.head, on=TODAY) for _ in range(2))
    assert first == second == hold_on(people.student)
    end_hold(about=people.student, on=TODAY)
    assert hold_on(people.student) is None
    with pytest.raises(ValidationError, match="who asked"):
        set_hold(about=people.student, reason=" ", by=people.head, on=TODAY)
