"""What waits in the browser without a network: sent once, by nobody else, and gone at sign-out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext, OpenAs, assert_accessible, sign_in, wait_until
from tests.browser.test_sign_in import sign_in as sign_in_by_hand
from tests.factories.school import make_student
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tests.tracking.addresses import address
from tracking.models import Noticing

KEEP = "([url, fields]) => outbox.keep({kind: 'noticing', url, fields, label: 'Amy: Perseverance'})"
LOSE_ANSWERS = """() => {
    const real = window.fetch;
    window.mend = () => { window.fetch = real; };
    window.fetch = async (url, asked = {}) => {
        const answer = await real(url, asked);
        if (asked.method === "POST") throw new TypeError("lost on the way back");
        return answer;
    };
}"""
STORED = """async () => {
    const db = await new Promise((yes) => {
        const ask = indexedDB.open("learning-outbox", 1);
        ask.onsuccess = () => yes(ask.result);
    });
    const count = (store) => new Promise((yes) => {
        const ask = db.transaction(store).objectStore(store).count();
        ask.onsuccess = () => yes(ask.result);
    });
    return [await count("keys"), await count("entries")];
}"""


def note(page: Page, people: Personas, **changes: object) -> int:
    fields = {
        "students": [people.student.pk],
        "behaviour": make_behaviour(school=people.school).pk,
        "context": "maths",
        "text": "Tried a second way.",
    }
    page.wait_for_function("() => window.outbox")
    kept: int = page.evaluate(KEEP, [address(people, "notice"), {**fields, **changes}])
    return kept


def opened(page: Page) -> None:
    page.locator("#outbox-badge").click()


@pytest.fixture
def quiet(new_context: NewContext, school_people: Personas) -> Page:
    """A teacher's page on which an answer that fails is no error of the page. It keeps the names of the muscles."""
    make_behaviour(school=school_people.school)
    page = new_context(school_people.teacher).new_page()
    page.goto(address(school_people, "notice"))
    return page


@pytest.mark.browser
def test_an_entry_is_received_and_the_list_says_so(quiet: Page, school_people: Personas) -> None:
    note(quiet, school_people)
    opened(quiet)
    expect(quiet.locator("#outbox li small")).to_have_text("received")
    assert Noticing.objects.get().author == school_people.teacher
    assert_accessible(quiet)


@pytest.mark.browser
def test_an_entry_leaves_a_tablet_that_knows_no_timeouts(quiet: Page, school_people: Personas) -> None:
    quiet.add_init_script("delete AbortSignal.timeout")
    quiet.reload()
    note(quiet, school_people)
    opened(quiet)
    expect(quiet.locator("#outbox li small")).to_have_text("received")
    assert Noticing.objects.get().author == school_people.teacher


@pytest.mark.browser
def test_an_entry_survives_a_reload_and_is_sent_when_the_server_is_back(quiet: Page, school_people: Personas) -> None:
    quiet.route("**/outbox/", lambda route: route.fulfill(status=503))
    note(quiet, school_people)
    quiet.reload()
    opened(quiet)
    expect(quiet.locator("#outbox li small")).to_have_text("saved here")
    assert not Noticing.objects.exists()
    quiet.unroute("**/outbox/")
    quiet.evaluate("window.dispatchEvent(new Event('online'))")
    expect(quiet.locator("#outbox li small")).to_have_text("received")
    assert Noticing.objects.count() == 1


@pytest.mark.browser
def test_a_lost_answer_is_asked_for_again_and_kept_once(quiet: Page, school_people: Personas) -> None:
    quiet.evaluate(LOSE_ANSWERS)
    note(quiet, school_people)
    opened(quiet)
    expect(quiet.locator("#outbox li small")).to_have_text("sent")
    quiet.evaluate("window.mend()")
    quiet.get_by_role("button", name="Send now").click()
    expect(quiet.locator("#outbox li small")).to_have_text("received")
    assert Noticing.objects.count() == 1


@pytest.mark.browser
def test_an_expired_sign_in_keeps_the_entry_until_the_same_person_is_back(quiet: Page, school_people: Personas) -> None:
    quiet.context.clear_cookies()
    note(quiet, school_people)
    opened(quiet)
    expect(quiet.locator("#outbox [data-held]")).to_contain_text("Sign in again")
    sign_in(quiet.context, school_people.teacher)
    quiet.get_by_role("button", name="Send now").click()
    expect(quiet.locator("#outbox li small")).to_have_text("received")
    assert Noticing.objects.count() == 1


@pytest.mark.browser
def test_somebody_else_neither_sees_nor_sends_it(quiet: Page, school_people: Personas) -> None:
    quiet.context.clear_cookies()
    note(quiet, school_people)
    sign_in(quiet.context, school_people.teaching_assistant)
    quiet.evaluate("outbox.send()")
    quiet.goto(address(school_people, "notice"))
    quiet.wait_for_function("() => window.outbox")
    assert quiet.evaluate("outbox.send().then(() => outbox.waiting())") == []
    expect(quiet.locator("#outbox-badge")).to_be_hidden()
    assert quiet.evaluate(STORED) == [1, 1]
    assert not Noticing.objects.exists()


