"""What a teacher sees and can do where there is no network, and what is left on the device afterwards."""

from __future__ import annotations

import threading

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

import home.views.pages
import tracking.views.shell
from school.models import Member
from tests.browser.conftest import WIDTHS, NewContext, assert_accessible, sign_in, wait_until
from tests.browser.on_the_device import CACHED, CLEARED, LEFT, NOTHING, OLDER, REFUSED, STANDS_READY, UPDATE
from tests.browser.test_sign_in import sign_in as sign_in_by_hand
from tests.factories.school import make_class, make_student
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tests.tracking.addresses import address
from tracking.models import Noticing
from tracking.shell import addresses, release

pytestmark = pytest.mark.browser


@pytest.fixture
def device(new_context: NewContext, school_people: Personas) -> BrowserContext:
    """A browser that lets pages have workers."""
    make_behaviour(school=school_people.school)
    return new_context(service_workers="allow", reduced_motion="reduce")


def today(people: Personas) -> str:
    return f"/s/{people.school.slug}/"


def open_once(device: BrowserContext, person: Member, people: Personas) -> Page:
    """Today, opened with a network until everything stands ready without one."""
    sign_in(device, person)
    page = device.new_page()
    page.goto(today(people))
    wait_until(page, "window.outbox && outbox.roster.read()")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def without_network(page: Page) -> Page:
    """The same address again, and nothing answers."""
    page.context.set_offline(True)
    page.reload()
    page.locator("a[data-notice]").first.wait_for()
    page.locator("#notice-dialog").wait_for(state="attached")
    return page


def note_here(page: Page, text: str = "Tried a second way.") -> None:
    page.get_by_role("link", name="Notice a learner").click()
    page.keyboard.type("id")
    page.keyboard.press("Enter")
    page.locator("#notice-dialog [name=behaviour]").first.check()
    page.get_by_label("Where").select_option("maths")
    page.get_by_label("What you saw").fill(text)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#notice-dialog")).to_be_hidden()


def left_on(page: Page) -> dict[str, int]:
    found: dict[str, int] = page.evaluate(LEFT)
    return found


