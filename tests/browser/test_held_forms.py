"""A plain form that meets a dead network: what was typed stays on the page, and one presses again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.badges import badge_address, make_badge_of
from tests.factories.school import PASSWORD
from tests.factories.vision import make_focus, make_framework
from tests.personas import Personas
from tests.tracking.addresses import address
from tracking.models import Recheck

pytestmark = pytest.mark.browser
WORDS = "column subtraction with exchange"


DEAD = """() => {
    window.real = window.fetch;
    window.fetch = () => { window.asked = true; return Promise.reject(new TypeError("no network")); };
}"""


def write_what_is_not_known(page: Page, people: Personas, before: str = "() => null") -> None:
    page.goto(address(people, "rechecks", people.maple.pk))
    page.wait_for_load_state("networkidle")
    page.evaluate(before)
    page.get_by_label("What is not known yet").fill(WORDS)
    page.get_by_label("Idris Costa").check()


def press(page: Page) -> None:
    page.locator("main").get_by_role("button", name="Save").click()


@pytest.fixture
def page(open_as: OpenAs, school_people: Personas) -> Page:
    make_focus(term=school_people.term)
    page = open_as(school_people.teacher, width="phone")
    write_what_is_not_known(page, school_people)
    return page


def test_without_a_network_the_page_and_its_words_stay(page: Page, school_people: Personas) -> None:
    page.context.set_offline(True)
    press(page)
    expect(page.locator("#unsaved")).to_contain_text("nothing is lost")
    expect(page.get_by_label("What is not known yet")).to_have_value(WORDS)
    assert_accessible(page)
    page.context.set_offline(False)
    expect(page.locator("#unsaved")).to_be_empty()
    press(page)
    expect(page.locator("main")).to_contain_text(WORDS)
    assert Recheck.objects.get().text == WORDS


def test_a_network_that_only_seems_to_be_there_loses_nothing(page: Page, school_people: Personas) -> None:
    write_what_is_not_known(page, school_people, before=DEAD)
    page.wait_for_function("() => window.asked")
    press(page)
    expect(page.locator("#unsaved")).to_contain_text("nothing was sent")
    page.evaluate("() => { window.fetch = window.real; }")
    press(page)
    expect(page.locator("#unsaved")).to_be_empty()
    press(page)
    expect(page.locator("main")).to_contain_text(WORDS)
    assert Recheck.objects.count() == 1


def test_what_is_only_tapped_is_sent_at_once(page: Page, school_people: Personas) -> None:
    """Nothing typed can be lost; the browser alone knows whether it is offline."""
    page.get_by_label("What is not known yet").fill("")
    page.evaluate(DEAD)
    press(page)
    expect(page.locator("main .error").first).to_be_visible()


def test_a_browser_that_knows_no_timeouts_sends_what_is_written(page: Page, school_people: Personas) -> None:
    with page.expect_response(lambda answer: answer.request.method == "HEAD"):
        write_what_is_not_known(page, school_people, before="() => { delete AbortSignal.timeout; }")
    press(page)
    expect(page.locator("main")).to_contain_text(WORDS)


NO_NETWORK_HERE = """(form) => {
    Object.defineProperty(navigator, "onLine", {get: () => false});
    addEventListener("submit", (event) => {
        document.body.dataset.held = event.defaultPrevented;
        event.preventDefault();
    });
    document.querySelector(form).requestSubmit();
    return document.body.dataset.held;
}"""
"""Whether the form stays on the page; the browser's own error in its place would take the answer too."""


def test_what_ends_a_sign_in_is_never_held(page: Page, school_people: Personas) -> None:
    assert page.evaluate(NO_NETWORK_HERE, "main form[method=post]") == "true"
    page.goto("/account/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(NO_NETWORK_HERE, "[data-sign-out]") == "false"


def test_child_who_is_done_is_not_kept_on_the_device(open_as: OpenAs, school_people: Personas) -> None:
    make_framework(school=school_people.school)
    fresh = make_badge_of(member=school_people.student, people=school_people)
    page = open_as(None, badge_address(fresh), width="phone")
    for picture, heading in zip(fresh.badge.pictures, ("And your second picture?", "Idris"), strict=True):
        page.locator(f"#tap-{picture}").click()
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate(NO_NETWORK_HERE, "form.done") == "false"


def test_password_is_never_held(open_as: OpenAs) -> None:
    page = open_as(None, "/account/login/")
    page.wait_for_load_state("networkidle")
    page.get_by_label("E-mail").fill("someone@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    assert page.evaluate(NO_NETWORK_HERE, "main form:has([type=password])") == "false"
