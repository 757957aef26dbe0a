"""Two teachers judge the same cells at the same moment, over real connections: every save that was confirmed was alone.

Each choice, clearing and column is sent twice, as by a page that lost its answer. Afterwards each cell holds what the
last confirmed save chose, and the audit has as many lines as there were changes.
"""

from __future__ import annotations

import random
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from school.models import Enrolment, Member
from tests.attacks.test_one_truth import lines
from tests.factories.school import enrol, make_member
from tests.factories.tracking import make_taught_class
from tests.factories.vision import make_behaviour
from tests.personas import client_for, make_personas
from tracking.models import Judgement

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 6
"""Pages open at once, three for each of two teachers."""

ROUNDS = 10
CHOICES = ("0", "1", "2", "3", "4", "5", "n", "-")


@dataclass
class Hand:
    """One open page: what it shows, and what it was told that it saved: (cell, version) → choice."""

    client: Client
    judge: Member
    pk: int
    students: list[int]
    behaviour: int
    chance: random.Random
    seen: dict[int, tuple[str, int]] = field(default_factory=dict)
    confirmed: list[tuple[int, int, str]] = field(default_factory=list)

    def address(self, name: str) -> str:
        return reverse(f"tracking:{name}", args=[self.judge.school.slug, self.pk])

    def choose(self, student: int) -> None:
        """A choice that differs from what the page shows, sent twice; both answers agree about the version."""
        shown, version = self.seen.get(student, ("-", 0))
        chosen = self.chance.choice([one for one in CHOICES if one != shown])
        cell = {"student": student, "behaviour": self.behaviour, "phase": chosen, "version": version}
        first, second = (self.client.post(self.address("judge"), cell) for _ in range(2))
        assert {first.status_code, second.status_code} <= {200, 409}, (first.status_code, second.status_code)
        told = first.json()
        self.seen[student] = (chosen if first.status_code == 200 else told["phase"], told["version"])
        if first.status_code == 200 and told["version"] > version:
            self.confirmed.append((student, told["version"], chosen))

    def paste(self) -> None:
        """A column by the page without the grid, from what it shows."""
        page = f"{self.address('grid_plain')}?behaviour={self.behaviour}"
        form = self.client.get(page).context["form"]
        seen = {f"seen_{pk}": form[f"seen_{pk}"].value() for pk in self.students}
        phases = {f"phase_{pk}": self.chance.choice(CHOICES[:7]) for pk in self.students}
        for _ in range(2):
            assert self.client.post(page, {**seen, **phases}).status_code == 302

    def work(self) -> None:
        try:
            for turn in range(ROUNDS):
                self.choose(self.chance.choice(self.students))
                if turn % 5 == 4:
                    self.paste()
        finally:
            connections.close_all()


def make_hands() -> list[Hand]:
    people = make_personas()
    school_class, students = make_taught_class(teacher=people.teacher, learners=2)
    second = make_member(school=people.school, sign_in=True)
    enrol(second, school_class, role=Enrolment.Role.TEACHER)
    behaviour, ids = make_behaviour(school=people.school).pk, [student.pk for student in students]
    judges = [people.teacher, second] * (HANDS // 2)
    return [
        Hand(client_for(judge), judge, school_class.pk, ids, behaviour, random.Random(number))
        for number, judge in enumerate(judges)
    ]


def test_confirmed_saves_form_one_line() -> None:
    hands = make_hands()
    with ThreadPoolExecutor(HANDS) as at_once:
        for done in [at_once.submit(hand.work) for hand in hands]:
            done.result()
    cells = {cell.student_id: cell for cell in Judgement.cells.all()}
    assert len(cells) == Judgement.cells.count() == 2
    by_version = defaultdict(set)
    for hand in hands:
        for student, version, chosen in hand.confirmed:
            by_version[student, version].add(chosen)
    assert len(by_version) > HANDS
    for (student, version), saves in by_version.items():
        assert len(saves) == 1, "two different choices were both told that they are saved"
        if version == cells[student].version:
            assert saves == {written(cells[student])}
    assert lines() == sum(cell.version for cell in cells.values())


def written(cell: Judgement) -> str:
    return "-" if cell.cleared else "n" if cell.phase is None else str(cell.phase)