def sign_out(page: Page) -> None:
    page.locator(".whoami details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()


def test_a_note_made_without_a_network_is_received_exactly_once(
    device: BrowserContext, school_people: Personas
) -> None:
    page = without_network(open_once(device, school_people.teacher, school_people))
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no network here")
    expect(page.locator("header [data-place]")).to_have_text("Harbour Lane Primary")
    note_here(page)
    expect(page.locator("#outbox li small")).to_have_text("saved here")
    page.reload()
    expect(page.locator("#outbox li b")).to_contain_text("Idris C.")
    assert not Noticing.objects.exists()
    device.set_offline(False)
    expect(page.locator("#outbox li small")).to_have_text("received")
    expect(page.locator("[data-back]")).to_have_text("The network is back.")
    page.get_by_role("link", name="Try the page again").click()
    expect(page.locator(".whoami details.menu")).to_be_visible()
    saved = Noticing.objects.get()
    assert (saved.student, saved.author) == (school_people.student, school_people.teacher)


def test_a_learner_is_chosen_from_the_class_list(device: BrowserContext, school_people: Personas) -> None:
    page = without_network(open_once(device, school_people.teacher, school_people))
    page.get_by_text("Maple").click()
    page.get_by_role("link", name="Idris C.").click()
    expect(page.locator("#notice-dialog [name=students]")).to_be_checked()
    expect(page.locator("#notice-dialog").get_by_role("button", name="Raise a concern")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_accessible(device: BrowserContext, school_people: Personas, width: str, scheme: str) -> None:
    page = open_once(device, school_people.teacher, school_people)
    page.set_viewport_size({"width": WIDTHS[width], "height": 900})
    page.emulate_media(color_scheme=scheme)
    without_network(page)
    note_here(page)
    page.get_by_text("Maple").click()
    assert_accessible(page)
    page.get_by_role("link", name="Idris C.").click()
    assert_accessible(page)


def test_nothing_of_a_person_is_in_the_cache(device: BrowserContext, school_people: Personas) -> None:
    page = open_once(device, school_people.teacher, school_people)
    page.goto(address(school_people, "class", school_people.maple.pk))
    page.goto(today(school_people))
    texts = page.evaluate(CACHED)
    assert set(texts) == {"/without-network/", *addresses()}
    told = " ".join(texts.values())
    assert [word for word in ("Harbour Lane", "Idris", "Amira") if word in told] == []


def test_its_own_address_shows_nobody(device: BrowserContext, school_people: Personas) -> None:
    page = open_once(device, school_people.teacher, school_people)
    page.goto("/without-network/")
    page.wait_for_url(f"**{today(school_people)}")


def test_signing_out_leaves_nothing(device: BrowserContext, school_people: Personas) -> None:
    page = open_once(device, school_people.teacher, school_people)
    assert left_on(page) == STANDS_READY
    sign_out(page)
    page.wait_for_url("**/account/login/**")
    assert left_on(page) == NOTHING


def test_signing_out_outside_a_school_lets_go_of_names_and_page(
    device: BrowserContext, school_people: Personas
) -> None:
    page = open_once(device, school_people.teacher, school_people)
    page.goto("/my-account/")
    page.locator("header").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/account/login/**")
    wait_until(page, CLEARED)
    assert left_on(page) == {**NOTHING, "keys": 1}


def test_a_sign_in_that_ended_takes_names_along_and_loses_no_note(
    device: BrowserContext, school_people: Personas
) -> None:
    page = without_network(open_once(device, school_people.teacher, school_people))
    note_here(page)
    expect(page.locator("#outbox li")).to_have_count(1)
    device.clear_cookies()
    page.get_by_role("link", name="Try the page again").click()
    expect(page.locator("#outbox li small")).to_have_text("saved here")
    device.set_offline(False)
    expect(page.locator("#outbox [data-held]")).to_contain_text("Sign in again")
    page.get_by_role("link", name="Try the page again").click()
    page.wait_for_url("**/account/login/**")
    wait_until(page, CLEARED)
    assert left_on(page) == {**NOTHING, "keys": 1, "entries": 1}
    sign_in_by_hand(page, school_people.teacher.user.email)
    expect(page.locator("#outbox li small")).to_have_text("received")
    assert Noticing.objects.get().author == school_people.teacher


def test_somebody_else_finds_nothing_of_the_first(device: BrowserContext, school_people: Personas) -> None:
    without_network(open_once(device, school_people.teacher, school_people))
    note_here(device.pages[0])
    device.pages[0].close()
    device.set_offline(False)
    oak = make_class(school=school_people.school, name="Oak", teacher=school_people.plc_lead)
    make_student(school=school_people.school, name="Olu Ade", school_class=oak)
    page = without_network(open_once(device, school_people.plc_lead, school_people))
    expect(page.locator("#outbox [data-none]")).to_be_visible()
    page.get_by_role("link", name="Notice a learner").click()
    for typed, found in (("id", 0), ("ol", 1)):
        page.locator("#notice-dialog input[type=search]").fill(typed)
        expect(page.locator("#notice-dialog [name=students]")).to_have_count(found)
    assert left_on(page) == {"workers": 1, "caches": 1, "keys": 2, "names": 1, "entries": 1}
    assert not Noticing.objects.exists()


def test_a_student_gets_none_and_takes_what_a_teacher_left(device: BrowserContext, school_people: Personas) -> None:
    sign_in(device, school_people.student)
    page = device.new_page()
    page.goto(today(school_people))
    page.wait_for_function("() => window.outbox")
    assert left_on(page) == NOTHING
    open_once(device, school_people.teacher, school_people).close()
    sign_in(device, school_people.student)
    page.goto(today(school_people))
    wait_until(page, "caches.keys().then((all) => !all.length)")
    device.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()


def test_names_are_shown_for_twelve_hours(device: BrowserContext, school_people: Personas) -> None:
    page = without_network(open_once(device, school_people.teacher, school_people))
    note_here(page)
    page.evaluate(OLDER, 12)
    page.reload()
    expect(page.locator("[data-over]")).to_contain_text("when you sign in again: 1.")
    assert "Idris" not in page.content()
    assert left_on(page) == {**STANDS_READY, "names": 0, "entries": 1}
    page.evaluate(OLDER, 7 * 24)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-over]")).to_be_hidden()


def test_a_new_release_replaces_page_and_worker(
    device: BrowserContext, school_people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_once(device, school_people.teacher, school_people)
    monkeypatch.setattr(tracking.views.shell, "page_text", lambda: "<h1>The next release</h1>")
    monkeypatch.setattr(tracking.views.shell, "release", lambda: "next")
    page.evaluate(UPDATE)
    wait_until(page, "caches.keys().then((all) => String(all) === 'shell-next')")
    device.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("The next release")


def test_a_release_that_cannot_be_fetched_leaves_the_one_before(
    device: BrowserContext, school_people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_once(device, school_people.teacher, school_people)
    monkeypatch.setattr(tracking.views.shell, "addresses", lambda: ["/static/none.css"])
    monkeypatch.setattr(tracking.views.shell, "release", lambda: "broken")
    page.evaluate(REFUSED)
    assert page.evaluate("caches.keys()") == [f"shell-{release()}"]
    without_network(page)


def test_a_withdrawn_worker_goes_by_itself(device: BrowserContext, school_people: Personas, settings) -> None:
    page = open_once(device, school_people.teacher, school_people)
    settings.WITHOUT_NETWORK = False
    page.evaluate(UPDATE)
    wait_until(page, "navigator.serviceWorker.getRegistrations().then((all) => !all.length)")
    assert left_on(page)["caches"] == 0


def test_a_network_that_only_seems_to_be_there_is_not_waited_for(
    device: BrowserContext, school_people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracking.views.shell, "PATIENCE_SECONDS", 1)
    page = open_once(device, school_people.teacher, school_people)
    answered = threading.Event()
    monkeypatch.setattr(home.views.pages, "today_for", lambda *_known: answered.wait(20))
    try:
        page.goto(today(school_people), wait_until="commit")
        expect(page.get_by_role("heading", level=1)).to_have_text("There is no network here")
    finally:
        answered.set()
