"""The pages of concerns, by who opens them."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from school.models import Concern, ConcernStep, Member, SafeguardingContacts
from school.safeguarding.raising import Seen
from tests.factories.care import make_concern, make_lead
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db


def url(people: Personas, name: str, *args: Any) -> str:
    return reverse(f"school:{name}", args=[people.school.slug, *args])


def filled(**more: str) -> dict[str, str]:
    return {"about": "child", "words": "Osprey", "danger": "no", "client_key": str(uuid.uuid4()), **more}


@pytest.fixture
def lead(people: Personas) -> Member:
    return make_lead(school=people.school)


def test_everybody_raises_and_the_lead_reads(people: Personas, lead: Member) -> None:
    for member in (*people.members().values(), lead):
        client = client_for(member)
        assert client.get(url(people, "raise_concern")).status_code == 200
        answer = client.post(url(people, "raise_concern"), filled())
        assert answer.headers["Location"] == url(people, "concern_received")
    assert client_for(lead).get(url(people, "concerns")).content.count(b"Waiting since") == 8


def test_stranger_finds_no_form(people: Personas) -> None:
    assert client_for(people.stranger).get(url(people, "raise_concern")).status_code == 404


def test_what_is_missing_is_said_and_nothing_is_saved(people: Personas, lead: Member) -> None:
    answer = client_for(people.teacher).post(url(people, "raise_concern"), filled(about="", danger=""))
    assert answer.status_code == 200
    for words in ("Say whom it is about", "Say whether anyone is in danger", "Osprey"):
        assert words in answer.content.decode()
    assert not Concern.objects.exists()


def test_about_the_head_without_another_reader_tells_where_to_go_and_keeps_what_was_typed(people: Personas) -> None:
    SafeguardingContacts.objects.create(school=people.school, chair_of_governors="Grace Owen, 01632 960 011")
    page = client_for(people.teacher).post(url(people, "raise_concern"), filled(about="head")).content.decode()
    assert "Grace Owen, 01632 960 011" in page and "Osprey" in page and "was not sent" in page
    assert not Concern.objects.exists()


def open_beside(client: Client, people: Personas, member: Member, text: str) -> str:
    value = Seen("a noticing", text).sealed_for(member)
    return client.post(url(people, "raise_concern"), {"from": value}).content.decode()


@pytest.mark.parametrize(("ticked", "copied"), [({}, ""), ({"take_along": "on"}, "He hid under the table")])
def test_text_goes_along_only_when_ticked(people: Personas, lead: Member, ticked: dict, copied: str) -> None:
    client, text = client_for(people.teacher), "He hid under the table"
    assert text in open_beside(client, people, people.teacher, text)
    assert not Concern.objects.exists()
    seen = Seen("a noticing", text).sealed_for(people.teacher)
    client.post(url(people, "raise_concern"), filled(seen=seen, **ticked))
    assert (Concern.objects.get().excerpt, bool(Concern.objects.get().place)) == (copied, bool(copied))


def test_names_are_found_with_and_without_a_script(people: Personas, lead: Member) -> None:
    client, typed = client_for(people.teacher), {"who": "Idris", "find": "1", "words": "Osprey"}
    fragment = client.post(url(people, "raise_concern"), typed, headers={"HX-Request": "true"}).content.decode()
    page = client.post(url(people, "raise_concern"), typed).content.decode()
    assert "Idris Costa" in fragment and "<html" not in fragment
    assert "Idris Costa" in page and "Osprey" in page
    client.post(url(people, "raise_concern"), filled(who="Idris", subject=str(people.student.pk)))
    assert Concern.objects.get().subject == people.student
    answer = client.post(url(people, "raise_concern"), filled(who="", subject=str(people.stranger.pk)))
    assert answer.status_code == 200


def test_student_reads_a_childs_words_and_no_promise_of_secrecy(people: Personas, lead: Member) -> None:
    page = client_for(people.student).get(url(people, "raise_concern")).content.decode()
    assert "Tell a grown-up you are worried" in page and "cannot keep it a secret" in page
    assert "Nadia Adeyemi" in page and 'body class="child"' in page
    client_for(people.student).post(url(people, "raise_concern"), filled(about="me", danger="yes"))
    assert (Concern.objects.get().subject, Concern.objects.get().about) == (people.student, "child")
    after = client_for(people.student).get(url(people, "concern_received")).content.decode()
    assert "Tell somebody in person now" in after and "Osprey" not in after


def test_lead_opens_acknowledges_and_adds(people: Personas, lead: Member) -> None:
    concern, client = make_concern(by=people.student, words="Osprey"), client_for(lead)
    assert "Waiting since" in client.get(url(people, "concern", concern.pk)).content.decode()
    client.post(url(people, "acknowledge_concern", concern.pk))
    client.post(url(people, "add_concern_step", concern.pk), {"kind": "note", "text": "Talked at lunch"})
    page = client.get(url(people, "concern", concern.pk)).content.decode()
    assert "Osprey" in page and "Talked at lunch" in page and "Waiting since" not in page
    assert set(ConcernStep.objects.values_list("kind", flat=True)) == {"opened", "acknowledged", "note"}
    after = client_for(people.student).get(url(people, "concern_received")).content.decode()
    assert "acknowledged today" in after and "Talked" not in after
    empty = client.post(url(people, "add_concern_step", concern.pk), {"kind": "note", "text": ""})
    assert (empty.status_code, ConcernStep.objects.filter(kind="note").count()) == (200, 1)


def test_bell_rings_for_readers(people: Personas, lead: Member) -> None:
    make_concern(by=people.student)
    assert b">1<" in client_for(lead).get(url(people, "concern_bell")).content
    assert b"concern waits" not in client_for(people.head).get(url(people, "concern_bell")).content
    assert client_for(people.teacher).get(url(people, "concern_bell")).status_code == 403
    assert b"concern-bell" not in client_for(people.teacher).get(url(people, "raise_concern")).content


def test_office_says_loudly_that_there_is_no_lead(people: Personas) -> None:
    office = reverse("school:office", args=[people.school.slug])
    assert b"named no safeguarding lead" in client_for(people.administrator).get(office).content
    make_lead(school=people.school)
    assert b"named no safeguarding lead" not in client_for(people.administrator).get(office).content


def test_lines_are_written_by_those_who_read_concerns(people: Personas, lead: Member) -> None:
    page = url(people, "safeguarding_contacts")
    assert client_for(people.administrator).get(page).status_code == 403
    assert client_for(lead).post(page, {"out_of_hours": "01632 960 022"}).status_code == 302
    assert "01632 960 022" in client_for(people.teacher).get(url(people, "raise_concern")).content.decode()
