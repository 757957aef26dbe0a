"""A teacher, recorded: thirty learners judged by keyboard, no network, a reload, an expired sign-in, signing in again,
and everything sent once more. Nothing is lost and nothing stands twice.

The recording is kept only when something fails; Playwright's trace viewer opens it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.sessions.backends.cached_db import SessionStore
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from learningculture.run import var_folder
from school.models import Change, Member
from tests.browser.conftest import NewContext
from tests.browser.test_sign_in import sign_in as sign_in_by_hand
from tests.browser.test_tracking import SAVED
from tests.factories.school import make_student
from tests.factories.vision import FOUNDATION, make_framework
from tests.personas import Personas
from tests.tracking.addresses import address
from tracking.models import Judgement, Noticing

pytestmark = pytest.mark.browser
LEARNERS = 30
MOST_SECONDS = 180
KEY_SECONDS = 0.6
"""What a key takes a teacher: twice the 0.28 s of an average typist, for a look at the next name (Card, Moran and
Newell's keystroke-level model)."""

AT_PACE = 20
"""Keys that are pressed here at that very pace, as ten learners are judged: what they take is measured, page and all,
and the other keys are reckoned from it."""

HURRY_MS = 15
"""The pause between the other keys, much less than any teacher's: the page must keep up."""

CHANGED = {0: "5", 1: "0", 2: "n"}
"""What is chosen anew without a network: place in the list → key."""

REPLAY = """async ([session, posts]) => {
    const {token} = await (await fetch(session)).json();
    const headers = {"X-CSRFToken": token, "X-Outbox": "1", "Content-Type": "application/x-www-form-urlencoded"};
    const sent = posts.map(([url, body]) => fetch(url, {method: "POST", body, headers}));
    return (await Promise.all(sent)).map((answer) => answer.status);
}"""


@contextmanager
def recorded(context: BrowserContext, name: str) -> Iterator[None]:
    context.tracing.start(screenshots=True, snapshots=False)
    try:
        yield
    except BaseException:
        place = var_folder() / "recordings" / f"{name}.zip"
        context.tracing.stop(path=place)
        print(f"The recording: {place}")
        raise
    context.tracing.stop()


@pytest.fixture
def learners(school_people: Personas) -> list[Member]:
    """The class of thirty, in the order of the grid."""
    make_framework(school=school_people.school)
    letters = [f"{first}{second}" for first in "ABDEF" for second in "aeiou"] + ["Ga", "Ge", "Gi", "Go"]
    new = [
        make_student(school=school_people.school, name=f"{text}lex {text}dams", school_class=school_people.maple)
        for text in letters
    ]
    return sorted([*new, school_people.student], key=lambda one: one.family_name)


@pytest.fixture
def context(new_context: NewContext, school_people: Personas) -> BrowserContext:
    context = new_context(school_people.teacher, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    return context


def chosen_for(row: int, column: int) -> str:
    """The key for a cell: every phase and "not looked for" occur."""
    return "n012345"[(row * 3 + column * 2) % 7]


def every_key() -> list[str]:
    """The whole class, column by column."""
    keys = []
    for column in range(len(FOUNDATION)):
        keys += ["Control+Home", *["ArrowRight"] * column] if column else []
        for row in range(LEARNERS):
            keys += [chosen_for(row, column), "Enter"]
    return keys


def press(page: Page, keys: list[str], pause: float) -> float:
    """Real keys, with a pause in milliseconds after each; the seconds it took."""
    began = time.monotonic()
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(pause)
    return time.monotonic() - began


def notice_by_keyboard(page: Page, name: str) -> None:
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('a[data-notice]')"):
            break
    page.keyboard.press("Enter")
    page.keyboard.type(name[:2])
    page.keyboard.press("Enter")
    page.locator("#notice-dialog [name=behaviour]").first.focus()
    page.keyboard.press("Space")
    page.locator("#notice-context").focus()
    page.keyboard.type("Maths")
    page.get_by_label("What you saw").focus()
    page.keyboard.type("Tried a second way.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notice-dialog")).to_be_hidden()


def change_three(page: Page) -> None:
    page.locator("table.grid td[tabindex='0']").focus()
    page.keyboard.press("Control+Home")
    for key in CHANGED.values():
        page.keyboard.press(key)
        page.keyboard.press("Enter")


def expire(context: BrowserContext) -> None:
    """The server forgets the sign-in; the browser does not know."""
    kept = {cookie["name"]: cookie["value"] for cookie in context.cookies()}
    SessionStore(kept["sessionid"]).delete()


def assert_all_stands(learners: list[Member]) -> None:
    written = {
        (cell.student_id, cell.behaviour.key): "n" if cell.phase is None else str(cell.phase)
        for cell in Judgement.objects.select_related("behaviour")
    }
    keys = [key for key, *_rest in FOUNDATION]
    expected = {(one.pk, key): chosen_for(r, c) for r, one in enumerate(learners) for c, key in enumerate(keys)}
    expected |= {(learners[r].pk, keys[0]): key for r, key in CHANGED.items()}
    assert written == expected
    assert len(written) == LEARNERS * len(FOUNDATION) == Judgement.cells.count()
    assert Noticing.objects.get().text == "Tried a second way."


def test_nothing_is_lost_and_nothing_twice(
    context: BrowserContext, school_people: Personas, learners: list[Member]
) -> None:
    posts: list[tuple[str, str]] = []

    def note(request: Request) -> None:
        if request.method == "POST" and "/s/" in request.url:
            posts.append((request.url, request.post_data or ""))

    page = context.new_page()
    page.on("request", note)
    with recorded(context, "nothing_lost"):
        a_quick_teacher(page, school_people)
        without_a_network(page, learners)
        with_an_expired_sign_in(page, school_people)
        assert_all_stands(learners)
        lines = Change.objects.count()
        random.Random(3).shuffle(posts)
        told = page.evaluate(REPLAY, [address(school_people, "outbox"), posts])
        assert len(told) >= LEARNERS * len(FOUNDATION) + len(CHANGED) + 1
        assert set(told) <= {200, 409}
        assert_all_stands(learners)
        assert Change.objects.count() == lines


def a_quick_teacher(page: Page, people: Personas) -> None:
    page.goto(address(people, "grid", people.maple.pk))
    page.locator("#notice-dialog").wait_for(state="attached")
    saved, keys = page.locator("table.grid td[data-state=saved]"), every_key()
    a_key = press(page, keys[:AT_PACE], KEY_SECONDS * 1000) / AT_PACE
    expect(saved).to_have_count(AT_PACE // 2, timeout=3 * KEY_SECONDS * 1000)
    began = time.monotonic()
    press(page, keys[AT_PACE:], HURRY_MS)
    expect(saved).to_have_count(LEARNERS * len(FOUNDATION), timeout=90_000)
    a_save = (time.monotonic() - began) / (LEARNERS * len(FOUNDATION) - AT_PACE // 2)
    expect(page.locator("#grid-status")).to_contain_text(SAVED)
    assert len(keys) * a_key < MOST_SECONDS, f"{len(keys)} keys, {a_key:.2f} s each at a teacher's pace"
    assert a_save < 2 * KEY_SECONDS, f"{a_save:.2f} s a save: the outbox would fall behind the teacher"
    expect(page.locator("#grid-left")).to_have_text("All 30 learners done")


def only_pages(route: Route) -> None:
    """A network that lets pages through and nothing that saves."""
    saves = route.request.method == "POST" or route.request.url.endswith("/outbox/")
    (route.abort if saves else route.fallback)()


def without_a_network(page: Page, learners: list[Member]) -> None:
    """A note and three choices wait; the page is opened again while they do, and says so."""
    page.context.set_offline(True)
    notice_by_keyboard(page, learners[0].family_name)
    change_three(page)
    expect(page.locator("#grid-status")).to_have_text("Saved here, not sent yet.")
    assert Judgement.objects.get(student=learners[0], behaviour__key="perseverance").phase is None
    page.route("**/s/**", only_pages)
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#outbox-badge b")).to_have_text("4")
    expect(page.locator("table.grid td[data-state=kept]")).to_have_count(len(CHANGED))
    first = page.locator("table.grid tbody tr:first-child td").first
    expect(first).to_contain_text("Second nature")
    assert not Noticing.objects.exists()


def with_an_expired_sign_in(page: Page, people: Personas) -> None:
    """The grid stays open; the same person signs in beside it."""
    expire(page.context)
    page.unroute("**/s/**")
    page.locator("#outbox-badge").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Send now").press("Enter")
    expect(page.locator("#outbox [data-held]")).to_contain_text("Sign in again")
    assert not Noticing.objects.exists()
    beside = page.context.new_page()
    beside.goto("/account/login/")
    sign_in_by_hand(beside, people.teacher.user.email)
    beside.wait_for_url("**/s/**")
    beside.close()
    page.get_by_role("button", name="Send now").press("Enter")
    expect(page.locator("#outbox-badge b")).to_have_text("")
    page.keyboard.press("Escape")
    expect(page.locator("table.grid td[data-state=saved]")).to_have_count(len(CHANGED))
