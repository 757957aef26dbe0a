"""A school's own pages, and the choice between schools."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from school.access import RULES
from school.models import Role
from tests.factories.school import make_member
from tests.personas import Personas, client_for

MEMBERS = "/s/harbour-lane/school/members/"
OFFICE = "/s/harbour-lane/school/office/"


def test_only_school_opens_by_itself(people: Personas) -> None:
    assert client_for(people.governor).get("/schools/").url == "/s/harbour-lane/"


def test_choice_of_schools_needs_a_sign_in(client: Client, db: None) -> None:
    assert client.get("/schools/").url == "/account/login/?next=%2Fschools%2F"


def test_permissions_page_prints_the_rules_that_hold(people: Personas) -> None:
    page = client_for(people.student).get("/s/harbour-lane/school/permissions/")
    text = page.content.decode()
    assert [
        rule.permission for rule in RULES if str(rule.sentence) not in page.content.decode().replace("&#x27;", "'")
    ] == []
    assert [role for role in Role if str(role.label) not in text] == []


@pytest.mark.parametrize("page", ["permissions", "privacy"])
def test_every_member_reads_the_plain_pages_and_no_one_else(people: Personas, page: str, client: Client) -> None:
    path = f"/s/harbour-lane/school/{page}/"
    statuses = {name: client_for(person).get(path).status_code for name, person in people.members().items()}
    assert set(statuses.values()) == {200}
    assert client_for(people.stranger).get(path).status_code == 404
    assert client.get(path).status_code == 302


def test_members_page_lists_adults_with_their_roles(people: Personas) -> None:
    text = client_for(people.administrator).get(MEMBERS).content.decode()
    assert "Okoro, Joe" in text and "PLC lead" in text
    assert "Costa, Idris" not in text and "Stranger" not in text


def test_office_is_reached_from_the_menu_of_those_who_may(people: Personas) -> None:
    led = {
        name: OFFICE in client_for(getattr(people, name)).get("/s/harbour-lane/").content.decode()
        for name in ("administrator", "teacher")
    }
    assert led == {"administrator": True, "teacher": False}


def test_members_page_asks_the_same_for_many_as_for_few(people: Personas) -> None:
    client = client_for(people.head)
    counts = []
    for more in (0, 3, 27):
        for _number in range(more):
            make_member(school=people.school)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(MEMBERS)
        counts.append(len(queries))
    assert len(set(counts)) == 1 and counts[0] <= 15
