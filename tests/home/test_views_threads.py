"""Pages of the golden thread for each role."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.enquiry import make_enquiry
from tests.factories.observations import make_term_now
from tests.factories.vision import make_behaviour, make_commitment
from tests.personas import Personas, client_for
from vision.models import CommitmentBehaviour

pytestmark = pytest.mark.django_db


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"home:{name}", args=[people.school.slug, *args])


def test_head_ties_behaviours_and_reads_what_is_broken(people: Personas) -> None:
    commitment, behaviour = make_commitment(school=people.school), make_behaviour(school=people.school)
    client = client_for(people.head)
    assert "names no behaviour" in client.get(at(people, "threads")).text
    client.post(at(people, "thread_about", commitment.pk), {"behaviours": [behaviour.pk]})
    assert CommitmentBehaviour.objects.get().behaviour == behaviour
    page = client.get(at(people, "threads")).text
    assert "names no behaviour" not in page
    assert "<svg viewBox" in page
    assert behaviour.label in client.get(at(people, "thread", commitment.pk)).text


def test_unknown_behaviour_is_refused_beside_its_field(people: Personas) -> None:
    commitment = make_commitment(school=people.school)
    make_behaviour(school=people.school)
    answer = client_for(people.head).post(at(people, "thread_about", commitment.pk), {"behaviours": ["0"]})
    assert "not one of the available choices" in answer.text


def test_teacher_reads_threads_without_the_report(people: Personas) -> None:
    commitment = make_commitment(school=people.school)
    client = client_for(people.teacher)
    page = client.get(at(people, "threads")).text
    assert "names no behaviour" not in page
    assert "Loose ends" not in page
    assert client.post(at(people, "thread_about", commitment.pk)).status_code == 403


def test_student_and_governor_read_the_words_only(people: Personas) -> None:
    commitment = make_commitment(school=people.school)
    for person in (people.student, people.governor):
        page = client_for(person).get(at(people, "threads")).text
        assert commitment.wording in page
        assert "enquiries" not in page


def test_thread_of_another_school_is_not_there(people: Personas) -> None:
    foreign = make_commitment(school=people.stranger.school)
    assert client_for(people.head).get(at(people, "thread", foreign.pk)).status_code == 404


def test_from_an_enquiry_to_its_thread_and_back_is_two_clicks(people: Personas) -> None:
    commitment, enquiry = make_commitment(school=people.school), make_enquiry(owner=people.teacher)
    type(enquiry).objects.filter(pk=enquiry.pk).update(commitment=commitment)
    client, there = client_for(people.teacher), reverse("enquiry:enquiry", args=[people.school.slug, enquiry.pk])
    thread = at(people, "thread", commitment.pk)
    assert f'href="{thread}"' in client.get(there).text
    assert f'href="{there}"' in client.get(thread).text


@pytest.mark.parametrize("number", [1, 30])
def test_pages_ask_few_queries(people: Personas, number: int) -> None:
    make_term_now(host=people.teacher)
    made = [make_commitment(school=people.school) for _each in range(number)]
    client = client_for(people.head)
    for address in (at(people, "threads"), at(people, "thread", made[0].pk)):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len([each for each in asked if "SAVEPOINT" not in each["sql"] and "set_config" not in each["sql"]]) <= 15
