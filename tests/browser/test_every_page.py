"""Every kind of page that anyone can reach, with axe, on a phone in the dark and at a desk in the light."""

from __future__ import annotations

import datetime
import re

import pytest
from playwright.sync_api import Page

from home.demonstration.cast import user_playing
from home.demonstration.seed import seed_demonstration
from tests.browser.conftest import WIDTHS, OpenAs, assert_accessible

ROLES = ("head", "teacher", "assistant", "plclead", "student", "governor", "administrator", "safeguarding")
FEWEST_KINDS = 36
FILES = ("/xlsx/", "/csv/", "/paper/", "/poster/")
"""Handed over as a download: no page to look at."""


def links_on(page: Page) -> list[str]:
    """The school's pages that the page links to."""
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map(link => new URL(link.href).pathname)")
    return [href for href in dict.fromkeys(hrefs) if href.startswith("/s/") and not href.endswith(FILES)]


def kind_of(path: str) -> str:
    return re.sub(r"\d+", "N", path)


def look_twice(page: Page) -> list[str]:
    """What is wrong at a desk in the light and on a phone in the dark."""
    wrong = []
    for width, scheme in (("desktop", "light"), ("phone", "dark")):
        page.set_viewport_size({"width": WIDTHS[width], "height": 800})
        page.emulate_media(color_scheme=scheme)
        try:
            assert_accessible(page)
        except AssertionError as found:
            wrong.append(f"{width} {scheme} {str(found).splitlines()[0]}")
    return wrong


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_kind_of_page_is_accessible(open_as: OpenAs, settings) -> None:
    settings.SECOND_STEP = False  # as in the demonstration
    seed_demonstration(scale="small", today=datetime.date.today(), say=lambda line: None)
    looked_at: set[str] = set()
    wrong: list[str] = []
    for role in ROLES:
        page = open_as(user_playing(role), "/")
        waiting = [page.url.partition("/s/")[1] + page.url.partition("/s/")[2]]
        while waiting:
            path = waiting.pop(0)
            seen_as = kind_of(path) if role != "student" else f"{kind_of(path)} by a student"
            if seen_as in looked_at:
                continue
            looked_at.add(seen_as)
            response = page.goto(path)
            assert response and response.status == 200, f"{role} {path}"
            wrong += [f"{role}: {problem}" for problem in look_twice(page)]
            waiting += links_on(page)
    assert not wrong, "\n".join(wrong)
    assert len(looked_at) >= FEWEST_KINDS
