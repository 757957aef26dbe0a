"""Nothing ranks: no page, file or answer in data shows a place in an order, points, an average of phases, or an arrow.

Every address is opened as every role over a world in which each average of what was judged or said is a number of its
own. What may look like a rank and is none stands in ``SAID_ON_PURPOSE``; what may be counted, in ``MAY_BE_COUNTED``.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from portfolio.assembly import run_build
from portfolio.models import Portfolio
from school.access import ROLE_PERMISSIONS
from school.models import Member, Role
from tests.attacks.test_every_cell import HANDLER, _short_refusals, methods_taken  # noqa: F401  # a fixture
from tests.attacks.test_matrix import IN_SCHOOL, address
from tests.attacks.world import World, make_visitor, make_world
from tests.factories.school import enrol, make_member, make_student
from tests.factories.tracking import make_check_in, make_judgement
from tests.factories.vision import FOUNDATION, make_behaviour
from tests.personas import Personas, client_for
from tests.school.privacy.test_access_pack import packed
from tracking.models import CheckInAnswer, Judgement

WORDS = re.compile(
    r"\b(?:rank(?:s|ed|ing|ings)?|leaderboards?|league tables?|percentiles?|averages?|averaged|scores?|scored"
    r"|mean (?:phases?|judgements?|answers?|level)|total (?:phases?|points)|(?:best|top|weakest) (?:learner|student)s?"
    r"|\d+ points?|level up|place \d+|number one|\d(?:st|nd|rd|th) (?:of|in) the class)\b",
    re.IGNORECASE,
)
SIGNS = re.compile("[↑↓▲▼⬆⬇↗↘⇧⇩🏆🥇🥈🥉]|#(?:arrow-up|arrow-down|trending-\\w+|crown|trophy|medal|award)\\b")
CLASSES = {
    "rank",
    "score",
    "points",
    "leaderboard",
    "podium",
    "medal",
    "trophy",
    "up",
    "down",
    "better",
    "worse",
    "rag",
}
"""Looks that only a comparison of people needs."""

SAID_ON_PURPOSE = (
    "Nobody gives you a score, and nobody compares you with others.",
    "An order of words, not marks: never averaged, never a rank.",
    "A drawing, a goal scored, a sum that took three tries:",
    "Spearman’s rank correlation",
    "older students score higher",
    "are never averaged",
)
"""Sentences that say that nothing ranks, and what a statistic is called."""

MOVES = ("vision:behaviours", "vision:narrative")
"""Pages whose arrows move a word or a paragraph, no person."""


class Read(HTMLParser):
    """The words of a page, spoken attributes among them, its classes and its pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.classes: set[str] = set()
        self.pictures: list[str] = []
        self.silent = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in ("style",)
        for name, value in attrs:
            if name == "class":
                self.classes |= set((value or "").split())
            elif name in ("href", "xlink:href") and tag == "use":
                self.pictures.append("#" + (value or "").rpartition("#")[2])
            elif name not in ("href", "id", "src", "d", "name", "for", "value") and value:
                self.words.append(f" {value} ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def text_of(response: HttpResponse) -> tuple[str, Read | None]:
    """What an answer says: a page, data, or a table; a table's parts are unpacked."""
    kind = response.get("Content-Type", "")
    body = b"".join(response) if response.streaming else response.content
    if "html" in kind:
        page = Read(body.decode())
        return " ".join(" ".join(page.words).split()), page
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist()), None
    return body.decode(errors="replace"), None


def what_ranks(text: str, page: Read | None, numbers: Iterable[str], *, moves: bool = False) -> Iterator[str]:
    """Everything in an answer that would compare people."""
    for sentence in SAID_ON_PURPOSE:
        text = text.replace(sentence, " ")
    for found in WORDS.finditer(text):
        yield f"says “{text[max(0, found.start() - 40) : found.end() + 20]}”"
    for number in numbers:
        if re.search(rf"(?<![\d.,]){number.replace('.', '[.,]')}(?!\d)", text):
            yield f"shows an average: {number}"
    drawn = text + " " + " ".join(page.pictures if page else [])
    if not moves:
        yield from (f"draws {found}" for found in SIGNS.findall(drawn))
    yield from (f"has the class {name}" for name in sorted(CLASSES & (page.classes if page else set())))


def averages() -> set[str]:
    """Every mean that could be made of phases and of answers, to two places: of a child, a behaviour, a judge, all."""
    groups: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for cell in Judgement.objects.exclude(phase=None):
        for key in (("all",), (cell.student_id,), (cell.behaviour_id,), (cell.judge_id,), (cell.term_id,)):
            groups["judged", *key].append(cell.phase)
    for answer in CheckInAnswer.objects.exclude(value=None).select_related("check_in"):
        for key in (("all",), (answer.check_in.student_id,), (answer.behaviour_id,)):
            groups["said", *key].append(answer.value)
    means = {sum(values) / len(values) for values in groups.values()}
    return {f"{mean:.2f}" for mean in means if mean * 4 % 1}


PHASES = {
    "Zed": (5, 1, None, 2),
    "Abe": (None, 3, 5, 5),
    "Mia": (4, 4, 1, 2),
    "Kit": (0, 4, None, 1),
    "Oz": (3, 2, 1, None),
}
"""Five learners whose names are in another order than what was judged."""


