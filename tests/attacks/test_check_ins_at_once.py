"""A year group answers at the same moment, over real connections: no answer lost, none twice, nobody else's."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from school.models import Member
from tests.factories.school import make_student
from tests.factories.vision import make_framework
from tests.personas import client_for, make_personas
from tracking.models import CheckIn, CheckInAnswer
from vision.models import Behaviour

pytestmark = pytest.mark.django_db(transaction=True)
STUDENTS = 24
AT_ONCE = 16
QUESTIONS = 12
SENT = 2
"""Times each request is sent: a double tap, a replay, a second screen."""

Post = tuple[Client, str, dict[str, object]]


@pytest.fixture
def year_group() -> list[Member]:
    people = make_personas()
    make_framework(school=people.school)
    return [make_student(school=people.school, sign_in=True) for _ in range(STUDENTS)]


def address(student: Member, name: str, *args: object) -> str:
    return reverse(f"tracking:{name}", args=[student.school.slug, *args])


def chosen(place: int, number: int) -> int:
    """What the student in this place answers to this question: the neighbour's answer differs."""
    return 1 + (place + number) % 4


def send(post: Post) -> int:
    client, url, form = post
    try:
        return client.post(url, form).status_code
    finally:
        connections.close_all()


def at_once(posts: Iterable[Post]) -> None:
    """Each post several times, in an order of chance; all are taken."""
    queue = [post for post in posts for _ in range(SENT)]
    random.Random(6).shuffle(queue)
    with ThreadPoolExecutor(AT_ONCE) as senders:
        assert Counter(senders.map(send, queue)) == {302: len(queue)}


def test_none_lost_none_twice(year_group: list[Member]) -> None:
    clients = [client_for(student) for student in year_group]
    whole = list(enumerate(zip(clients, year_group, strict=True)))
    at_once((client, address(student, "check_in"), {}) for _place, (client, student) in whole)
    assert CheckIn.objects.count() == STUDENTS
    at_once(
        (client, address(student, "check_in_question", number), {"value": chosen(place, number)})
        for place, (client, student) in whole
        for number in range(1, QUESTIONS + 1)
    )
    at_once((client, address(student, "check_in"), {}) for _place, (client, student) in whole)
    assert CheckIn.objects.filter(finished_at__isnull=False).count() == STUDENTS
    assert CheckInAnswer.objects.count() == STUDENTS * QUESTIONS
    for place, student in enumerate(year_group):
        sitting = CheckIn.objects.get(student=student)
        said = dict(sitting.answers.values_list("item", "value"))
        assert [said[item] for item in sitting.order] == [chosen(place, n) for n in range(1, QUESTIONS + 1)]


def test_whole_sittings_at_once(year_group: list[Member]) -> None:
    """A year group whose network comes back: each browser sends all that it kept, some of them twice."""
    keys = [f"{each.key}.b{n}" for each in Behaviour.objects.filter(school=year_group[0].school) for n in (1, 2, 3)]
    assert len(keys) == QUESTIONS
    at_once(
        (client_for(student), address(student, "check_in_whole"), {f"answer-{key}": 1 + place % 4 for key in keys})
        for place, student in enumerate(year_group)
    )
    assert CheckIn.objects.filter(finished_at__isnull=False).count() == STUDENTS
    for place, student in enumerate(year_group):
        said = list(CheckIn.objects.get(student=student).answers.values_list("value", flat=True))
        assert said == [1 + place % 4] * QUESTIONS


def test_an_answer_writes_its_own_row_alone(year_group: list[Member]) -> None:
    """One statement, and no row that two students share: nobody waits for a neighbour."""
    student = year_group[0]
    client = client_for(student)
    client.post(address(student, "check_in"))
    with CaptureQueriesContext(connection) as queries:
        client.post(address(student, "check_in_question", 1), {"value": 2})
    written = [re.findall(r'\b(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', query["sql"]) for query in queries]
    assert [table for tables in written for table in tables if table != "SET"] == [CheckInAnswer._meta.db_table]
    assert not [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
