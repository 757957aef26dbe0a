"""A session as it is lived: the lead at the projector, a teacher on a phone."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from enquiry.cycles import complete_stage, lock_prediction
from enquiry.models import Session
from enquiry.room import save_notes
from school.models import Term
from tests.browser.conftest import NewContext, OpenAs, assert_accessible
from tests.factories.enquiry import make_enquiry, make_plan, make_plc, make_session
from tests.factories.school import TODAY
from tests.factories.vision import make_commitment, make_focus
from tests.personas import Personas

EVERYWHERE = [("phone", "light"), ("phone", "dark"), ("desktop", "light"), ("desktop", "dark")]


def a_session(people: Personas, *, state: str = "planned") -> Session:
    """Today's second session of a PLC, with a plan of the teacher's to read back."""
    make_focus(term=people.term, key="questioning")
    Term.objects.filter(pk=people.term.pk).update(ends_on=datetime.date(2030, 1, 1))
    plc = make_plc(lead=people.plc_lead, members=(people.teacher, people.teaching_assistant))
    first = make_session(plc=plc, state="held")
    make_plan(session=first, member=people.teacher)
    make_plan(session=first, member=people.teaching_assistant, will_try="Ask one question fewer and listen")
    return make_session(plc=plc, starts_at=timezone.now(), state=state)


def path(people: Personas, rest: str) -> str:
    return f"/s/{people.school.slug}/enquiry/{rest}"


def fill_plan(page: Page, words: str) -> None:
    page.get_by_label("What I will try").fill(words)
    page.get_by_label("What I will do less of").fill("Answering my own questions")
    page.get_by_role("button", name="Save my plan").click()
    expect(page.get_by_text("Saved", exact=False).first).to_be_visible()


@pytest.mark.browser
def test_session_from_begin_to_summary(open_as: OpenAs, school_people: Personas) -> None:
    session = a_session(school_people)
    address = path(school_people, f"session/{session.pk}/")
    lead = open_as(school_people.plc_lead, address)
    lead.get_by_role("button", name="Begin the session").click()
    expect(lead.locator(".clock")).to_contain_text("minutes left")
    lead.get_by_role("group", name="Amira Rahman").get_by_role("button", name="Here").first.click()
    expect(lead.locator("#room-register")).to_contain_text("1 of 3 here")
    lead.get_by_role("button", name="Next: What happened since last time").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text("What happened since last time")
    read_back = lead.locator(".last", has_text="Amira")
    read_back.get_by_label("What happened").fill("Two asked at once")
    read_back.get_by_role("button", name="Tried it").click()
    expect(read_back.locator(".part")).to_contain_text("Two asked at once")
    phone = open_as(school_people.teacher, address, width="phone")
    fill_plan(phone, "Wait five seconds")
    expect(lead.locator("#room-plans")).to_contain_text("Wait five seconds", timeout=3000)
    lead.get_by_role("button", name="Close the session").click()
    lead.get_by_role("button", name="Yes, go on").click()
    expect(lead.locator(".lead")).to_contain_text("1 of 3 were here")
    expect(lead.locator("main")).to_contain_text("Wait five seconds")
    expect(phone.locator("#room-poll")).to_contain_text("This session is closed", timeout=4000)


@pytest.mark.browser
def test_what_someone_types_survives_the_polling(open_as: OpenAs, school_people: Personas) -> None:
    session = a_session(school_people, state="running")
    address = path(school_people, f"session/{session.pk}/")
    phone = open_as(school_people.teacher, address, width="phone")
    phone.get_by_label("What I will try").fill("Half a thought")
    phone.get_by_text("Write in the notes").click()
    lead = open_as(school_people.plc_lead, address)
    lead.get_by_text("Write in the notes").click()
    lead.get_by_label("Notes of the group").fill("We heard two that did not work.")
    expect(phone.get_by_label("Notes of the group")).to_have_value("We heard two that did not work.", timeout=4500)
    phone.get_by_label("Notes of the group").press_sequentially(" And one that did.")
    expect(phone.locator("#notes-state")).to_contain_text("Saved")
    expect(lead.get_by_label("Notes of the group")).to_have_value("We heard two that did not work. And one that did.")
    expect(phone.get_by_label("What I will try")).to_have_value("Half a thought")


@pytest.mark.browser
def test_two_texts_at_once_are_both_kept(open_as: OpenAs, school_people: Personas) -> None:
    session = a_session(school_people, state="running")
    page = open_as(school_people.teacher, path(school_people, f"session/{session.pk}/"))
    page.get_by_text("Write in the notes").click()
    page.get_by_label("Notes of the group").press_sequentially("M")
    save_notes(session=session, text="Theirs", version=1, by=school_people.plc_lead)
    page.get_by_label("Notes of the group").press_sequentially("ine")
    page.get_by_role("button", name="Keep both").click()
    expect(page.get_by_label("Notes of the group")).to_have_value("Theirs\n\nMine")


@pytest.mark.browser
def test_room_works_without_a_script(new_context: NewContext, school_people: Personas) -> None:
    session = a_session(school_people, state="running")
    page = new_context(school_people.plc_lead, java_script_enabled=False).new_page()
    page.goto(path(school_people, f"session/{session.pk}/"))
    expect(page.locator(".clock")).to_contain_text("began, 5 minutes")
    page.get_by_role("button", name="Next: What happened since last time").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened since last time")
    page.get_by_role("group", name="Amira Rahman").get_by_role("button", name="Here").first.click()
    expect(page.locator("#room-register")).to_contain_text("1 of 3 here")


@pytest.mark.browser
@pytest.mark.parametrize("width, scheme", EVERYWHERE)
def test_pages_are_accessible(open_as: OpenAs, school_people: Personas, width: str, scheme: str) -> None:
    running = a_session(school_people, state="running")
    make_plan(session=running, member=school_people.plc_lead, will_try="Wait five seconds")
    make_commitment(school=school_people.school)
    enquiry = make_enquiry(owner=school_people.plc_lead, team=(school_people.teacher,))
    lock_prediction(
        enquiry=enquiry, prediction="Ten", baseline="Four of 28", by=school_people.plc_lead, now=timezone.now()
    )
    complete_stage(stage=enquiry.stages.first(), notes="We saw six.", by=school_people.plc_lead, on=TODAY)
    plc, held = running.plc, running.plc.sessions.get(number=1)
    plan = held.plans.first()
    page = open_as(school_people.plc_lead, path(school_people, ""), width=width, scheme=scheme)
    for rest in (
        "",
        f"session/{running.pk}/",
        f"session/{held.pk}/",
        f"session/{running.pk}/plan/",
        f"plc/{plc.pk}/",
        "plc/start/",
        f"plans/{plan.pk}/",
        "open/",
        f"enquiries/{enquiry.pk}/",
    ):
        page.goto(path(school_people, rest))
        assert_accessible(page)
