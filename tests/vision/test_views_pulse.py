"""The pulse's form, its refusals, and what leaders read afterwards."""

import datetime
import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from school.queries import today_in
from tests.factories.school import make_member
from tests.factories.vision import make_pulse, make_staff
from tests.personas import Personas, client_for
from vision.models import Pulse, PulseAnswer, PulseBallot, PulseParticipation
from vision.pulse import close_pulse, open_pulse
from vision.pulse_items import ITEM_KEYS

SHEET = dict.fromkeys(ITEM_KEYS, "4")


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


@pytest.fixture
def running(people: Personas) -> Pulse:
    make_staff(school=people.school, number=8)
    today = today_in(people.school)
    closes_on = today + datetime.timedelta(days=7)
    return open_pulse(school=people.school, term=people.term, closes_on=closes_on, by=people.head, on=today)


def test_without_a_pulse_the_page_says_what_it_is(people: Personas) -> None:
    assert "No pulse is open" in client_for(people.teacher).get(at(people, "pulse")).text


def test_form_promises_and_names_the_safeguarding_lead(people: Personas, running: Pulse) -> None:
    page = client_for(people.teacher).get(at(people, "pulse")).text
    for words in ("cannot be traced to you", "safeguarding lead", "I agree with where it is taking us."):
        assert words in page
    assert page.count('type="radio"') == 8 * 6


def test_answers_are_sealed_and_thanked_for(people: Personas, running: Pulse) -> None:
    client = client_for(people.teacher)
    answer = client.post(at(people, "pulse"), SHEET, follow=True)
    assert "Thank you for answering" in answer.text
    assert (PulseBallot.objects.count(), PulseParticipation.objects.get().user) == (1, people.teacher.user)


def test_second_vote_is_refused_kindly(people: Personas, running: Pulse) -> None:
    client = client_for(people.teacher)
    client.post(at(people, "pulse"), SHEET)
    again = client.post(at(people, "pulse"), {**SHEET, "p1": "1"})
    assert (again.status_code, "You have already answered" in again.text) == (409, True)
    assert PulseBallot.objects.count() == 1


@pytest.mark.parametrize("sheet", [{}, dict.fromkeys(ITEM_KEYS, "0"), {**SHEET, "p1": "7"}])
def test_sheet_that_says_nothing_valid_is_refused(people: Personas, running: Pulse, sheet: dict[str, str]) -> None:
    answer = client_for(people.teacher).post(at(people, "pulse"), sheet)
    assert answer.status_code == 200
    assert not PulseBallot.objects.exists()


def test_form_is_refused_after_the_last_day(people: Personas, running: Pulse) -> None:
    Pulse.objects.update(closes_on=today_in(people.school) - datetime.timedelta(days=1))
    assert "No pulse is open" in client_for(people.teacher).post(at(people, "pulse"), SHEET).text
    assert not PulseBallot.objects.exists()


def test_who_came_later_is_told_so(people: Personas, running: Pulse) -> None:
    later = today_in(people.school) + datetime.timedelta(days=1)
    Pulse.objects.update(opens_on=later - datetime.timedelta(days=3))
    late = make_member(school=people.school, sign_in=True, joined_on=later - datetime.timedelta(days=1))
    assert "staff who were here" in client_for(late).post(at(people, "pulse"), SHEET).text


def test_no_answer_reaches_the_log_or_the_session(people: Personas, running: Pulse, caplog) -> None:
    client = client_for(people.teacher)
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as asked:
        client.post(at(people, "pulse"), {**SHEET, "p8": "5"})
    assert "p8" not in caplog.text
    assert not [query for query in asked if '"p8"' in query["sql"] or "django_session" in query["sql"][:30]]


def test_leader_opens_a_pulse_or_reads_why_not(people: Personas) -> None:
    client, closes = client_for(people.head), today_in(people.school) + datetime.timedelta(days=5)
    refused = client.post(at(people, "pulse_open"), {"closes_on": closes})
    assert "at least 8 staff" in refused.text
    make_staff(school=people.school, number=8)
    assert client.post(at(people, "pulse_open"), {"closes_on": closes})["Location"] == at(people, "pulse_results")
    assert Pulse.objects.get().invited == 12
    assert "It closes by itself" in client.get(at(people, "pulse_results")).text


def test_results_show_nothing_while_open(people: Personas, running: Pulse) -> None:
    client_for(people.teacher).post(at(people, "pulse"), SHEET)
    page = client_for(people.head).get(at(people, "pulse_results")).text
    assert "shown from five answers on" in page
    assert "Amira" not in page


def test_results_after_the_close_and_of_an_earlier_pulse(people: Personas, running: Pulse) -> None:
    old = make_pulse(term=people.term, by=people.head, counts={"p1": [1, 2, 4, 7, 10]}, invited=30, answered=24)
    Pulse.objects.filter(pk=old.pk).update(opens_on=datetime.date(2025, 1, 6))
    close_pulse(pulse=running, on=running.closes_on)
    client = client_for(people.head)
    assert "deleted unopened" in client.get(at(people, "pulse_results")).text
    page = client.get(at(people, "pulse_result", old.pk)).text
    assert ("71 % agree" in page, "24 answers" in page) == (True, True)
    assert client.get(at(people, "pulse_result", running.pk + 99)).status_code == 404
    with CaptureQueriesContext(connection) as asked:
        client.get(at(people, "pulse_results"))
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 15


WORDS = {"heard": "You want time.", "will_do": "Two meetings go."}


def test_leaders_answer_on_the_results_page_and_all_staff_read_it(people: Personas) -> None:
    pulse = make_pulse(term=people.term, by=people.head, counts={"p1": [1, 2, 4, 7, 10]}, invited=30, answered=24)
    head, teacher = client_for(people.head), client_for(people.teacher)
    assert "71 % agree" not in teacher.get(at(people, "pulse")).text + teacher.get(at(people, "pulse_heard")).text
    page = head.get(at(people, "pulse_results")).text
    assert ("Answer in public" in page, "Open the pulse" in page) == (True, False)
    assert head.post(at(people, "pulse_answer", pulse.pk), WORDS)["Location"] == at(people, "pulse_result", pulse.pk)
    for client, name in (
        (teacher, "pulse"),
        (client_for(people.administrator), "pulse_heard"),
        (head, "pulse_results"),
    ):
        page = client.get(at(people, name)).text
        assert ("71 % agree" in page, "Two meetings go." in page) == (True, True)
    assert "Open the pulse" in page


def test_half_an_answer_is_refused_and_kept_on_the_form(people: Personas) -> None:
    pulse = make_pulse(term=people.term, by=people.head, counts={"p1": [1, 2, 4, 7, 10]}, invited=30, answered=24)
    page = client_for(people.head).post(at(people, "pulse_answer", pulse.pk), {**WORDS, "will_do": ""}).text
    assert ("You want time." in page, PulseAnswer.objects.exists()) == (True, False)


def test_opening_past_an_unanswered_pulse_is_refused(people: Personas) -> None:
    make_staff(school=people.school, number=8)
    make_pulse(term=people.term, by=people.head)
    closes = today_in(people.school) + datetime.timedelta(days=5)
    assert "First say what became" in client_for(people.head).post(at(people, "pulse_open"), {"closes_on": closes}).text
    assert Pulse.objects.count() == 1
