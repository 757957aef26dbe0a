"""The session room as its members see it."""

from __future__ import annotations

import re

import pytest

from enquiry.models import Plc, Session
from enquiry.plcs import PlcMember
from enquiry.room import close_session, mark_attendance, save_notes, say_outcome
from tests.enquiry.access import MOST_QUERIES, assert_closed_to_others, get, post, queries_of
from tests.factories.enquiry import STARTS_AT, make_plan, make_plc, make_session
from tests.factories.school import TODAY, make_member
from tests.personas import Personas


@pytest.fixture
def plc(people: Personas) -> Plc:
    return make_plc(lead=people.plc_lead, members=(people.teacher,))


@pytest.fixture
def running(people: Personas, plc: Plc) -> Session:
    make_plan(session=make_session(plc=plc, state="held"), member=people.teacher)
    return make_session(plc=plc, state="running")


def seen_on(page: str) -> list[str]:
    return re.findall(r'name="seen" value="([^"]+)"', page)


def test_planned_session_shows_agenda_and_offers_apologies(people: Personas, plc: Plc) -> None:
    session = make_session(plc=plc)
    page = get(people.teacher, people.school, "session", session.pk).content.decode()
    assert "Why we are here" in page
    assert "I cannot come" in page
    assert "Begin the session" not in page
    assert "Begin the session" in get(people.plc_lead, people.school, "session", session.pk).content.decode()


def test_room_shows_block_clock_register_and_last_plans(people: Personas, running: Session) -> None:
    page = get(people.teacher, people.school, "session", running.pk).content.decode()
    for word in ("Why we are here", "15:45", "began, 5 minutes", "Amira Rahman", "Wait three seconds", "My plan"):
        assert word in page
    assert "Close the session" not in page
    assert f'data-began="{STARTS_AT.timestamp():.0f}"' in page


@pytest.mark.parametrize("view", ["session", "room"])
def test_room_is_closed_to_others(people: Personas, running: Session, view: str) -> None:
    assert_closed_to_others(people, view, running.pk)
    assert get(people.teaching_assistant, people.school, view, running.pk).status_code == 404


def test_room_tells_a_screen_only_what_it_does_not_show(people: Personas, running: Session) -> None:
    seen = seen_on(get(people.teacher, people.school, "session", running.pk).content.decode())
    client_get = lambda: get_room(people, running, seen)  # noqa: E731
    assert client_get().status_code == 204
    mark_attendance(session=running, member=people.teacher, state="present", by=people.plc_lead)
    answer = client_get().content.decode()
    assert [name.partition("-")[0] for name in seen_on(answer)] == ["register"]
    assert "1 of 2 here" in answer


def get_room(people: Personas, session: Session, seen: list[str]):
    from django.urls import reverse

    from tests.personas import client_for

    address = reverse("enquiry:room", args=[people.school.slug, session.pk])
    return client_for(people.teacher).get(address, {"seen": seen}, headers={"HX-Request": "true"})


def test_polled_pieces_hold_nothing_to_type_in(people: Personas, running: Session) -> None:
    answer = get(people.plc_lead, people.school, "room", running.pk, htmx=True).content.decode()
    assert "room-plans" in answer
    assert re.findall(r"<(form|textarea|select)|<input(?! type=\"hidden\" name=\"seen\")", answer) == []


def test_polling_stops_when_the_session_is_held(people: Personas, running: Session) -> None:
    close_session(session=running, by=people.plc_lead, now=STARTS_AT)
    answer = get(people.teacher, people.school, "room", running.pk, htmx=True).content.decode()
    assert 'id="room-poll" hx-swap-oob="true"' in answer
    assert "every 2s" not in answer


def test_room_costs_the_same_for_many(people: Personas, plc: Plc) -> None:
    asked = []
    for count in (1, 3, 30):
        session = make_session(plc=plc, state="held")
        while plc.places.count() < count + 2:
            one = make_member(school=people.school)
            PlcMember.objects.create(school=people.school, plc=plc, member=one, joined_on=TODAY)
        for place in plc.places.all():
            make_plan(session=session, member=place.member)
        running = make_session(plc=plc, state="running")
        asked.append(queries_of(people.teacher, people.school, "session", running.pk))
        close_session(session=running, by=people.plc_lead, now=STARTS_AT)
    assert asked[0] == asked[1] == asked[2] <= MOST_QUERIES


def test_lead_begins_moves_on_and_closes(people: Personas, plc: Plc) -> None:
    session = make_session(plc=plc)
    post(people.plc_lead, people.school, "begin_session", session.pk)
    post(people.plc_lead, people.school, "block", session.pk, position=1)
    session.refresh_from_db()
    assert (session.state, session.current_block) == ("running", 1)
    closed = post(people.plc_lead, people.school, "close_session", session.pk, htmx=True)
    assert closed["HX-Redirect"].endswith(f"/session/{session.pk}/")
    session.refresh_from_db()
    assert session.state == "held"


@pytest.mark.parametrize("view", ["begin_session", "block", "close_session", "attendance"])
def test_acts_of_the_room_are_closed_to_others(people: Personas, running: Session, view: str) -> None:
    assert_closed_to_others(people, view, running.pk, method="post")
    assert get(people.plc_lead, people.school, view, running.pk).status_code == 405


def test_teacher_who_does_not_lead_is_told_so(people: Personas, running: Session) -> None:
    answer = post(people.teacher, people.school, "block", running.pk, position=1, htmx=True)
    assert "Only the lead of this PLC" in answer.content.decode()
    post(people.teacher, people.school, "close_session", running.pk)
    running.refresh_from_db()
    assert (running.current_block, running.state) == (0, "running")


def test_register_is_one_tap(people: Personas, running: Session) -> None:
    mark = f"{people.teacher.pk}:present"
    assert post(people.plc_lead, people.school, "attendance", running.pk, mark=mark).status_code == 302
    assert running.attendance.get(member=people.teacher).state == "present"
    mark = f"{people.teacher.pk}:apology"
    answer = post(people.plc_lead, people.school, "attendance", running.pk, mark=mark, htmx=True)
    assert "room-register" in answer.content.decode()
    for wrong in ("", "x:present", f"{people.head.pk}:present"):
        assert post(people.plc_lead, people.school, "attendance", running.pk, mark=wrong).status_code == 404
    odd = post(people.plc_lead, people.school, "attendance", running.pk, mark=f"{people.teacher.pk}:late", htmx=True)
    assert "Please choose one of the answers" in odd.content.decode()


def test_summary_writes_itself(people: Personas, running: Session) -> None:
    mark_attendance(session=running, member=people.teacher, state="present", by=people.plc_lead)
    plan = running.plc.sessions.get(number=1).plans.get()
    say_outcome(plan=plan, outcome="tried", what_happened="Two asked", by=people.plc_lead, on=TODAY)
    make_plan(session=running, member=people.teacher, will_try="Wait five seconds")
    save_notes(session=running, text="We agreed to wait", version=1, by=people.plc_lead)
    close_session(session=running, by=people.plc_lead, now=STARTS_AT)
    page = get(people.teacher, people.school, "session", running.pk).content.decode()
    for word in ("1 of 2 were here", "Last plans: 1 tried, 0 adapted", "There is one new plan", "Two asked"):
        assert word in page
    assert "Wait five seconds" in page
    assert "We agreed to wait" in page
