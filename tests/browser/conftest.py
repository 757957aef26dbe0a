"""A real Chromium on the running product, with axe at hand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, sync_playwright

from school.models import Member, User
from tests.browser.chromium import Chromium
from tests.personas import Personas, client_for, make_personas

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
WIDTHS = {"phone": 360, "desktop": 1200}
OpenAs = Callable[..., Page]
NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        found = Chromium(playwright)
        yield found
        found.end()


@pytest.fixture
def new_context(chromium: Chromium, live_server) -> Iterator[NewContext]:
    """``new_context(person, **options)``: a browser's profile, signed in as this person, closed after the test.

    Pages keep no worker unless asked (``service_workers="allow"``): it would answer in place of ``page.route``.
    """
    contexts = []

    def make(person: Member | User | None = None, **options: Any) -> BrowserContext:
        context = chromium.new_context(**{"base_url": live_server.url, "service_workers": "block", **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        if person is not None:
            sign_in(context, person)
        return context

    yield make
    for context in contexts:
        chromium.let_go(context)
    wait_for_answers()


def sign_in(context: BrowserContext, person: Member | User) -> None:
    """As this person, whoever was signed in before."""
    session = client_for(person).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}])


@pytest.fixture
def school_people(transactional_db: None) -> Personas:
    """Personas for tests with a live server, whose rows other connections must see."""
    return make_personas()


@pytest.fixture
def open_as(new_context: NewContext) -> Iterator[OpenAs]:
    """``open_as(person, "/path/", width="phone", scheme="dark")``: a signed-in page that fails on console errors."""
    errors = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    def open_page(
        person: Member | User | None, path: str = "/", *, width: str = "desktop", scheme: str = "light"
    ) -> Page:
        context = new_context(
            person,
            viewport={"width": WIDTHS[width], "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            has_touch=width == "phone",
        )
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    assert errors == []


def wait_for_answers() -> None:
    """Until the live server has answered what the closed pages still asked: emptying the tables would meet it."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=15)


UNTIL = """async (seconds) => {
    const end = Date.now() + seconds * 1000;
    while (!(await (%s))) {
        if (Date.now() > end) throw new Error("not within the time given");
        await new Promise((yes) => { setTimeout(yes, 50); });
    }
}"""


def wait_until(page: Page, expression: str, *, seconds: int = 10) -> None:
    """Until a JavaScript expression holds; a promise is waited for, unlike by ``wait_for_function``."""
    page.evaluate(UNTIL % expression, seconds)


LOOK = """async () => {
    if (!window.axe) return null;
    const found = await axe.run(document, {resultTypes: ["violations"]});
    const grave = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
    const told = grave.map((one) => [one.id, one.nodes.slice(0, 3).map((node) => node.target)]);
    const {scrollWidth, clientWidth} = document.documentElement;
    return {grave: told, overflow: scrollWidth - clientWidth};
}"""
"""Only what is asked travels: a whole report takes as long to hand over as to make."""


def assert_accessible(page: Page) -> None:
    """axe finds nothing serious or critical, and nothing scrolls sideways."""
    seen = page.evaluate(LOOK)
    if seen is None:
        page.evaluate(AXE)
        seen = page.evaluate(LOOK)
    grave = [f"{rule}: {targets}" for rule, targets in seen["grave"]]
    assert grave == [], f"{page.url}: {grave}"
    assert seen["overflow"] <= 0, f"{page.url} scrolls sideways by {seen['overflow']} px"
