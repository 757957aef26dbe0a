"""A visit from the invitation to the shared record, on a phone and a desktop."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from observations.models import Sighting, Visit
from observations.sharing import note_opening
from school.models import SchoolClass
from school.queries import today_in
from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.observations import make_term_now, make_visit
from tests.personas import Personas, client_for

VISITS = "/s/harbour-lane/visits/"
NETWORK_LOST = """
    console.error = () => {};
    window.kept = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function () { setTimeout(() => this.dispatchEvent(new ProgressEvent("error"))); };
"""
NETWORK_BACK = "XMLHttpRequest.prototype.send = window.kept; dispatchEvent(new Event('online'))"


def invite(page: Page, day: str, school_class: SchoolClass) -> None:
    page.get_by_label("Who comes").select_option(label="Joe Okoro")
    expect(page.get_by_label("Class")).to_have_value(str(school_class.pk))
    page.get_by_label("Day", exact=True).fill(day)
    page.get_by_label("When in the day").fill("Period 2")
    page.get_by_label("Questioning").check()
    page.get_by_label("Your question").fill("Who asks the questions?")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("The visit is arranged")).to_be_visible()


def capture(page: Page) -> None:
    page.get_by_role("link", name="Record").click()
    page.get_by_role("group", name="Talking Questioning").get_by_label("Some").check()
    page.get_by_text("Add what learners did and said: Talking").click()
    note = page.get_by_label("What learners did and said: Talking")
    note.fill("The teacher asked")
    expect(page.get_by_text("This begins with the adult")).to_be_visible()
    note.fill("Three asked each other why")
    expect(page.get_by_text("This begins with the adult")).not_to_be_visible()
    page.get_by_label("A wondering").fill("What if they chose the question?")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept. The host can read it now.")).to_be_visible()


@pytest.mark.browser
def test_visit_from_invitation_to_shared_record(open_as: OpenAs, school_people: Personas) -> None:
    people = school_people
    _term, birch = make_term_now(host=people.teacher)
    host = open_as(people.teacher, VISITS + "propose/")
    invite(host, today_in(people.school).isoformat(), birch)
    capture(open_as(people.plc_lead, VISITS, width="phone"))
    record = f"{VISITS}{Visit.objects.get().pk}/"
    host.goto(record)
    expect(host.get_by_text("Three asked each other why")).to_be_visible()
    expect(host.get_by_role("complementary").get_by_text("Joe Okoro").first).to_be_visible()
    colleague = client_for(people.teaching_assistant)
    assert colleague.get(record).status_code == 404
    host.get_by_label("A colleague").select_option(label="Tom Price")
    host.get_by_role("button", name="Let them read it").click()
    expect(host.get_by_text("Tom Price can read it now")).to_be_visible()
    assert colleague.get(record).status_code == 200


@pytest.mark.browser
def test_lost_network_keeps_what_was_typed_and_sends_it_once(open_as: OpenAs, school_people: Personas) -> None:
    people = school_people
    term, birch = make_term_now(host=people.teacher)
    visit = make_visit(host=people.teacher, visitor=people.plc_lead, state="agreed", term=term, school_class=birch)
    page = open_as(people.plc_lead, f"{VISITS}{visit.pk}/record/", width="phone")
    page.evaluate(NETWORK_LOST)
    page.get_by_role("group", name="Relating Perseverance").get_by_label("Few").check()
    page.get_by_label("A wondering").fill("Still here")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Not saved yet: we will try again.")).to_be_visible()
    expect(page.get_by_label("A wondering")).to_have_value("Still here")
    page.evaluate(NETWORK_BACK)
    expect(page.get_by_text("Kept. The host can read it now.")).to_be_visible()
    assert Sighting.objects.filter(visit=visit, seen="few").count() == 1


def pages_of(people: Personas) -> list[tuple[str, str]]:
    """Who opens which page, each with something on it."""
    term, birch = make_term_now(host=people.teacher)
    both = {"host": people.teacher, "visitor": people.plc_lead, "term": term, "school_class": birch}
    held = make_visit(**both, behaviours=("perseverance", "questioning"), wondering="What if?", question="Who asks?")
    note_opening(visit=held, by=people.plc_lead, now=held.recorded_at)
    agreed = make_visit(**both, state="agreed", behaviours=("perseverance", "questioning"))
    asked = make_visit(**both, state="invited", host_asked=False)
    teacher = ("", "propose/", "ask/", f"{held.pk}/", f"{agreed.pk}/", f"{asked.pk}/answer/")
    return [*(("teacher", path) for path in teacher), ("plc_lead", f"{agreed.pk}/record/"), ("head", "coverage/")]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_pages_are_accessible(open_as: OpenAs, school_people: Personas, width: str, scheme: str) -> None:
    for name, path in pages_of(school_people):
        page = open_as(getattr(school_people, name), VISITS + path, width=width, scheme=scheme)
        assert_accessible(page)