@pytest.mark.browser
def test_somebody_who_signs_in_a_moment_later_sends_nothing_of_it(quiet: Page, school_people: Personas) -> None:
    """The outbox has just asked who is signed in, and would not ask again for a while."""
    note(quiet, school_people)
    expect(quiet.locator("#outbox li small")).to_have_text("received")
    quiet.context.clear_cookies(name="sessionid")
    beside = quiet.context.new_page()
    beside.goto("/account/login/")
    sign_in_by_hand(beside, school_people.teaching_assistant.user.email)
    beside.wait_for_url("**/s/**")
    note(quiet, school_people)
    opened(quiet)
    expect(quiet.locator("#outbox [data-held]")).to_contain_text("Sign in again")
    expect(quiet.locator("#outbox li small").first).to_have_text("saved here")
    assert Noticing.objects.get().author == school_people.teacher


@pytest.mark.browser
def test_signing_out_warns_and_takes_it_along(quiet: Page, school_people: Personas) -> None:
    quiet.route("**/outbox/", lambda route: route.fulfill(status=503))
    note(quiet, school_people)
    expect(quiet.locator("#outbox-badge b")).to_have_text("1")
    quiet.locator(".whoami details.menu summary").click()
    quiet.get_by_role("button", name="Sign out").click()
    expect(quiet.locator("#ask-text")).to_contain_text("Not everything was sent yet (1)")
    quiet.get_by_role("button", name="Yes, go on").click()
    quiet.wait_for_url(lambda url: "/notice/" not in url)
    assert quiet.evaluate(STORED) == [0, 0]


@pytest.mark.browser
def test_what_was_refused_stays_with_its_sentence(quiet: Page, school_people: Personas) -> None:
    note(quiet, school_people, text=" ")
    opened(quiet)
    expect(quiet.locator("#outbox li small")).to_have_text("Say in a sentence what you saw.")
    quiet.get_by_role("button", name="Drop").click()
    expect(quiet.locator("#outbox li")).to_have_count(0)


def write_note(page: Page, text: str = "Tried a second way.") -> None:
    """By keyboard from any page."""
    page.wait_for_function("() => window.outbox")
    page.locator("#notice-dialog").wait_for(state="attached")
    page.keyboard.press("n")
    page.keyboard.type("id")
    page.keyboard.press("Enter")
    page.locator("#notice-dialog [name=behaviour]").first.check()
    page.get_by_label("Where").select_option("maths")
    page.get_by_label("What you saw").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notice-dialog")).to_be_hidden()


@pytest.mark.browser
def test_a_learner_is_noticed_from_any_page_by_keyboard_and_it_is_undone(quiet: Page, school_people: Personas) -> None:
    quiet.goto(f"/s/{school_people.school.slug}/")
    write_note(quiet)
    expect(quiet.locator("#outbox li small")).to_have_text("received")
    assert Noticing.objects.get().student == school_people.student
    quiet.get_by_role("button", name="Undo").click()
    expect(quiet.locator("#outbox li small")).to_have_text(["received", "received"])
    assert not Noticing.objects.exists()


@pytest.mark.browser
@pytest.mark.parametrize("typed", ["lucja", "Łu", "lu o", "anne"])
def test_a_name_is_found_as_people_type_it(open_as: OpenAs, school_people: Personas, typed: str) -> None:
    make_behaviour(school=school_people.school)
    make_student(school=school_people.school, name="Łucja-Anne O’Neill", school_class=school_people.maple)
    page = open_as(school_people.teacher, f"/s/{school_people.school.slug}/")
    page.wait_for_function("() => window.outbox")
    page.locator("#notice-dialog").wait_for(state="attached")
    page.keyboard.press("n")
    page.keyboard.type(typed)
    expect(page.locator("#notice-dialog [data-who-found] label")).to_have_text("Łucja-Anne O.")


@pytest.mark.browser
def test_without_a_network_a_note_waits_and_is_sent_after_a_reload(quiet: Page, school_people: Personas) -> None:
    quiet.goto(f"/s/{school_people.school.slug}/")
    wait_until(quiet, "window.outbox && outbox.roster.read()")
    quiet.context.set_offline(True)
    write_note(quiet)
    expect(quiet.locator("#outbox-badge b")).to_have_text("1")
    assert not Noticing.objects.exists()
    quiet.context.set_offline(False)
    quiet.reload()
    expect(quiet.locator("#outbox li small")).to_have_text("received")
    assert Noticing.objects.count() == 1


@pytest.mark.browser
def test_the_dialog_is_accessible_on_a_phone(open_as: OpenAs, school_people: Personas) -> None:
    make_behaviour(school=school_people.school)
    page = open_as(school_people.teacher, f"/s/{school_people.school.slug}/", width="phone")
    page.locator("#notice-dialog").wait_for(state="attached")
    page.locator("a[data-notice]").click()
    page.get_by_placeholder("Type two letters of a name").last.fill("id")
    assert_accessible(page)
