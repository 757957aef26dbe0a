"""What the office, the head and the lead are asked for on the start page."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.today import today_for
from school.duties import asks_for
from school.models import LinkedSignIn, Member, PrivacyRequest, RosterUpload, SignInService
from school.queries import today_in
from tests.factories.care import make_concern, make_lead, make_support_visit, make_supporter
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "SELECT set_config", "SELECT current_setting")


def asked(member: Member) -> list[str]:
    return [str(ask.what) for ask in asks_for(member, None, today_in(member.school))]


def queries(member: Member) -> int:
    with CaptureQueriesContext(connection) as captured:
        asked(member)
    return len([one for one in captured.captured_queries if not one["sql"].startswith(BOOKKEEPING)])


def make_everything(people: Personas) -> None:
    today, now = today_in(people.school), datetime.datetime.now(datetime.UTC)
    make_concern(by=people.teacher, about="adult", words="Osprey")
    make_support_visit(school=people.school, user=make_supporter())
    PrivacyRequest.objects.create(
        school=people.school, kind="access", about=people.teacher, asked_on=today, due_on=today
    )
    service = SignInService.objects.create(school=people.school, kind="google", client_id="x")
    RosterUpload.objects.create(
        school=people.school, name="people.csv", size=9, state="ready", handed_in_at=now, touched_at=now
    )
    link = {"school": people.school, "service": service, "member": people.teacher, "asked_at": now}
    LinkedSignIn.objects.create(**link, issuer="i", subject="s")


def test_each_is_asked_by_duty_in_one_query_whatever_waits(people: Personas) -> None:
    lead = make_lead(school=people.school)
    assert [queries(member) for member in (lead, people.head, people.administrator)] == [1, 1, 1]
    assert [asked(member) for member in (lead, people.head, people.administrator)] == [[], [], []]
    make_everything(people)
    office = ["A request about personal data is due", "Support asks to come in", "An import waits for your yes"]
    office.append("A person waits to be linked")
    assert asked(lead) == ["A concern waits for you"]
    assert asked(people.head) == ["A concern waits for you", *office]
    assert asked(people.administrator) == office
    assert [queries(member) for member in (lead, people.head, people.administrator)] == [1, 1, 1]


def test_nobody_else_is_asked_or_costs_a_query(people: Personas) -> None:
    make_everything(people)
    for member in (people.teacher, people.student, people.governor, people.plc_lead):
        assert (asked(member), queries(member)) == ([], 0)


def test_other_schools_duties_are_not_ours(people: Personas) -> None:
    make_everything(people)
    assert asked(make_lead(school=people.stranger.school, roles=("head", "administrator"))) == []


def test_request_asks_a_week_before_it_is_due(people: Personas) -> None:
    today = today_in(people.school)
    request = {"school": people.school, "kind": "access", "about": people.teacher, "asked_on": today}
    for days in (8, 7):
        PrivacyRequest.objects.create(**request, due_on=today + datetime.timedelta(days=days))
        assert bool(asked(people.administrator)) == (days == 7)


def test_concern_stands_first_without_a_word_and_before_any_term(people: Personas) -> None:
    lead = make_lead(school=people.school)
    for _ in range(2):
        make_concern(by=people.teacher, words="Osprey")
    found = today_for(lead, None, today_in(people.school))
    assert [ask.what for ask in found.asks] == ["2 concerns wait for you"]
    page = client_for(lead).get(reverse("home:today", args=[people.school.slug])).content.decode()
    assert "2 concerns wait for you" in page and "Osprey" not in page
