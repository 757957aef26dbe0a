"""Pages of priorities, decisions, messages, the own log and talks with students."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from school.queries import today_in
from tests.factories.dialogue import make_decision, make_message, make_priority, make_stopped, make_student_talk
from tests.factories.observations import make_term_now
from tests.personas import Personas, client_for
from vision.models import Decision, Message, Presence, Priority, Reaction, Stopped, StudentTalk

pytestmark = pytest.mark.django_db


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


def test_all_staff_read_priorities_what_stopped_and_decisions(people: Personas) -> None:
    make_priority(by=people.head)
    make_stopped(by=people.head)
    make_decision(by=people.head)
    page = client_for(people.teaching_assistant).get(at(people, "priorities")).text
    for words in ("Talk in every lesson", "in its first term", "Weekly data drops", "We would not want it for ours."):
        assert words in page
    assert at(people, "priority_new") not in page


@pytest.mark.parametrize("role", ["student", "governor"])
def test_students_and_governors_do_not(people: Personas, role: str) -> None:
    client = client_for(getattr(people, role))
    assert {client.get(at(people, name)).status_code for name in ("priorities", "messages", "presence", "talks")} == {
        403
    }


def test_priority_is_begun_or_refused_with_what_was_typed(people: Personas) -> None:
    client, address = client_for(people.head), at(people, "priority_new")
    refused = client.post(address, {"wording": "Talk first", "stops": ""})
    assert ("Nothing new fits on top" in refused.text, "Talk first" in refused.text) == (True, True)
    assert not Priority.objects.exists()
    assert client.post(address, {"wording": "Talk first", "stops": "Data drops"})["Location"] == at(
        people, "priorities"
    )
    assert Stopped.objects.get().makes_room_for == Priority.objects.get()


def test_priority_ends_with_its_reason(people: Personas) -> None:
    priority, client = make_priority(by=people.head), client_for(people.head)
    assert "required" in client.post(at(people, "priority_end", priority.pk), {"because": ""}).text
    client.post(at(people, "priority_end", priority.pk), {"because": "Reached together"})
    assert "Reached together" in client.get(at(people, "priorities")).text


def test_stop_and_decision_are_said_in_the_open(people: Personas) -> None:
    client = client_for(people.head)
    client.post(at(people, "stop_new"), {"thing": "Graded lessons", "because": "They helped nobody"})
    client.post(at(people, "decision_new"), {"decided": "No setting", "good_enough": "Not for ours"})
    page = client_for(people.teacher).get(at(people, "priorities")).text
    assert all(words in page for words in ("Graded lessons", "They helped nobody", "No setting", "Not for ours"))
    assert Decision.objects.get().decided_by == people.head


def test_message_is_sent_and_tapped(people: Personas) -> None:
    client_for(people.head).post(at(people, "message_send"), {"text": "What I saw on Tuesday."})
    message, client = Message.objects.get(), client_for(people.teacher)
    answer = client.post(at(people, "message_react", message.pk), {"answer": "helped"}, headers={"HX-Request": "true"})
    assert 'aria-pressed="true"' in answer.text
    assert "<html" not in answer.text
    assert client.post(at(people, "message_react", message.pk), {"answer": "wow"}).status_code == 302
    assert Reaction.objects.get().answer == "helped"


def test_empty_message_comes_back_with_its_error(people: Personas) -> None:
    assert "required" in client_for(people.head).post(at(people, "message_send"), {"text": ""}).text
    assert client_for(people.teacher).post(at(people, "message_send"), {"text": "Hello"}).status_code == 403


def test_own_log_is_noted_and_taken_out_and_hidden_from_others(people: Personas) -> None:
    _term, school_class = make_term_now(host=people.teacher)
    client = client_for(people.head)
    said = {"school_class": school_class.pk, "kind": "visit", "on": today_in(people.school), "note": "Warm and curious"}
    assert client.post(at(people, "presence"), said).status_code == 302
    assert "Warm and curious" in client.get(at(people, "presence")).text
    late = {**said, "on": today_in(people.school) + datetime.timedelta(days=2)}
    assert "has come" in client.post(at(people, "presence"), late).text
    client.post(at(people, "presence_remove", Presence.objects.get().pk))
    assert not Presence.objects.exists()


def test_students_are_drawn_and_a_talk_is_noted(people: Personas) -> None:
    term, _class = make_term_now(host=people.teacher)
    client = client_for(people.head)
    client.post(at(people, "talks_draw"))
    talk = StudentTalk.objects.filter(term=term).first()
    assert talk is not None
    refused = client.post(at(people, "talk", talk.pk), {"can_say": "yes", "words": ""})
    assert "in their words" in refused.text
    client.post(at(people, "talk", talk.pk), {"can_say": "yes", "words": "I ask for help later"})
    assert "I ask for help later" in client.get(at(people, "talks")).text


@pytest.mark.parametrize("number", [1, 30])
def test_lists_ask_the_same_few_queries(people: Personas, number: int) -> None:
    term, _class = make_term_now(host=people.teacher)
    for each in range(number):
        make_stopped(by=people.head, thing=f"Thing {each}")
        make_decision(by=people.head, decided=f"Decision {each}")
        make_message(by=people.head, text=f"Message {each}")
        if each < 1:
            make_student_talk(term=term, student=people.student, by=people.head)
    client = client_for(people.head)
    asked = {}
    for name in ("priorities", "messages", "talks"):
        with CaptureQueriesContext(connection) as queries:
            client.get(at(people, name))
        asked[name] = len([query for query in queries if "SAVEPOINT" not in query["sql"]])
    assert all(count <= 15 for count in asked.values()), asked
