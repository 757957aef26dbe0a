"""Many guesses, many presses of one button, at the same moment and over real connections."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone

from learningculture.tenancy import tenant
from school.badges.badges import make_badges
from school.badges.signing_in import MOST_WRONG_TRIES, Outcome, try_pictures
from school.models import Badge
from tests.factories.badges import make_badge_of
from tests.personas import Personas, make_personas

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8


@pytest.fixture
def people() -> Personas:
    return make_personas()


def at_once(act: Callable[[], object]) -> list[object]:
    """What each of the simultaneous callers was told."""
    start, told = threading.Barrier(TIMES), []

    def call() -> None:
        start.wait()
        try:
            told.append(act())
        except ValidationError as refusal:
            told.append(refusal.messages[0])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=call) for _ in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_guesses_at_once_are_counted_one_by_one(people: Personas) -> None:
    badge = make_badge_of(member=people.student, people=people).badge
    wrong = list(reversed(badge.pictures))
    told = at_once(lambda: try_pictures(badge=badge, pictures=wrong, now=timezone.now(), shared=False))
    assert sorted(told, key=str) == [Outcome.PAUSED] * (TIMES - MOST_WRONG_TRIES + 1) + [Outcome.WRONG] * 4
    badge.refresh_from_db()
    assert badge.wrong_tries == MOST_WRONG_TRIES


def test_badges_made_at_once_are_made_once(people: Personas) -> None:
    def make() -> int:
        with tenant(people.school.pk):
            return len(make_badges(school_class=people.maple, by=people.teacher, now=timezone.now()))

    told = at_once(make)
    assert Badge.objects.count() == 1
    assert sorted(told, key=str)[0] == 1
    assert {str(said)[:9] for said in told} == {"1", "Everybody"}
