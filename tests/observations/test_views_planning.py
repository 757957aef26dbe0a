"""My visits, arranging one, answering a proposal."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from observations.models import Visit
from school.models import SchoolClass
from school.queries import today_in
from tests.factories.observations import make_term_now, make_visit
from tests.factories.vision import make_behaviour
from tests.personas import Personas, client_for

VISITS = "/s/harbour-lane/visits/"
PAGES = ("", "propose/", "ask/")


def invitation(people: Personas, room: SchoolClass, **changes) -> dict:
    return {
        "visitors": people.plc_lead.pk,
        "school_class": room.pk,
        "on": today_in(people.school).isoformat(),
        "period": "Period 2",
        "behaviours": [make_behaviour(school=people.school, key="questioning").pk],
        "question": "Who asks the questions?",
        "kind": "peer",
        **changes,
    }


def queries_for(person, path: str) -> int:
    """What a page costs. Two statements, and the savepoints, are only there because a test is a transaction itself."""
    client = client_for(person)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]]) - 2


def page_of(person, path: str = "") -> str:
    return client_for(person).get(VISITS + path).content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_pages_open_for_staff_and_for_nobody_else(people: Personas, path: str) -> None:
    make_term_now(host=people.teacher)
    answers = {name: client_for(member).get(VISITS + path).status_code for name, member in people.members().items()}
    assert {name for name, status in answers.items() if status == 200} == {
        "head",
        "teacher",
        "teaching_assistant",
        "plc_lead",
    }
    assert {answers[name] for name in ("student", "governor", "administrator")} == {403}
    assert client_for(people.stranger).get(VISITS + path).status_code == 404
    assert client_for(None).get(VISITS + path).status_code == 302


def test_list_sorts_visits_by_what_comes_next(people: Personas) -> None:
    teacher, lead = people.teacher, people.plc_lead
    make_visit(host=teacher, visitor=lead, state="invited", host_asked=False)
    make_visit(host=lead, visitor=teacher, state="agreed")
    make_visit(host=teacher, visitor=lead)
    make_visit(host=lead, visitor=teacher)
    make_visit(host=lead, visitor=people.head, ring=Visit.Ring.SCHOOL)
    make_visit(host=teacher, visitor=lead, state="declined")
    page = page_of(teacher)
    titles = [
        "Waiting for my answer",
        "To record",
        "Visits to my room",
        "Visits I made",
        "Shared with me",
        "Not this time",
    ]
    places = [page.index(title) for title in titles]
    assert places == sorted(places)
    assert "Coming up" not in page


def test_list_shows_the_host_the_counter(people: Personas) -> None:
    term, birch = make_term_now(host=people.teacher)
    make_visit(host=people.teacher, visitor=people.head, host_asked=False, term=term, school_class=birch)
    assert "1 of at most 3" in page_of(people.teacher)
    assert "0 of at most 3" in page_of(people.plc_lead)


def test_empty_list_teaches(people: Personas) -> None:
    assert "Your first visit" in page_of(people.teacher)


@pytest.mark.parametrize("more", [3, 30])
def test_list_asks_the_same_number_of_queries(people: Personas, more: int) -> None:
    counts = []
    for number in (1, more):
        for _visit in range(number):
            make_visit(host=people.teacher, visitor=people.plc_lead)
            make_visit(host=people.plc_lead, visitor=people.head, ring=Visit.Ring.SCHOOL)
        counts.append(queries_for(people.teacher, VISITS))
    assert counts[0] == counts[1] <= 15


def test_leaders_find_the_way_to_coverage(people: Personas) -> None:
    assert "visits/coverage/" in page_of(people.head)
    assert "visits/coverage/" not in page_of(people.teacher)


def test_host_invites_a_colleague(people: Personas) -> None:
    _term, birch = make_term_now(host=people.teacher)
    answer = client_for(people.teacher).post(VISITS + "propose/", invitation(people, birch))
    visit = Visit.objects.get()
    assert answer.url == f"{VISITS}{visit.pk}/"
    assert (visit.host, visit.state, visit.visitors.get().member) == (people.teacher, "agreed", people.plc_lead)
    assert visit.question == "Who asks the questions?"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"visitors": ""}, "Choose who comes."),
        ({"on": "2020-01-06"}, "That day is over."),
        ({"on": "2999-01-06"}, "not in the term"),
        ({"behaviours": []}, "Choose one behaviour, or two."),
        ({"period": ""}, "Say when in the day."),
        ({"kind": "inspection"}, "Select a valid choice"),
    ],
)
def test_invitation_says_what_is_wrong_and_keeps_what_was_typed(people: Personas, change: dict, sentence: str) -> None:
    _term, birch = make_term_now(host=people.teacher)
    answer = client_for(people.teacher).post(VISITS + "propose/", invitation(people, birch, **change))
    page = answer.content.decode()
    assert (answer.status_code, Visit.objects.count()) == (200, 0)
    assert sentence in page
    assert "Who asks the questions?" in page


def test_invitation_refuses_people_and_classes_of_another_school(people: Personas) -> None:
    _term, birch = make_term_now(host=people.teacher)
    _other, theirs = make_term_now(host=people.stranger)
    for change in ({"visitors": people.stranger.pk}, {"school_class": theirs.pk}):
        answer = client_for(people.teacher).post(VISITS + "propose/", invitation(people, birch, **change))
        assert "not one of the available choices" in answer.content.decode()
    assert not Visit.objects.exists()


def test_colleague_asks_for_a_room_and_the_host_answers(people: Personas) -> None:
    _term, birch = make_term_now(host=people.teacher)
    room = birch.enrolments.get().pk
    client_for(people.plc_lead).post(VISITS + "ask/", invitation(people, birch, host=room))
    visit = Visit.objects.get()
    assert (visit.host, visit.state, visit.host_asked, visit.question) == (people.teacher, "invited", False, "")
    assert "would like to visit Birch" in page_of(people.teacher, f"{visit.pk}/answer/")
    client_for(people.teacher).post(f"{VISITS}{visit.pk}/answer/", {"agree": "yes", "question": "Who is stuck well?"})
    visit.refresh_from_db()
    assert (visit.state, visit.question) == ("agreed", "Who is stuck well?")


def test_asking_above_the_cap_is_refused_beside_the_room(people: Personas) -> None:
    term, birch = make_term_now(host=people.teacher)
    for _visit in range(3):
        make_visit(host=people.teacher, visitor=people.head, host_asked=False, term=term, school_class=birch)
    asked = invitation(people, birch, host=birch.enrolments.get().pk)
    page = client_for(people.plc_lead).post(VISITS + "ask/", asked).content.decode()
    assert "You could ask Amira to invite you instead" in page
    assert Visit.objects.count() == 3


def test_answer_is_for_the_host(people: Personas) -> None:
    visit = make_visit(host=people.teacher, visitor=people.plc_lead, state="invited", host_asked=False)
    path = f"{VISITS}{visit.pk}/answer/"
    persons = (people.plc_lead, people.head, people.student, people.stranger, None)
    assert [client_for(person).get(path).status_code for person in persons] == [403, 404, 403, 404, 302]
    answer = client_for(people.teacher).post(path, {"agree": "yes", "question": "x" * 201})
    assert "at most 200" in answer.content.decode()
    assert Visit.objects.get().state == "invited"


def test_visitor_calls_an_agreed_visit_off(people: Personas) -> None:
    visit = make_visit(host=people.teacher, visitor=people.plc_lead, state="agreed")
    client_for(people.plc_lead).post(f"{VISITS}{visit.pk}/answer/", {"agree": "no"})
    assert Visit.objects.get().state == "declined"


def test_school_without_term_or_behaviours_is_told_what_to_do(people: Personas) -> None:
    assert "Nothing to look for yet" in page_of(people.teacher, "propose/")
    assert "Nothing to look for yet" in page_of(people.teacher, "ask/")


@pytest.mark.parametrize("path", ["propose/", "ask/"])
def test_arranging_stays_within_fifteen_queries(people: Personas, path: str) -> None:
    make_term_now(host=people.teacher)
    assert queries_for(people.plc_lead if path == "ask/" else people.teacher, VISITS + path) <= 15
