"""The overview, PLC pages, starting and planning."""

from __future__ import annotations

import datetime

import pytest

from enquiry.models import Plc, Session
from enquiry.room import mark_attendance, save_notes
from tests.enquiry.access import MOST_QUERIES, assert_closed_to_others, get, post, queries_of
from tests.factories.enquiry import STARTS_AT, make_enquiry, make_plan, make_plc, make_session
from tests.factories.school import make_member
from tests.personas import Personas

NEW_PLC = {"name": "Talk group", "purpose": "Better questions", "template": "tlc"}


def test_overview_shows_plcs_enquiries_and_what_is_shared(people: Personas) -> None:
    plc = make_plc(lead=people.plc_lead, members=(people.teacher,))
    make_plan(session=make_session(plc=plc, state="held"), member=people.teacher)
    make_enquiry(owner=people.teacher, question="Mine?")
    shared = make_enquiry(owner=people.plc_lead, question="Shared?")
    shared.ring = "plc"
    shared.save()
    make_enquiry(owner=people.plc_lead, question="Kept back?")
    page = get(people.teacher, people.school, "overview").content.decode()
    for word in ("Talk group", "Wait three seconds", "Tried it", "Mine?", "Shared?"):
        assert word in page
    assert "Kept back?" not in page
    assert "Start a PLC" not in page


def test_empty_overview_teaches(people: Personas) -> None:
    page = get(people.teacher, people.school, "overview").content.decode()
    assert "six to eight colleagues" in page
    assert "An enquiry begins with a question" in page


def test_head_sees_outlines_of_enquiries_in_progress_only(people: Personas) -> None:
    make_enquiry(owner=people.teacher, question="Kept back?")
    page = get(people.head, people.school, "overview").content.decode()
    assert "Kept back?" in page
    assert "Scan" in page
    assert "Few of them ask" not in page
    assert "Amira" not in page


def test_overview_is_closed_to_others(people: Personas) -> None:
    assert_closed_to_others(people, "overview")


@pytest.mark.parametrize("view", ["overview", "plc"])
def test_pages_ask_the_same_number_of_queries_for_many(people: Personas, view: str) -> None:
    plc = make_plc(lead=people.plc_lead, members=(people.teacher,))
    asked = []
    for number in (1, 3, 30):
        while Session.objects.count() < number:
            make_plan(session=make_session(plc=plc, state="held"), member=people.teacher)
            make_enquiry(owner=people.teacher)
            make_plc(lead=people.plc_lead, members=(people.teacher,), name=f"PLC {number}")
        args = [plc.pk] if view == "plc" else []
        asked.append(queries_of(people.teacher, people.school, view, *args))
    assert asked[0] == asked[1] == asked[2] <= MOST_QUERIES


def test_lead_starts_a_plc(people: Personas) -> None:
    answer = post(people.plc_lead, people.school, "start_plc", **NEW_PLC, members=[people.teacher.pk])
    plc = Plc.objects.get()
    assert answer["Location"].endswith(f"/plc/{plc.pk}/")
    assert {place.member for place in plc.places.all()} == {people.plc_lead, people.teacher}


def test_starting_says_what_is_missing_and_keeps_what_was_typed(people: Personas) -> None:
    page = post(people.plc_lead, people.school, "start_plc", **NEW_PLC).content.decode()
    assert "Please choose" in page
    assert "Better questions" in page
    assert not Plc.objects.exists()


def test_only_those_who_may_lead_start_plcs(people: Personas) -> None:
    assert_closed_to_others(people, "start_plc")
    assert get(people.teacher, people.school, "start_plc").status_code == 403


def test_leaders_outside_see_counts_not_words(people: Personas) -> None:
    plc = make_plc(lead=people.plc_lead, members=(people.teacher,))
    session = make_session(plc=plc, state="running")
    make_plan(session=session, member=people.teacher)
    save_notes(session=session, text="What was said in confidence", version=1, by=people.plc_lead)
    mark_attendance(session=session, member=people.teacher, state="present", by=people.plc_lead)
    session.state = "held"
    session.save()
    page = get(people.head, people.school, "plc", plc.pk).content.decode()
    assert "1 of 2 came" in page
    assert "0 of 1 plans tried" in page
    assert "Wait three seconds" not in page
    assert "in confidence" not in page
    assert get(people.head, people.school, "session", session.pk).status_code == 404


def test_colleagues_outside_do_not_see_a_plc(people: Personas) -> None:
    plc = make_plc(lead=people.plc_lead, members=(people.teacher,))
    assert get(people.teaching_assistant, people.school, "plc", plc.pk).status_code == 404
    assert get(people.teacher, people.school, "plc", plc.pk).status_code == 200
    assert_closed_to_others(people, "plc", plc.pk)


def test_lead_plans_a_session_in_school_time(people: Personas) -> None:
    plc = make_plc(lead=people.plc_lead, members=(people.teacher,))
    post(people.plc_lead, people.school, "plan_session", plc.pk, day="2026-06-09", time="15:45", place="Library")
    session = Session.objects.get()
    assert session.starts_at == datetime.datetime(2026, 6, 9, 14, 45, tzinfo=datetime.UTC)


def test_planning_needs_a_day_and_the_lead(people: Personas) -> None:
    plc = make_plc(lead=people.plc_lead, members=(people.teacher,))
    page = post(people.plc_lead, people.school, "plan_session", plc.pk, day="", time="15:45", place="Hall")
    assert (page.status_code, "Hall" in page.content.decode()) == (200, True)
    words = {"day": "2026-06-09", "time": "15:45"}
    assert post(people.teacher, people.school, "plan_session", plc.pk, **words).status_code == 403
    early = post(people.plc_lead, people.school, "plan_session", plc.pk, day="1999-01-01", time="15:45")
    assert "No term holds this day" in early.content.decode()
    assert not Session.objects.exists()
    assert_closed_to_others(people, "plan_session", plc.pk, method="post")


def test_members_reach_the_session_from_the_plc(people: Personas) -> None:
    other = make_member(school=people.school, sign_in=True)
    plc = make_plc(lead=people.plc_lead, members=(people.teacher, other))
    session = make_session(plc=plc, starts_at=STARTS_AT)
    assert f"/session/{session.pk}/" in get(other, people.school, "plc", plc.pk).content.decode()
