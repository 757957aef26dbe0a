"""The pages about one's own data."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from school.models import AccessPack, Look, Member, PrivacyRequest
from school.privacy.access_pack import put_together
from school.privacy.documents import DOCUMENTS
from school.privacy.looks import note_look
from tests.personas import Personas, client_for

LOOKS = "/s/harbour-lane/school/privacy/who-looked/"


def look(people: Personas, times: int = 1) -> None:
    for _ in range(times):
        for subject in (people.student, people.head):
            note_look(looker=people.teacher, subjects=[subject], kind=Look.Kind.LEARNER_PAGE, now=timezone.now())


def test_everyone_reads_who_looked_at_them_and_at_nobody_else(people: Personas) -> None:
    look(people)
    note_look(looker=people.head, subjects=[people.teacher], kind=Look.Kind.VISIT, now=timezone.now())
    told = {
        name: "Amira Rahman looked" in text or "Amira Rahman opened" in text
        for name, person in people.members().items()
        if (text := client_for(person).get(LOOKS).content.decode())
    }
    assert [name for name, seen in told.items() if seen] == ["head", "student"]
    assert (
        "Helen Bellamy opened the record of a visit you hosted"
        in client_for(people.teacher).get(LOOKS).content.decode()
    )


def test_stranger_and_nobody_read_nothing(people: Personas) -> None:
    assert client_for(people.stranger).get(LOOKS).status_code == 404
    assert client_for(None).get(LOOKS).status_code == 302


def test_child_reads_child_words(people: Personas) -> None:
    look(people)
    text = client_for(people.student).get(LOOKS).content.decode()
    assert "Who looked at my page" in text and "Amira Rahman looked at your page today at" in text
    assert "Teacher" not in text


@pytest.mark.parametrize("times", [1, 30])
def test_list_asks_the_same_however_long(people: Personas, times: int) -> None:
    look(people, times)
    client = client_for(people.student)
    with CaptureQueriesContext(connection) as queries:
        client.get(LOOKS)
    assert len(queries) == 9


def test_long_list_has_pages(people: Personas) -> None:
    look(people, 31)
    first, second = (client_for(people.student).get(f"{LOOKS}?page={number}").content.decode() for number in (1, 2))
    assert (first.count("looked at your page"), second.count("looked at your page")) == (30, 1)
    assert 'rel="next"' in first and 'rel="prev"' in second


PRIVACY = "/s/harbour-lane/school/privacy/"


def test_privacy_page_lets_everyone_see_get_correct_and_complain(people: Personas) -> None:
    for person in people.members().values():
        text = client_for(person).get(PRIVACY).content.decode()
        wanted = (LOOKS, f"{PRIVACY}copy/", f"{PRIVACY}ask/", 'value="complaint"', 'value="correction"')
        assert [each for each in wanted if each not in text] == []


def test_own_copy_is_one_click_for_a_child(people: Personas) -> None:
    client = client_for(people.student)
    client.post(f"{PRIVACY}copy/")
    pack = AccessPack.objects.get()
    assert (pack.about, pack.asked_by) == (people.student, people.student)
    waiting = client.get(PRIVACY, headers={"HX-Request": "true"}).content.decode()
    assert waiting.startswith('<div id="packs"') and "hx-trigger" in waiting
    put_together(school_id=people.school.pk, pack_id=pack.pk, now=timezone.now())
    ready = client.get(PRIVACY, headers={"HX-Request": "true"}).content.decode()
    assert "Save it" in ready and "hx-trigger" not in ready
    assert client.get(f"{PRIVACY}copy/{pack.pk}/").content[:2] == b"PK"
    assert client_for(people.teacher).get(f"{PRIVACY}copy/{pack.pk}/").status_code == 404


def test_adult_signs_in_again_for_their_copy(people: Personas) -> None:
    client = client_for(people.teacher)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0, "email": "x@example.org"}]
    session.save()
    answer = client.post(f"{PRIVACY}copy/")
    assert "reauthenticate" in answer.url and not AccessPack.objects.exists()


def test_question_reaches_the_office_and_keeps_what_was_typed(people: Personas) -> None:
    client = client_for(people.student)
    page = client.post(f"{PRIVACY}ask/", {"words": "It is wrong"}).content.decode()
    assert "It is wrong" in page and not PrivacyRequest.objects.exists()
    assert client.post(f"{PRIVACY}ask/", {"kind": "correction", "words": "It is wrong"}).url == PRIVACY
    assert "an answer is due by" in client.get(PRIVACY).content.decode()
    assert "It is wrong" not in client_for(people.teacher).get(PRIVACY).content.decode()


def test_papers_are_read_by_those_they_are_for(people: Personas) -> None:
    read = {name: [_reads(person, each.name) for each in DOCUMENTS] for name, person in people.members().items()}
    assert read.pop("student") == [200, 404, 404, 404, 404, 404]
    assert {status for statuses in read.values() for status in statuses} == {200}
    assert client_for(people.stranger).get(f"{PRIVACY}papers/children/").status_code == 404


def _reads(person: Member, name: str) -> int:
    return client_for(person).get(f"{PRIVACY}papers/{name}/").status_code
