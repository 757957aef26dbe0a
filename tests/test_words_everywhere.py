"""A school that renames every noun: no page of ours still says ours, what people wrote stays, no page breaks."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from home.demonstration.cast import user_playing
from home.demonstration.seed import seed_demonstration
from school.models import School
from school.vocabulary import NOUNS
from tests.personas import client_for
from tests.test_guards import tenant_models
from vision.pulse_items import PULSE_ITEMS

ROLES = ("head", "teacher", "assistant", "plclead", "student", "governor", "administrator", "head.secondary")
SPOKEN = {"aria-label", "placeholder", "title", "alt", "data-confirm", "content", "data-saved", "data-refused"}
SHOWN_ON_PURPOSE = ("school/words/", "school/data/")
"""The list of our nouns itself."""

LEFT = re.compile(
    r"[\w-]*-(?:term|class|school|check)s?\b|\b(?:class|term|school)-\w+|in terms of|school (?:year|day|week|hour)s?\b"
    r"|\b(?:to|would|can|may|will|and|or|not|they|who|you|we|nobody) visits?\b|a goal scored|https?://\S+",
    re.IGNORECASE,
)
"""What is left alone on purpose: compounds, verbs, figures of speech."""

SEE_ALIKE = ("assistant", "plclead", "teacher")
"""See the same kinds of pages: each kind is read once."""

FEWEST_PAGES = 45
"""Fewer pages would mean that the crawl stopped somewhere."""

SENTINELS = {noun.key: {"one": f"xq{index}one", "many": f"xq{index}many"} for index, noun in enumerate(NOUNS)}
OURS = re.compile(rf"(?<![\w-])(?:{'|'.join(form for noun in NOUNS for form in (noun.one, noun.many))})(?![\w-])", re.I)


class Read(HTMLParser):
    """What a page says, and how it is built."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.built: list[tuple[str, ...]] = []
        self.hrefs: list[str] = []
        self.silent = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in ("script", "style", "code")
        self.built.append((tag, *(name for name, _value in attrs)))
        self.said += [f" {value} " for name, value in attrs if name in SPOKEN and value]
        self.hrefs += [str(value).partition("#")[0] for name, value in attrs if tag == "a" and name == "href"]

    def handle_endtag(self, tag: str) -> None:
        self.silent = False
        self.built.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)

    @cached_property
    def text(self) -> str:
        return " ".join("".join(self.said).split())


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings_in(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings_in(one)


def written_by_people(school: School) -> list[str]:
    """Every text of the school's tables in which one of our nouns stands, the longest first. A pulse's are ours."""
    found = {school.name} | {
        text
        for model in tenant_models()
        for row in model._default_manager.filter(school=school).values_list()
        for text in strings_in(row)
    }
    found -= {str(item.wording) for item in PULSE_ITEMS}
    return sorted((text for text in found if OURS.search(text)), key=len, reverse=True)


def crawl(client: Client, start: str, kinds: set[str]) -> Iterator[str]:
    """Addresses of the school, each kind that is not known yet."""
    waiting = [start]
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"\d+", "N", path.partition("?")[0])
        if kind in kinds or not path.startswith("/s/"):
            continue
        kinds.add(kind)
        response = client.get(path)
        if "text/html" in response.get("Content-Type", "") and response.status_code == 200:
            yield path
            waiting += Read(response.content.decode()).hrefs


def both_ways(client: Client, path: str, school: School) -> tuple[Read, Read]:
    """The page in our words and in the school's."""
    pages = []
    for words in ({}, SENTINELS):
        School.objects.filter(pk=school.pk).update(words=words)
        pages.append(Read(client.get(path).content.decode()))
    School.objects.filter(pk=school.pk).update(words={})
    return pages[0], pages[1]


def what_is_wrong(plain: Read, reworded: Read, written: list[str]) -> Iterator[str]:
    if plain.built != reworded.built:
        yield "is built differently"
    left = reworded.text
    for text in (text for text in written if text in plain.text):
        if len(text) > 20 and plain.text.count(text) != reworded.text.count(text):
            yield f"changed what somebody wrote: {text[:60]}"
        left = left.replace(text, " ¶ ")
    left = LEFT.sub(" ¶ ", left)
    for found in OURS.finditer(left):
        yield f"still says “{left[max(0, found.start() - 30) : found.end() + 20]}”"


@pytest.mark.django_db
def test_renamed_nouns_are_nowhere() -> None:
    seed_demonstration(scale="small", today=datetime.date.today(), say=lambda line: None)
    School.objects.update(words={})
    wrong, seen, written = [], 0, {school.pk: written_by_people(school) for school in map(school_of, ROLES)}
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for role in ROLES:
        client, school = client_for(user_playing(role)), school_of(role)
        for path in list(crawl(client, f"/s/{school.slug}/", kinds["staff" if role in SEE_ALIKE else role])):
            if not any(part in path for part in SHOWN_ON_PURPOSE):
                seen += 1
                problems = what_is_wrong(*both_ways(client, path, school), written[school.pk])
                wrong += [f"{role} {path} {problem}" for problem in problems]
    assert not wrong, "\n".join(wrong)
    assert seen > FEWEST_PAGES


def school_of(role: str) -> School:
    return School.objects.get(slug="weir-bridge" if "." in role else "harbour-lane")
