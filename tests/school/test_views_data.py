"""Personal data in the hands of the office."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from school.models import AccessPack, Certificate, LegalHold, Look, Member, PrivacyRequest, RetentionChoice
from school.privacy.access_pack import put_together
from tests.factories.privacy import make_request
from tests.factories.school import make_student
from tests.factories.tracking import make_noticing
from tests.personas import Personas, client_for

DATA = "/s/harbour-lane/school/data/"


@pytest.fixture
def leaver(people: Personas) -> Member:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    student = make_student(school=people.school, name="Nora Leaver", left_on=yesterday)
    make_noticing(student=student, author=people.teacher)
    return student


def at(member: Member, tail: str = "") -> str:
    return f"{DATA}people/{member.pk}/{tail}"


@pytest.mark.parametrize("path", ["", "schedule/"])
def test_pages_are_the_offices(people: Personas, path: str) -> None:
    opened = {name: client_for(person).get(DATA + path).status_code for name, person in people.members().items()}
    assert {name for name, status in opened.items() if status == 200} == {"head", "administrator"}
    assert client_for(people.stranger).get(DATA + path).status_code == 404


def test_page_says_what_is_due_and_what_goes_next(people: Personas) -> None:
    make_request(about=people.student, asked_on=datetime.date(2025, 1, 1))
    old = make_student(school=people.school, name="Nora Leaver", left_on=datetime.date(2025, 1, 1))
    make_noticing(student=old, author=people.teacher)
    text = client_for(people.administrator).get(DATA).content.decode()
    assert "Something is wrong" in text and "Idris Costa" in text and "was due on" in text
    assert "What was noticed: 1" in text


def test_person_is_found_without_a_name_in_the_address(people: Personas, leaver: Member) -> None:
    client = client_for(people.administrator)
    assert client.get(f"{DATA}people/").status_code == 405
    assert "Leaver, Nora" in client.post(f"{DATA}people/", {"name": "nor"}).content.decode()
    assert "Nobody has a name" in client.post(f"{DATA}people/", {"name": "xyz"}).content.decode()


def test_opening_a_persons_page_is_a_look(people: Personas) -> None:
    client_for(people.administrator).get(at(people.student))
    assert Look.objects.filter(subject=people.student, kind="data", looker=people.administrator).count() == 1


def test_copy_for_somebody_else_is_made_and_fetched_by_who_asked(people: Personas) -> None:
    client = client_for(people.administrator)
    client.post(at(people.student, "copy/"))
    pack = AccessPack.objects.get()
    put_together(school_id=people.school.pk, pack_id=pack.pk, now=timezone.now())
    assert "Save it" in client.get(at(people.student)).content.decode()
    fetched = client.get(f"/s/harbour-lane/school/privacy/copy/{pack.pk}/")
    assert fetched.headers["Content-Type"] == "application/zip" and fetched.content[:2] == b"PK"
    assert client_for(people.student).get(f"/s/harbour-lane/school/privacy/copy/{pack.pk}/").status_code == 404


def test_parents_question_is_written_down_with_its_day(people: Personas) -> None:
    client = client_for(people.administrator)
    client.post(at(people.student, "ask/"), {"kind": "record", "words": "Mrs Costa, known to us"})
    asked = PrivacyRequest.objects.get()
    assert asked.on_behalf and asked.due_on > asked.asked_on
    page = client.post(at(people.student, "ask/"), {"kind": "complaint", "words": ""})
    assert "Say in a sentence" in page.content.decode() and PrivacyRequest.objects.count() == 1


def test_answer_reaches_the_person(people: Personas) -> None:
    asked = make_request(about=people.student)
    client, url = client_for(people.administrator), f"{DATA}requests/{asked.pk}/"
    assert "the person reads it" in client.post(url, {"done": "yes", "answer": ""}).content.decode()
    assert client.post(url, {"done": "yes", "answer": "You are in Year 5 now."}).status_code == 302
    text = client_for(people.student).get("/s/harbour-lane/school/privacy/").content.decode()
    assert "You are in Year 5 now." in text


def test_hold_is_set_and_ended(people: Personas, leaver: Member) -> None:
    client = client_for(people.administrator)
    assert client.post(at(leaver, "hold/"), {"reason": ""}).status_code == 200
    client.post(at(leaver, "hold/"), {"reason": "Tribunal"})
    assert "Tribunal" in client.get(at(leaver, "remove/")).content.decode()
    client.post(at(leaver, "hold/"), {"end": "1"})
    assert not LegalHold.objects.filter(ended_on=None).exists()


def test_removal_shows_first_and_needs_the_tick(people: Personas, leaver: Member) -> None:
    client, url = client_for(people.administrator), at(leaver, "remove/")
    page = client.get(url).content.decode()
    assert "What was noticed: 1" in page and "What stays, and why" in page
    assert client.post(url).status_code == 200 and not Certificate.objects.exists()
    assert client.post(url, {"sure": "on"}).url == DATA
    leaver.refresh_from_db()
    assert leaver.display_name == "A former student"
    assert "A person’s data was removed" in client.get(DATA).content.decode()
    assert client.get(at(leaver)).status_code == 404


def test_who_is_still_here_is_not_removed(people: Personas) -> None:
    client, url = client_for(people.administrator), at(people.student, "remove/")
    assert "still at the school" in client.get(url).content.decode()
    client.post(url, {"sure": "on"})
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("tail", ["copy/", "remove/"])
def test_copies_and_removals_ask_to_sign_in_again(people: Personas, leaver: Member, tail: str) -> None:
    client = client_for(people.administrator)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0, "email": "x@example.org"}]
    session.save()
    answer = client.post(at(leaver, tail), {"sure": "on"})
    assert answer.status_code == 302 and "reauthenticate" in answer.url
    assert not AccessPack.objects.exists() and not Certificate.objects.exists()


def test_school_shortens_a_period_within_limits(people: Personas) -> None:
    client = client_for(people.administrator)
    client.post(f"{DATA}schedule/", {"rule": "learning", "kept": "6"})
    assert RetentionChoice.objects.get().kept == 6
    page = client.post(f"{DATA}schedule/", {"rule": "learning", "kept": "60"}, follow=True).content.decode()
    assert "from 1 to 12" in page and "6 months after leaving" in page
    client.post(f"{DATA}schedule/", {"rule": "pulse", "kept": "1"})
    assert RetentionChoice.objects.count() == 1
