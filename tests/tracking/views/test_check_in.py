"""The check-in, one question a screen."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from school.models import Member
from tests.factories.school import make_student, make_term
from tests.factories.tracking import make_check_in
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.models import CheckIn, CheckInAnswer
from vision.models import Behaviour


def test_whole_check_in(ready: Personas) -> None:
    client = client_for(ready.student)
    assert "12 questions" in client.get(address(ready, "check_in")).content.decode()
    answer = client.post(address(ready, "check_in"))
    for number in range(1, 13):
        assert answer.url == address(ready, "check_in_question", number)
        assert f"{number} of 12" in client.get(answer.url).content.decode()
        answer = client.post(answer.url, {"value": "none" if number == 5 else "3"})
    assert answer.url == address(ready, "check_in_end")
    assert "most times" in client.get(answer.url).content.decode()
    assert list(CheckInAnswer.objects.order_by("value").values_list("value", flat=True)) == [3] * 11 + [None]
    assert client.get(address(ready, "check_in")).url == address(ready, "check_in_end")


def test_goes_on_at_the_first_open_question(ready: Personas) -> None:
    client = client_for(ready.student)
    client.post(address(ready, "check_in"))
    client.post(address(ready, "check_in_question", 1), {"value": "2"})
    assert "Go on where I was" in client.get(address(ready, "check_in")).content.decode()
    assert client.post(address(ready, "check_in")).url == address(ready, "check_in_question", 2)
    answer = client.post(address(ready, "check_in_question", 12), {"value": "2"})
    assert answer.url == address(ready, "check_in_question", 2)


def statements_of(student: Member, place: str, sent: dict[str, str]) -> int:
    """About check-ins and behaviours; who asks is asked on every page."""
    with CaptureQueriesContext(connection) as queries:
        client_for(student).post(place, sent)
        return len([query for query in queries if "tracking_" in query["sql"] or "vision_" in query["sql"]])


def test_each_press_costs_few_statements(ready: Personas) -> None:
    begin, *questions = address(ready, "check_in"), *(address(ready, "check_in_question", n) for n in range(1, 13))
    assert statements_of(ready.student, begin, {}) == 3
    assert [statements_of(ready.student, place, {"value": "2"}) for place in questions] == [3] * 11 + [5]


def test_back_shows_the_answer_and_changing_replaces_it(ready: Personas) -> None:
    client, first = client_for(ready.student), address(ready, "check_in_question", 1)
    client.post(address(ready, "check_in"))
    client.post(first, {"value": "2"})
    assert 'value="2" required checked' in client.get(first).content.decode()
    client.post(first, {"value": "none"})
    assert 'aria-pressed="true"' in client.get(first).content.decode()
    assert CheckInAnswer.objects.get().value is None


@pytest.mark.parametrize("value", ["", "5", "x"])
def test_next_without_an_answer_says_so(ready: Personas, value: str) -> None:
    client = client_for(ready.student)
    client.post(address(ready, "check_in"))
    page = client.post(address(ready, "check_in_question", 1), {"value": value})
    assert (page.status_code, 'class="error"' in page.content.decode()) == (200, True)
    assert not CheckInAnswer.objects.exists()


def test_older_students_give_an_example_once_a_behaviour(ready: Personas) -> None:
    student = make_student(school=ready.school, year_group=9, sign_in=True)
    client = client_for(student)
    client.post(address(ready, "check_in"))
    pages = [client.get(address(ready, "check_in_question", number)).content.decode() for number in (1, 2, 3)]
    assert ["An example of this was" in page for page in pages] == [False, False, True]
    client.post(address(ready, "check_in_question", 3), {"value": "4", "example": "My third draft"})
    assert CheckInAnswer.objects.get().example == "My third draft"
    assert "My third draft" in client.get(address(ready, "check_in_question", 3)).content.decode()


def test_the_youngest_have_six_questions_and_three_answers(ready: Personas) -> None:
    client = client_for(make_student(school=ready.school, year_group=1, sign_in=True))
    client.post(address(ready, "check_in"))
    page = client.get(address(ready, "check_in_question", 6)).content.decode()
    assert (page.count('type="radio"'), "on my own" in page) == (3, True)
    assert client.get(address(ready, "check_in_question", 7)).status_code == 404


def test_too_soon_is_told_kindly(ready: Personas) -> None:
    autumn = make_term(school=ready.school, key="autumn")
    make_check_in(student=ready.student, term=autumn, started_at=timezone.now() - datetime.timedelta(weeks=5))
    client = client_for(ready.student)
    assert "a few weeks ago" in client.get(address(ready, "check_in")).content.decode()
    assert "a few weeks ago" in client.post(address(ready, "check_in")).content.decode()
    assert client.get(address(ready, "check_in_question", 1)).url == address(ready, "check_in")
    assert client.get(address(ready, "check_in_end")).url == address(ready, "check_in")
    assert CheckIn.objects.count() == 1


def test_without_questions_nothing_begins(people: Personas) -> None:
    client = client_for(people.student)
    assert "no questions for this term yet" in client.get(address(people, "check_in")).content.decode()
    assert "no questions yet" in client.post(address(people, "check_in")).content.decode()


@pytest.mark.parametrize("name", ["check_in", "check_in_end"])
def test_check_in_is_for_students(people: Personas, name: str) -> None:
    url = address(people, name)
    assert client_for(people.teacher).get(url).status_code == 403
    assert client_for(people.stranger).get(url).status_code == 404
    assert client_for(None).get(url).status_code == 302


def all_answers(ready: Personas, value: str = "3") -> dict[str, str]:
    behaviours = Behaviour.objects.filter(school=ready.school)
    return {f"answer-{each.key}.b{number}": value for each in behaviours for number in (1, 2, 3)}


def test_whole_sitting_in_one_request_and_again(ready: Personas) -> None:
    client, url = client_for(ready.student), address(ready, "check_in_whole")
    sent = all_answers(ready) | {"answer-revising.b1": "none", "example-revising.b3": "My poem"}
    assert client.post(url, sent).url == address(ready, "check_in_end")
    answer = client.post(url, all_answers(ready, "1"), headers={"X-Outbox": "1"})
    assert answer.json() == {"next": address(ready, "check_in_end")}
    said = dict(CheckInAnswer.objects.values_list("item", "value"))
    assert (len(said), said["revising.b1"], said["revising.b3"]) == (12, None, 3)
    assert CheckInAnswer.objects.get(item="revising.b3").example == "My poem"


@pytest.mark.parametrize(
    "change",
    [
        {"answer-revising.b1": "5"},
        {"answer-revising.b1": "x"},
        {"answer-revising.b1": "2" * 5000},
        {"answer-other.b1": "2"},
        {"example-revising": "A\0null byte"},
        {"drop": "revising.b2"},
    ],
)
def test_whole_sitting_that_cannot_be_is_refused_and_nothing_kept(ready: Personas, change: dict[str, str]) -> None:
    sent = all_answers(ready)
    sent.pop(f"answer-{change.pop('drop', '')}", None)
    client, url = client_for(ready.student), address(ready, "check_in_whole")
    answer = client.post(url, sent | change, headers={"X-Outbox": "1"})
    assert (answer.status_code, bool(answer.json()["sentence"])) == (422, True)
    assert client.post(url, sent | change).url == address(ready, "check_in")
    assert client.post(url, {}).url == address(ready, "check_in")
    assert not CheckIn.objects.exists()


def test_whole_sitting_is_a_students_own(ready: Personas) -> None:
    url, sent = address(ready, "check_in_whole"), all_answers(ready)
    expected = {ready.teacher: 403, ready.head: 403, ready.stranger: 404}
    assert {person: client_for(person).post(url, sent).status_code for person in expected} == expected
    assert client_for(ready.student).get(url).status_code == 405
