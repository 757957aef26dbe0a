"""The record's pages: writing, reading, talking, sharing."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from observations.models import Sighting, Visit
from observations.sharing import note_opening
from school.calendar import school_days_after
from school.models import Look
from tests.factories.observations import make_aspect, make_sighting, make_visit
from tests.factories.vision import make_behaviour
from tests.observations.test_views_planning import queries_for
from tests.personas import Personas, client_for

VISITS = "/s/harbour-lane/visits/"
DAY = "2999-03-10"
WRITES = {
    "conversation/": {"agreed_step": "Wait five seconds", "step_review_on": DAY},
    "step/": {},
    "account/": {"text": "There was a fire drill"},
    "share/": {"whole_school": "1"},
    "stop/": {},
    "withdraw/": {},
}


def held(people: Personas, **changes) -> Visit:
    return make_visit(host=people.teacher, visitor=people.plc_lead, **changes)


def address(visit: Visit, path: str = "") -> str:
    return f"{VISITS}{visit.pk}/{path}"


def sheet(people: Personas, seen: str = "many", did: str = "Asked each other", **changes) -> dict:
    cell = f"{make_behaviour(school=people.school).pk}_{make_aspect(school=people.school, key='talking').pk}"
    given = {"client_key": str(uuid.uuid4()), f"seen_{cell}": seen, f"did_{cell}": did, "wondering": "What if?"}
    return {**given, **changes}


def post(person, visit: Visit, path: str, data: dict | None = None, **headers):
    return client_for(person).post(address(visit, path), data or {}, **headers)


def test_record_is_read_by_those_whom_the_host_lets(people: Personas) -> None:
    visit = held(people, readers=(people.teaching_assistant,))
    persons = (people.teacher, people.plc_lead, people.teaching_assistant, people.head, people.student, people.stranger)
    statuses = [client_for(person).get(address(visit)).status_code for person in persons]
    assert statuses == [200, 200, 200, 404, 403, 404]
    assert client_for(None).get(address(visit)).status_code == 302


def test_record_says_who_may_read_it_and_what_it_is_for(people: Personas) -> None:
    visit = held(people, readers=(people.head,))
    page = client_for(people.teacher).get(address(visit)).content.decode()
    assert "For development, not appraisal: Amira Rahman, Joe Okoro and Helen Bellamy can read this." in page


def test_opening_is_noted_and_shown_to_the_host_alone(people: Personas) -> None:
    visit = held(people, readers=(people.head,))
    for person in (people.head, people.teacher, people.plc_lead):
        page = client_for(person).get(address(visit)).content.decode()
        assert ("Who opened it" in page) == (person == people.teacher)
    assert [look.looker for look in Look.objects.order_by("pk")] == [people.head, people.plc_lead]


def test_visitor_records_and_the_host_reads_it_at_once(people: Personas) -> None:
    visit = held(people, state="agreed")
    assert client_for(people.plc_lead).get(address(visit, "record/")).status_code == 200
    assert post(people.plc_lead, visit, "record/", sheet(people)).url == address(visit)
    assert "Asked each other" in client_for(people.teacher).get(address(visit)).content.decode()


def test_record_sent_twice_is_kept_once(people: Personas) -> None:
    visit, data = held(people, state="agreed"), sheet(people)
    assert {post(people.plc_lead, visit, "record/", data).status_code for _ in range(2)} == {302}
    assert (Sighting.objects.count(), Visit.objects.get().wondering) == (4, "What if?")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"seen": "not_looked_for", "did": ""}, "at least one line"),
        ({"seen": "not_looked_for"}, "how many of them?"),
        ({"seen": "9"}, "Select a valid choice"),
        ({"did": "x" * 281}, "at most 280"),
        ({"wondering": "x" * 281}, "at most 280"),
        ({"client_key": "no"}, "valid UUID"),
    ],
)
def test_faulty_sheet_says_why_and_keeps_what_was_typed(people: Personas, change: dict, sentence: str) -> None:
    visit = held(people, state="agreed")
    answer = post(
        people.plc_lead, visit, "record/", sheet(people, **{"did": "Tried again", "wondering": "Hm", **change})
    )
    page = answer.content.decode()
    assert (answer.status_code, Sighting.objects.count()) == (200, 0)
    assert sentence in page
    assert ("Tried again" in page) == ("did" not in change)


def test_sheet_by_htmx_answers_with_the_form_or_the_way_on(people: Personas) -> None:
    visit, htmx = held(people, state="agreed"), {"headers": {"HX-Request": "true"}}
    fragment = post(people.plc_lead, visit, "record/", sheet(people, seen="not_looked_for", did=""), **htmx)
    assert fragment.content.decode().startswith("<form")
    assert fragment["Vary"].count("HX-Request") == 1
    done = post(people.plc_lead, visit, "record/", sheet(people), **htmx)
    assert done["HX-Redirect"] == address(visit)


def test_sheet_is_for_the_visitor(people: Personas) -> None:
    visit = held(people, state="agreed")
    persons = (people.teacher, people.head, people.governor, people.stranger, None)
    assert [client_for(p).get(address(visit, "record/")).status_code for p in persons] == [403, 404, 403, 404, 302]
    assert post(people.teacher, visit, "record/", sheet(people)).status_code == 403
    assert not Sighting.objects.exists()


def test_sheet_of_a_recorded_visit_leads_to_the_record(people: Personas) -> None:
    assert client_for(people.plc_lead).get(address(held(people), "record/")).status_code == 302


@pytest.mark.parametrize("path", WRITES)
def test_writes_are_for_those_who_may(people: Personas, path: str) -> None:
    visit = held(people, readers=(people.teaching_assistant,))
    before = Visit.objects.values().get()
    persons = (people.teaching_assistant, people.head, people.student, people.stranger, None)
    statuses = [post(person, visit, path, WRITES[path]).status_code for person in persons]
    assert statuses == [200 if path == "conversation/" else 403, 404, 403, 404, 302]
    assert Visit.objects.values().get() == before
    assert visit.readers.count() == 1
    assert client_for(people.teacher).get(address(visit, path)).status_code == 405


def test_visitor_does_not_decide_for_the_host(people: Personas) -> None:
    visit = held(people)
    paths = [path for path in WRITES if path != "conversation/"]
    assert {post(people.plc_lead, visit, path, WRITES[path]).status_code for path in paths} == {403}


def test_conversation_and_look_back(people: Personas) -> None:
    visit = held(people)
    assert "one thing" in post(people.plc_lead, visit, "conversation/", {"agreed_step": " "}).content.decode()
    post(people.plc_lead, visit, "conversation/", WRITES["conversation/"])
    page = client_for(people.teacher).get(address(visit)).content.decode()
    assert "Wait five seconds" in page
    post(people.teacher, visit, "step/")
    assert Visit.objects.get().step_reviewed_on


def test_host_adds_an_account(people: Personas) -> None:
    visit = held(people)
    assert "at most 1000" in post(people.teacher, visit, "account/", {"text": "x" * 1001}).content.decode()
    post(people.teacher, visit, "account/", WRITES["account/"])
    assert "fire drill" in client_for(people.plc_lead).get(address(visit)).content.decode()


def test_host_shares_with_one_and_stops(people: Personas) -> None:
    visit, reader = held(people), people.teaching_assistant
    read = lambda: client_for(reader).get(address(visit)).status_code  # noqa: E731
    assert read() == 404
    post(people.teacher, visit, "share/", {"member": reader.pk})
    assert read() == 200
    post(people.teacher, visit, "stop/", {"member": reader.pk})
    assert read() == 404


def test_sharing_says_what_is_wrong(people: Personas) -> None:
    visit = held(people)
    for member, sentence in (
        ("", "Please choose one"),
        (people.stranger.pk, "not one of the available choices"),
        (people.plc_lead.pk, "can read it already"),
    ):
        assert sentence in post(people.teacher, visit, "share/", {"member": member}).content.decode()
    assert not visit.readers.exists()


def test_host_shares_with_the_school_stops_and_withdraws(people: Personas) -> None:
    visit = held(people)
    seen = []
    for path, data in (("share/", {"whole_school": "1"}), ("stop/", {"whole_school": "1"}), ("withdraw/", {})):
        post(people.teacher, visit, path, data)
        seen.append([client_for(p).get(address(visit)).status_code for p in (people.head, people.plc_lead)])
    assert seen == [[200, 200], [404, 200], [404, 404]]
    assert client_for(people.teacher).get(address(visit)).status_code == 200


def test_stopping_for_a_stranger_stops_for_nobody(people: Personas) -> None:
    visit = held(people, readers=(people.head,))
    post(people.teacher, visit, "stop/", {"member": people.stranger.pk})
    assert visit.readers.count() == 1


@pytest.mark.parametrize("person", ["teacher", "plc_lead"])
def test_record_asks_the_same_few_queries_however_long_it_is(people: Personas, person: str) -> None:
    visit, counts = held(people), []
    for aspect in ("talking", "constructing"):
        counts.append(queries_for(getattr(people, person), address(visit)))
        make_sighting(visit=visit, aspect=aspect)
        for reader in (people.head, people.teaching_assistant):
            visit.readers.get_or_create(school=people.school, member=reader)
            note_opening(visit=visit, by=reader, now=visit.recorded_at)
    assert counts[0] == counts[1] <= 15


def test_day_to_look_back_is_suggested(people: Personas) -> None:
    page = client_for(people.teacher).get(address(held(people)))
    due = page.context["talk"]["step_review_on"].value()
    assert due == school_days_after(people.school, timezone.localdate(), 15)
