"""The pages about one's own data."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from school.models import Look
from school.privacy.looks import note_look
from tests.personas import Personas, client_for

LOOKS = "/s/harbour-lane/school/who-looked/"


def look(people: Personas, times: int = 1) -> None:
    for _ in range(times):
        for subject in (people.student, people.head):
            note_look(looker=people.teacher, subjects=[subject], kind=Look.Kind.LEARNER_PAGE, now=timezone.now())


def test_everyone_reads_who_looked_at_them_and_at_nobody_else(people: Personas) -> None:
    look(people)
    note_look(looker=people.head, subjects=[people.teacher], kind=Look.Kind.VISIT, now=timezone.now())
    told = {
        name: "Amira Rahman looked" in text or "Amira Rahman opened" in text
        for name, person in people.members().items()
        if (text := client_for(person).get(LOOKS).content.decode())
    }
    assert [name for name, seen in told.items() if seen] == ["head", "student"]
    assert (
        "Helen Bellamy opened the record of a visit you hosted"
        in client_for(people.teacher).get(LOOKS).content.decode()
    )


def test_stranger_and_nobody_read_nothing(people: Personas) -> None:
    assert client_for(people.stranger).get(LOOKS).status_code == 404
    assert client_for(None).get(LOOKS).status_code == 302


def test_child_reads_child_words(people: Personas) -> None:
    look(people)
    text = client_for(people.student).get(LOOKS).content.decode()
    assert "Who looked at my page" in text and "Amira Rahman looked at your page today at" in text
    assert "Teacher" not in text


@pytest.mark.parametrize("times", [1, 30])
def test_list_asks_the_same_however_long(people: Personas, times: int) -> None:
    look(people, times)
    client = client_for(people.student)
    with CaptureQueriesContext(connection) as queries:
        client.get(LOOKS)
    assert len(queries) == 13


def test_long_list_has_pages(people: Personas) -> None:
    look(people, 31)
    first, second = (client_for(people.student).get(f"{LOOKS}?page={number}").content.decode() for number in (1, 2))
    assert (first.count("looked at your page"), second.count("looked at your page")) == (30, 1)
    assert 'rel="next"' in first and 'rel="prev"' in second
