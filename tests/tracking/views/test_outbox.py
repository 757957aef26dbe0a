"""What the browser's outbox asks before it sends."""

from django.test import Client

from school.badges.sessions import SESSION_KEY
from tests.personas import Personas, client_for
from tests.tracking.addresses import address


def test_outbox_is_told_who_is_signed_in(people: Personas) -> None:
    answer = client_for(people.teacher).get(address(people, "outbox")).json()
    assert answer["who"] == people.teacher.pk
    assert answer["token"]


def test_outbox_is_sent_to_sign_in(people: Personas) -> None:
    assert Client().get(address(people, "outbox")).status_code == 302


def test_a_page_of_somebody_carries_the_outbox_and_a_tablet_none(people: Personas) -> None:
    page = client_for(people.teacher).get(address(people, "notice")).content.decode()
    assert f'data-who="{people.teacher.pk}"' in page
    assert SESSION_KEY not in client_for(people.teacher).session


def test_names_for_a_note_are_for_staff(people: Personas) -> None:
    found = client_for(people.teacher).get(address(people, "notice_names")).json()
    assert [each["name"] for each in found["learners"]] == ["Idris C."]
    assert client_for(people.student).get(address(people, "notice_names")).status_code == 403