@pytest.fixture
def world(people: Personas) -> World:
    """The attackers' world, with a class judged on four behaviours, check-ins, and a portfolio built and published."""
    visitor = make_visitor(people.school)
    world = make_world(school=people.school, head=people.head, teacher=people.teacher, visitor=visitor)
    for place, (name, phases) in enumerate(PHASES.items()):
        student = make_student(school=people.school, name=f"{name} {name}son")
        enrol(student, world.things["class"], starts_on=world.term.starts_on)
        for (key, *_rest), phase in zip(FOUNDATION, phases, strict=True):
            behaviour = make_behaviour(school=people.school, key=key)
            make_judgement(student=student, judge=people.teacher, behaviour=behaviour, term=world.term, phase=phase)
        items = {f"perseverance.b{number}": 1 + (place + number) % 4 for number in (1, 2, 3)}
        make_check_in(student=student, term=world.term, answers=items)
    for (key, *_rest), phase in zip(FOUNDATION[1:], (5, 0, 2), strict=True):
        behaviour = make_behaviour(school=people.school, key=key)
        make_judgement(student=world.student, judge=people.head, behaviour=behaviour, term=world.term, phase=phase)
    now = timezone.now()
    run_build(world.build.pk, school_id=world.school.pk, clock=lambda: now)
    Portfolio.objects.update(published_at=now)
    return world


def everybody(world: World) -> dict[str, Member]:
    """A person for each role; the owners of things where there are some."""
    owners = {"head": world.head, "teacher": world.teacher, "student": world.student, "visitor": world.visitor}
    others = (Role.TEACHING_ASSISTANT, Role.GOVERNOR, Role.ADMINISTRATOR, Role.SAFEGUARDING_LEAD)
    return owners | {role: make_member(school=world.school, roles=(role,), sign_in=True) for role in others}


@dataclass(frozen=True)
class Answer:
    """What one person was shown at one address."""

    who: str
    name: str
    text: str
    page: Read | None


def get(key: str, url: str) -> HttpResponse:
    """Through every middleware; what opening a page writes is undone."""
    request = RequestFactory().get(url)
    request.COOKIES["sessionid"] = key
    with transaction.atomic():
        response = HANDLER.get_response(request)
        transaction.set_rollback(True)
    return response


def pages_of(member: Member) -> Iterator[str]:
    """What this person's roles may open; ``attacks/test_every_cell.py`` sees to the rest."""
    for name, entry in IN_SCHOOL.items():
        view = entry.callback
        if "get" in methods_taken(view) and any(view.access in ROLE_PERMISSIONS[role] for role in member.roles):
            yield name


def every_answer(world: World) -> Iterator[Answer]:
    for who, member in everybody(world).items():
        key = client_for(member).cookies["sessionid"].value
        for name in pages_of(member):
            response = get(key, address(name, world))
            if response.status_code == 200:
                yield Answer(who, name, *text_of(response))


@pytest.mark.django_db
def test_no_answer_ranks(world: World) -> None:
    numbers, wrong, seen = averages(), [], 0
    assert numbers >= {"2.67", "4.33", "1.67"}
    for answer in every_answer(world):
        seen += 1
        found = what_ranks(answer.text, answer.page, numbers, moves=answer.name in MOVES)
        wrong += [f"{answer.who} {answer.name} {what}" for what in found]
        wrong += [f"{answer.who} {answer.name} lists learners by their phases"] * is_by_phase(answer.text)
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert seen > 100


@pytest.mark.django_db
def test_no_copy_of_what_is_held_about_somebody_ranks(world: World) -> None:
    for person in (world.student, world.teacher):
        page, data = packed(person)
        for kind, words in (("text/html", page), ("application/json", json.dumps(data))):
            answer = HttpResponse(words, content_type=kind)
            assert list(what_ranks(*text_of(answer), averages())) == []


def is_by_phase(text: str) -> bool:
    """Whether a page names the five in the order of what was judged, from either end."""
    places = {name: text.find(f"{name}son") for name in PHASES}
    if min(places.values()) < 0:
        return False
    listed = sorted(PHASES, key=lambda name: places[name])
    by_sum = sorted(PHASES, key=lambda name: sum(phase or 0 for phase in PHASES[name]))
    return listed in (by_sum, by_sum[::-1])


PLANTED = {
    "<p>Amy is ranked first</p>": "says",
    "<p>Amy has 12 points</p>": "says",
    "<p>Average phase of Maple: 3</p>": "says",
    "<p>Maple: 2,71</p>": "shows an average",
    '<td data-mean="2.71">By choice</td>': "shows an average",
    '<p title="2.71">Perseverance</p>': "shows an average",
    "<p>Perseverance ↑</p>": "draws",
    '<svg><use href="/static/icons.svg#trending-up"></use></svg>': "draws",
    '<ol class="plain leaderboard"><li>Amy</ol>': "has the class",
    "<script type='application/json'>{\"rank\": 2}</script>": "says",
}


@pytest.mark.parametrize("html", PLANTED)
def test_the_guard_finds_what_is_planted(html: str) -> None:
    page, data = (HttpResponse(html, content_type=kind) for kind in ("text/html", "text/csv"))
    found = list(what_ranks(*text_of(page), ["2.71"]))
    assert found and found[0].startswith(PLANTED[html]), found
    if "class" not in html:
        assert list(what_ranks(*text_of(data), ["2.71"]))


def test_the_guard_finds_a_list_in_the_order_of_phases() -> None:
    by_sum = sorted(PHASES, key=lambda name: sum(phase or 0 for phase in PHASES[name]))
    assert is_by_phase(" ".join(f"{name}son" for name in by_sum)) and not is_by_phase(
        "Abeson Kitson Miason Ozson Zedson"
    )
