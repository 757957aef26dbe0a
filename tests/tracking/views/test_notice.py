"""Noticing in ten seconds."""

import uuid

import pytest
from django.http import HttpResponse

from school.models import Member
from tests.factories.tracking import make_taught_class
from tests.factories.vision import make_behaviour, make_focus
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.models import Noticing

HTMX = {"HX-Request": "true"}


def note(people: Personas, headers: dict[str, str] | None = None, **changes: object) -> HttpResponse:
    values = {
        "students": [people.student.pk],
        "behaviour": make_behaviour(school=people.school).pk,
        "context": "maths",
        "text": "Tried a second way.",
        "client_key": str(uuid.uuid4()),
    }
    return client_for(people.teacher).post(address(people, "notice"), {**values, **changes}, headers=headers)


def test_note_is_saved_and_the_next_can_begin(people: Personas) -> None:
    answer = note(people)
    assert (answer.status_code, answer.url) == (302, address(people, "notice"))
    saved = Noticing.objects.get()
    assert (saved.student, saved.author, saved.text) == (people.student, people.teacher, "Tried a second way.")


def test_note_from_a_class_page_goes_back_there(people: Personas) -> None:
    assert note(people, **{"class": people.maple.pk}).url == address(people, "class", people.maple.pk)
    assert note(people, HTMX, **{"class": "999999"}).headers["HX-Redirect"] == address(people, "notice")


def test_the_same_note_twice_is_one(people: Personas) -> None:
    key = str(uuid.uuid4())
    note(people, client_key=key)
    note(people, client_key=key)
    assert Noticing.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"students": []}, "Choose at least one learner."),
        ({"behaviour": ""}, "Choose a behaviour."),
        ({"context": ""}, "Choose where you saw it."),
        ({"text": " "}, "Say in a sentence what you saw."),
    ],
)
def test_what_is_missing_is_said_and_nothing_saved(people: Personas, changes: dict[str, object], words: str) -> None:
    answer = note(people, **changes)
    assert (answer.status_code, words in answer.content.decode()) == (200, True)
    assert not Noticing.objects.exists()


def test_what_was_typed_is_kept(people: Personas) -> None:
    key = str(uuid.uuid4())
    page = note(people, HTMX, context="", client_key=key).content.decode()
    assert "<html" not in page
    assert f'value="{people.student.pk}" checked' in page
    assert all(words in page for words in ("Tried a second way.", key))


def test_learners_of_other_classes_cannot_be_noted(people: Personas) -> None:
    _class, students = make_taught_class(teacher=people.plc_lead, learners=1)
    assert note(people, students=[students[0].pk]).status_code == 200
    assert not Noticing.objects.exists()


def test_page_offers_the_focus_first_and_the_learner_asked_for(people: Personas) -> None:
    make_focus(term=people.term, key="revising")
    page = client_for(people.teacher).get(address(people, "notice"), {"students": people.student.pk}).content.decode()
    assert f'value="{people.student.pk}" checked' in page
    assert page.index("Revising") < page.index("Another behaviour") < page.index("Questioning")


def test_typing_finds_learners(people: Personas) -> None:
    client = client_for(people.teacher)
    found = client.get(address(people, "notice"), {"q": "id"}, headers=HTMX).content.decode()
    assert ("Idris Costa" in found, "<html" in found) == (True, False)
    none = client.get(address(people, "notice"), {"q": "zz"}, headers=HTMX).content.decode()
    assert "No learner of yours" in none


def test_notice_is_for_staff_of_this_school(people: Personas) -> None:
    expected: dict[Member, int] = {people.teaching_assistant: 200, people.stranger: 404, people.student: 403}
    url = address(people, "notice")
    assert {person: client_for(person).get(url).status_code for person in expected} == expected
    assert client_for(None).get(url).status_code == 302


def test_the_outbox_is_answered_without_a_page(people: Personas) -> None:
    kept = note(people, {"X-Outbox": "1"})
    assert (kept.status_code, kept.json()) == (200, {"said": f"Noted for {people.student.first_name}."})
    refused = note(people, {"X-Outbox": "1"}, text=" ")
    assert (refused.status_code, refused.json()) == (422, {"sentence": "Say in a sentence what you saw."})


def test_a_note_is_taken_back_by_its_author_alone(people: Personas) -> None:
    key = str(uuid.uuid4())
    note(people, client_key=key)
    client_for(people.head).post(address(people, "take_back_noticing"), {"client_key": key})
    assert Noticing.objects.exists()
    answer = client_for(people.teacher).post(
        address(people, "take_back_noticing"), {"client_key": key}, headers={"X-Outbox": "1"}
    )
    assert answer.json() == {"said": "Taken back."}
    assert not Noticing.objects.exists()


def test_an_unknown_key_is_refused_in_words(people: Personas) -> None:
    answer = client_for(people.teacher).post(
        address(people, "take_back_noticing"), {"client_key": "x"}, headers={"X-Outbox": "1"}
    )
    assert answer.status_code == 422
