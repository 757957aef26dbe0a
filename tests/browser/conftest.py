"""A real Chromium on the running product, with axe at hand."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from school.models import Member, User
from tests.personas import Personas, client_for, make_personas

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
WIDTHS = {"phone": 360, "desktop": 1200}
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OpenAs = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "No Chromium found: `make test` installs one, or install the package 'chromium' yourself."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def school_people(transactional_db: None) -> Personas:
    """Personas for tests with a live server, whose rows other connections must see."""
    return make_personas()


@pytest.fixture
def open_as(chromium: Browser, live_server) -> Iterator[OpenAs]:
    """``open_as(person, "/path/", width="phone", scheme="dark")``: a signed-in page that fails on console errors."""
    contexts, errors = [], []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    def open_page(
        person: Member | User | None, path: str = "/", *, width: str = "desktop", scheme: str = "light"
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": WIDTHS[width], "height": 900},
            color_scheme=scheme,
            base_url=live_server.url,
            reduced_motion="reduce",
            has_touch=width == "phone",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        if person is not None:
            session = client_for(person).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    wait_for_answers()
    assert errors == []


def wait_for_answers() -> None:
    """Until the live server has answered what the closed pages still asked: emptying the tables would meet it."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=15)


def assert_accessible(page: Page) -> None:
    """axe finds nothing serious or critical, and nothing scrolls sideways."""
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    grave = [
        f"{violation['id']}: {[node['target'] for node in violation['nodes']][:3]}"
        for violation in result["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert grave == [], f"{page.url}: {grave}"
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} scrolls sideways by {overflow} px"
