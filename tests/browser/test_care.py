"""A worried child, a lead who knows within a minute, an offer beside worrying words, and support at the door."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from school.models import Concern, Member, SupportAccess
from tests.browser.conftest import WIDTHS, NewContext, OpenAs, assert_accessible
from tests.factories.care import make_lead, make_supporter
from tests.factories.tracking import make_noticing
from tests.factories.vision import make_focus
from tests.personas import Personas

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lead(school_people: Personas) -> Member:
    return make_lead(school=school_people.school)


def home(people: Personas, path: str = "") -> str:
    return f"/s/{people.school.slug}/{path}"


def look_everywhere(page: Page) -> None:
    """axe at both widths in both schemes, without leaving the page."""
    for width in WIDTHS.values():
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            assert_accessible(page)


def test_child_tells_and_the_lead_knows_within_a_minute(open_as: OpenAs, school_people: Personas, lead: Member) -> None:
    desk = open_as(lead, home(school_people))
    expect(desk.locator("#concern-bell")).to_be_visible()
    child = open_as(school_people.student, home(school_people), width="phone")
    child.get_by_role("link", name="Tell a grown-up you are worried").click()
    look_everywhere(child)
    child.get_by_label("Me", exact=True).check()
    child.get_by_label("What worries you?").fill("Nobody sits with me and somebody took my bag.")
    child.get_by_label("No, not right now").check()
    sent = time.monotonic()
    child.get_by_role("button", name="Tell them now").click()
    expect(child.get_by_role("heading", name="Thank you for telling")).to_be_visible()
    look_everywhere(child)
    expect(desk.get_by_text("1 concern waits")).to_be_visible(timeout=60_000)
    assert time.monotonic() - sent < 60
    desk.locator("#concern-bell").click()
    look_everywhere(desk)
    desk.get_by_role("link", name="A child: Idris Costa").click()
    expect(desk.get_by_text("somebody took my bag")).to_be_visible()
    desk.get_by_role("button", name="I have it").click()
    look_everywhere(desk)
    expect(desk.get_by_text("Acknowledged", exact=True)).to_be_visible()
    child.reload()
    expect(child.get_by_text("acknowledged today at")).to_be_visible()


def test_without_a_script_the_same_form_works(school_people: Personas, lead: Member, new_context: NewContext) -> None:
    page = new_context(school_people.teacher, java_script_enabled=False).new_page()
    page.goto(home(school_people, "school/concern/"))
    page.get_by_label("Their name").fill("Idris")
    page.get_by_role("button", name="Look").click()
    page.get_by_label("Idris Costa").check()
    page.get_by_label("A child", exact=True).check()
    page.get_by_label("What worries you?").fill("He was cold.")
    page.get_by_label("No, not right now").check()
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_role("heading", name="Received")).to_be_visible()
    assert Concern.objects.get().subject == school_people.student


def test_beside_a_noticing_the_words_go_along_only_when_ticked(
    open_as: OpenAs, school_people: Personas, lead: Member
) -> None:
    make_focus(term=school_people.term)
    make_noticing(student=school_people.student, author=school_people.teacher, text="He waited for Ola to finish.")
    page = open_as(school_people.teacher, home(school_people, f"learners/{school_people.maple.pk}/"))
    page.get_by_role("button", name="Raise a concern: a noticing").first.click()
    expect(page.locator("blockquote")).to_contain_text("He waited for Ola to finish.")
    page.get_by_label("Their name").press_sequentially("Idris")
    page.get_by_label("Idris Costa").check()
    page.get_by_label("A child", exact=True).check()
    page.get_by_label("What worries you?").fill("He said something on the way out.")
    page.get_by_label("No, not right now").check()
    page.get_by_label("Send these words along, and where they stand").check()
    look_everywhere(page)
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_role("heading", name="Received")).to_be_visible()
    assert Concern.objects.get().excerpt == "He waited for Ola to finish."


def test_worrying_words_bring_an_offer_and_nothing_else(open_as: OpenAs, school_people: Personas, lead: Member) -> None:
    make_focus(term=school_people.term)
    page = open_as(school_people.student, home(school_people, "my-learning/"), width="phone")
    page.get_by_role("heading", name="What I try next").scroll_into_view_if_needed()
    page.locator("input[name='goal-behaviour']").first.check()
    page.locator("#id_goal-situation").fill("I am scared to go home")
    page.get_by_role("button", name="This is what I try").click()
    expect(page.get_by_text("Would you like to tell a grown-up?")).to_be_visible()
    assert_accessible(page)
    assert not Concern.objects.exists()
    page.get_by_role("button", name="Yes, tell somebody").click()
    expect(page.get_by_role("heading", name="Tell a grown-up you are worried")).to_be_visible()


def test_support_asks_is_let_in_reads_and_is_shown_out(open_as: OpenAs, school_people: Personas) -> None:
    helper = open_as(make_supporter(), "/support/")
    helper.get_by_label("The school’s address").fill(school_people.school.slug)
    helper.get_by_label("Why you need to look").fill("The import stopped at row 12.")
    helper.get_by_role("button", name="Ask", exact=True).click()
    look_everywhere(helper)
    office = open_as(school_people.administrator, home(school_people))
    office.get_by_role("link", name="Read why").click()
    look_everywhere(office)
    office.get_by_role("button", name="Let them in for sixty minutes").click()
    helper.reload()
    helper.get_by_role("link", name="Go in").click()
    expect(helper.get_by_text("as support until")).to_be_visible()
    look_everywhere(helper)
    office.reload()
    office.get_by_text("1 page was opened").click()
    office.get_by_role("button", name="End it now").click()
    assert helper.context.request.get(helper.url).status == 404
    assert SupportAccess.objects.get().ended_by_school
