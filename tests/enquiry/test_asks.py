"""What PLCs and enquiries ask of people on the start page."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enquiry.asks import asks_for, news_for
from enquiry.cycles import complete_stage, share_enquiry
from enquiry.models import Plc
from enquiry.room import say_outcome
from tests.factories.enquiry import STARTS_AT, make_enquiry, make_plan, make_plc, make_session
from tests.factories.school import TODAY
from tests.personas import Personas

A_DAY = datetime.timedelta(days=1)


@pytest.fixture
def plc(people: Personas) -> Plc:
    return make_plc(lead=people.plc_lead, members=(people.teacher,))


def test_lead_is_asked_to_run_and_members_to_look_ahead(people: Personas, plc: Plc) -> None:
    make_session(plc=plc)
    make_session(plc=plc, starts_at=STARTS_AT + 14 * A_DAY)
    (lead,) = asks_for(people.plc_lead, people.term, TODAY)
    (member,) = asks_for(people.teacher, people.term, TODAY)
    assert (str(lead.action), str(member.action)) == ("Run it", "Look ahead")
    assert lead.detail == "today at 15:45, Library"
    assert asks_for(people.plc_lead, people.term, TODAY - 8 * A_DAY) == []


def test_running_session_comes_first(people: Personas, plc: Plc) -> None:
    make_session(plc=plc, state="running")
    (ask,) = asks_for(people.teacher, people.term, TODAY)
    assert ask.what == "Talk group is meeting now"
    assert ask.weight < 10


def test_plan_is_asked_after_until_said_or_forgotten(people: Personas, plc: Plc) -> None:
    plan = make_plan(session=make_session(plc=plc, state="held"), member=people.teacher)
    assert asks_for(people.teacher, people.term, TODAY) == []
    (ask,) = asks_for(people.teacher, people.term, TODAY + A_DAY)
    assert ask.what == "Did you try it? Wait three seconds"
    assert ask.url.endswith(f"/plans/{plan.pk}/")
    assert asks_for(people.teacher, people.term, TODAY + 43 * A_DAY) == []
    say_outcome(plan=plan, outcome="not_yet", what_happened="", by=people.teacher, on=TODAY)
    assert asks_for(people.teacher, people.term, TODAY + A_DAY) == []


def test_enquiry_asks_when_it_has_waited_and_when_it_can_conclude(people: Personas) -> None:
    enquiry = make_enquiry(owner=people.teacher, cycle="pdsa")
    assert asks_for(people.teacher, people.term, TODAY + 27 * A_DAY) == []
    (waiting,) = asks_for(people.teacher, people.term, TODAY + 28 * A_DAY)
    assert waiting.detail == "Waiting for a while at: Plan"
    for stage in enquiry.stages.exclude(key="decide"):
        complete_stage(stage=stage, notes="Done", by=people.teacher, on=TODAY)
    (ending,) = asks_for(people.teacher, people.term, TODAY)
    assert str(ending.action) == "Conclude it"


def test_shared_enquiries_are_news_for_a_while(people: Personas) -> None:
    enquiry = make_enquiry(owner=people.plc_lead)
    assert news_for(people.teacher, people.term, TODAY) == []
    share_enquiry(enquiry=enquiry, ring="school", by=people.plc_lead)
    (news,) = news_for(people.teacher, people.term, TODAY)
    assert news.text == "Joe Okoro shares an enquiry: Do Year 4 ask more when we wait?"
    assert news_for(people.teacher, people.term, TODAY + 22 * A_DAY) == []
    assert news_for(people.plc_lead, people.term, TODAY) == []


def test_students_and_governors_are_asked_nothing(people: Personas, plc: Plc) -> None:
    share_enquiry(enquiry=make_enquiry(owner=people.plc_lead), ring="school", by=people.plc_lead)
    for person in (people.student, people.governor):
        assert asks_for(person, people.term, TODAY) == []
        assert news_for(person, people.term, TODAY) == []


def test_asking_costs_three_queries_however_many(people: Personas) -> None:
    for number in range(4):
        plc = make_plc(lead=people.plc_lead, members=(people.teacher,), name=f"PLC {number}")
        make_plan(session=make_session(plc=plc, state="held"), member=people.teacher)
        make_session(plc=plc, starts_at=STARTS_AT + 3 * A_DAY)
        make_enquiry(owner=people.teacher)
    with CaptureQueriesContext(connection) as asked:
        assert len(asks_for(people.teacher, people.term, TODAY + A_DAY)) == 8
    assert len(asked) == 3
