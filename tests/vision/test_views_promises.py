"""Promises in the open."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from school.queries import today_in
from tests.factories.vision import make_leader_commitment
from tests.personas import Personas, client_for
from vision.models import LeaderCommitment


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


def day(people: Personas, later: int) -> datetime.date:
    return today_in(people.school) + datetime.timedelta(days=later)


def test_all_staff_read_what_is_open_late_and_settled(people: Personas) -> None:
    make_leader_commitment(by=people.head, due_on=day(people, -2))
    make_leader_commitment(by=people.head, due_on=day(people, 5))
    make_leader_commitment(by=people.head, due_on=day(people, -9), outcome="not_kept", settled_on=day(people, -8))
    page = client_for(people.teaching_assistant).get(at(people, "promises")).text
    for words in ("Past their day", "Ahead", "What became of earlier ones", "Not kept", "Helen Bellamy"):
        assert words in page
    assert "Say what happened" not in page


def test_empty_page_teaches(people: Personas) -> None:
    assert "Promise one small thing" in client_for(people.head).get(at(people, "promises")).text


def test_promise_is_made_or_refused_with_what_was_typed(people: Personas) -> None:
    client, words = client_for(people.head), {"kind": "cover", "promise": "An hour of cover"}
    refused = client.post(at(people, "promise_new"), {**words, "due_on": day(people, -1)})
    assert (refused.status_code, "An hour of cover" in refused.text) == (200, True)
    assert "has not passed" in refused.text
    assert not LeaderCommitment.objects.exists()
    made = client.post(at(people, "promise_new"), {**words, "due_on": day(people, 7)})
    assert made["Location"] == at(people, "promises")
    assert LeaderCommitment.objects.get().made_by == people.head


def test_promise_is_settled_or_asks_for_an_explanation(people: Personas) -> None:
    promise = make_leader_commitment(by=people.head, due_on=day(people, -1))
    client, address = client_for(people.head), at(people, "promise_settle", promise.pk)
    refused = client.post(address, {"kept": "no", "explanation": ""})
    assert "Tell the people it was made to" in refused.text
    client.post(address, {"kept": "no", "explanation": "No cover to be had"})
    promise.refresh_from_db()
    assert (promise.outcome, promise.explanation) == ("not_kept", "No cover to be had")
    assert "It stays as it was said" in client.get(address).text


@pytest.mark.parametrize("number", [1, 3, 30])
def test_list_asks_the_same_few_queries(people: Personas, number: int) -> None:
    for later in range(number):
        make_leader_commitment(by=people.head, due_on=day(people, later))
        make_leader_commitment(by=people.head, due_on=day(people, -later - 1))
    client = client_for(people.head)
    with CaptureQueriesContext(connection) as asked:
        client.get(at(people, "promises"))
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 4
