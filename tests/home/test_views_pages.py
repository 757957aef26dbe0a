"""The front door and the start page."""

import pytest
from django.test import Client

from home.demonstration.cast import CAST
from school.models import Role
from tests.factories.school import make_member, make_user
from tests.personas import Personas, client_for


def test_front_door_leads_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/").url == "/account/login/"


def test_front_door_leads_to_the_only_school(people: Personas) -> None:
    page = client_for(people.head).get("/", follow=True)
    assert page.redirect_chain[-1][0] == "/s/harbour-lane/"


def test_person_in_two_schools_chooses(people: Personas) -> None:
    make_member(school=people.stranger.school, roles=(Role.TEACHER,), user=people.teacher.user)
    page = client_for(people.teacher).get("/", follow=True)
    assert page.redirect_chain[-1][0] == "/schools/"
    assert [member.school for member in page.context["members"]] == [people.school, people.stranger.school]


def test_unknown_person_is_told_kindly(db: None) -> None:
    page = client_for(make_user()).get("/schools/")
    assert page.status_code == 200
    assert "no school has a place for it" in page.content.decode()


@pytest.mark.parametrize(
    "role", ["head", "teacher", "teaching_assistant", "plc_lead", "student", "governor", "administrator"]
)
def test_start_page_opens_for_each_role(people: Personas, role: str) -> None:
    assert client_for(people.members()[role]).get("/s/harbour-lane/").status_code == 200


def test_start_page_stays_shut_to_strangers(people: Personas) -> None:
    assert client_for(people.stranger).get("/s/harbour-lane/").status_code == 404
    assert client_for(None).get("/s/harbour-lane/").url == "/account/login/?next=%2Fs%2Fharbour-lane%2F"


def test_nobody_becomes_another_person_outside_the_demonstration(client: Client, people: Personas) -> None:
    make_user(email=CAST[0].email)
    assert client.post("/demonstration/be/", {"person": CAST[0].name}).status_code == 404


def test_demonstration_lets_one_be_its_people_only(client: Client, people: Personas, settings) -> None:
    settings.DEMO = True
    make_user(email=CAST[0].email)
    assert client.post("/demonstration/be/", {"person": "head@elsewhere"}).status_code == 404
    assert client.post("/demonstration/be/", {"person": CAST[0].name}).status_code == 302
    assert client.session["_auth_user_id"]
    assert client.get("/demonstration/be/").status_code == 405


def test_news_is_a_fragment_for_htmx_and_a_page_without(people: Personas) -> None:
    client = client_for(people.teacher)
    fragment = client.get("/s/harbour-lane/news/", headers={"HX-Request": "true"})
    page = client.get("/s/harbour-lane/news/")
    assert ("<html" in fragment.content.decode(), "<html" in page.content.decode()) == (False, True)
    assert "HX-Request" in fragment["Vary"]
