"""Every page of the demonstration, as each role finds it by following links."""

from __future__ import annotations

import datetime
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.demonstration.cast import user_playing
from home.demonstration.seed import seed_demonstration
from tests.factories.school import make_member, make_school
from tests.personas import client_for

STATIC = Path(__file__).resolve().parent.parent / "static"
TODAY = datetime.date.today()
MOST_QUERIES = 15
MOST_FIRST_VIEW = 60 * 1024
MOST_PAGES = 60
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK TO", "SELECT set_config", "SELECT current_setting")
"""What opens a transaction and a school; twice as much in a test, whose own transaction is restored afterwards."""
ROLES = (
    "head",
    "teacher",
    "assistant",
    "plclead",
    "student",
    "governor",
    "administrator",
    "safeguarding",
    "head.secondary",
)


class Links(HTMLParser):
    """The addresses a page links to, and the files it loads at first view."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.files: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and (href := given.get("href")):
            self.hrefs.append(href.partition("#")[0])
        loaded = given.get("src") if tag == "script" else given.get("href") if tag == "link" else None
        if loaded and given.get("media") != "print" and given.get("as") != "font":
            self.files.append(loaded)


@dataclass(frozen=True)
class Page:
    """What one role saw at one address."""

    path: str
    status: int
    queries: int
    weight: int


def crawl(client: Client, start: str) -> Iterator[Page]:
    """Breadth first from the start page; only addresses of the school, each kind of page a few times."""
    waiting, seen, kinds = [start], {start}, dict[str, int]()
    while waiting and len(seen) < 400:
        path = waiting.pop(0)
        kind = re.sub(r"\d+", "N", path.partition("?")[0])
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] > 2:
            continue
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = client.get(path)
        asked = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(BOOKKEEPING)]
        if "text/html" not in response.get("Content-Type", ""):
            continue
        html = response.content.decode()
        links = Links(html)
        yield Page(path, response.status_code, len(asked), _weight(html, links.files))
        new = [href for href in links.hrefs if href.startswith("/s/") and href not in seen]
        seen.update(new)
        waiting += new


def _weight(html: str, files: list[str]) -> int:
    """Bytes of a first view, compressed: the page, its styles and scripts, the icons; not the font, not the charts."""
    names = {file.removeprefix("/static/") for file in files} | {"icons.svg"}
    found = [STATIC / name for name in names if (STATIC / name).is_file() and "plotly" not in name]
    htmx = 17_000 if any("htmx" in file for file in files) else 0
    return len(gzip.compress(html.encode())) + sum(len(gzip.compress(file.read_bytes())) for file in found) + htmx


@pytest.mark.django_db
def test_every_page_opens_quickly_lightly_and_only_in_its_school(settings) -> None:
    settings.SECOND_STEP = False  # as in the demonstration
    seed_demonstration(scale="small", today=TODAY, say=lambda line: None)
    stranger = client_for(make_member(school=make_school(), sign_in=True))
    wrong: list[str] = []
    tried: set[str] = set()
    seen = 0
    for role in ROLES:
        client = client_for(user_playing(role))
        start = client.get("/", follow=True).redirect_chain[-1][0]
        for page in crawl(client, start):
            seen += 1
            wrong += [f"{role} {page}"] if page.status != 200 else []
            wrong += [f"{role} {page.path}: {page.queries} queries"] if page.queries > MOST_QUERIES else []
            wrong += [f"{role} {page.path}: {page.weight} bytes"] if page.weight > MOST_FIRST_VIEW else []
            if page.path in tried:
                continue
            tried.add(page.path)
            if stranger.get(page.path).status_code != 404:
                wrong.append(f"a stranger opened {page.path}")
            if client_for(None).get(page.path).status_code != 302:
                wrong.append(f"anyone opened {page.path}")
    assert not wrong, "\n".join(wrong)
    assert seen > MOST_PAGES
