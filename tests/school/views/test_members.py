"""The pages on which people, roles and places are looked after."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from school.models import Member
from school.rosters.keeping import keeps_of
from tests.factories.school import PASSWORD, make_member
from tests.factories.sign_in import make_second_step
from tests.personas import Personas, client_for

LIST = "/s/harbour-lane/school/members/"


def address(name: str, member: Member) -> str:
    return reverse(f"school:{name}", args=["harbour-lane", member.pk])


@pytest.mark.parametrize(
    ("person", "status"), [("administrator", 200), ("head", 200), ("teacher", 403), ("student", 403), ("stranger", 404)]
)
def test_pages_by_person(people: Personas, person: str, status: int) -> None:
    client = client_for(getattr(people, person))
    for path in (LIST, f"{LIST}new/", address("member", people.teacher)):
        assert client.get(path).status_code == status


def test_person_of_another_school_is_not_found(people: Personas) -> None:
    client = client_for(people.head)
    assert client.get(address("member", people.stranger)).status_code == 404
    assert client.post(address("give_roles", people.stranger), {"roles": ["head"]}).status_code == 404


def test_list_filters_and_turns_pages_with_the_same_queries(people: Personas) -> None:
    client, counts = client_for(people.head), []
    students = client.get(f"{LIST}?role=student").content.decode()
    assert "Costa, Idris" in students and "Year group</th>" in students and "<td>Year 4</td>" in students
    for more in (0, 60):
        for number in range(more):
            make_member(school=people.school, name=f"New Zed{number}")
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
    assert "Zed9" in client.get(f"{LIST}?page=2").content.decode()
    assert "Nobody matches" in client.get(f"{LIST}?q=nobody").content.decode()


def test_email_is_not_shown(people: Personas) -> None:
    page = client_for(people.head).get(address("member", people.teacher)).content.decode()
    assert people.teacher.user.email not in page and "Has a sign-in" in page


def test_role_change_acts_with_the_next_page(people: Personas) -> None:
    make_second_step(user=people.teacher.user)
    theirs, board = client_for(people.teacher), "/s/harbour-lane/portfolio/"
    assert theirs.get(board).status_code == 403
    client_for(people.head).post(address("give_roles", people.teacher), {"roles": ["teacher", "senior_leader"]})
    assert theirs.get(board).status_code == 200
    client_for(people.head).post(address("close_place", people.teacher), {"left_on": "2026-01-05"})
    assert theirs.get(board).status_code == 404


def test_last_head_is_asked_about_and_goes_on_purpose(people: Personas) -> None:
    client, path = client_for(people.head), address("give_roles", people.head)
    page = client.post(path, {"roles": ["teacher"]}).content.decode()
    assert "only one with this role" in page and 'type="checkbox" name="confirmed"' in page
    assert Member.objects.get(pk=people.head.pk).roles == ["head"]
    client.post(path, {"roles": ["teacher"], "confirmed": "on"})
    assert Member.objects.get(pk=people.head.pk).roles == ["teacher"]


def test_administrator_is_refused_a_heads_role_in_words(people: Personas) -> None:
    page = client_for(people.administrator).post(address("give_roles", people.teacher), {"roles": ["teacher", "head"]})
    assert (page.status_code, "Only a headteacher gives" in page.content.decode()) == (200, True)
    assert Member.objects.get(pk=people.teacher.pk).roles == ["teacher"]


def test_names_are_saved_and_invalid_ones_are_not(people: Personas) -> None:
    client, path = client_for(people.administrator), address("rename_member", people.teacher)
    page = client.post(path, {"given_name": "", "family_name": "", "department": "Maths"})
    assert "at least one name" in page.content.decode() and 'value="Maths"' in page.content.decode()
    client.post(path, {"given_name": "Amira", "family_name": "Khan-O’Neill"})
    assert str(Member.objects.get(pk=people.teacher.pk)) == "Amira Khan-O’Neill"


def test_person_is_added_leaves_and_returns(people: Personas) -> None:
    client = client_for(people.administrator)
    client.post(f"{LIST}new/", {"given_name": "Bo", "roles": ["governor"], "joined_on": "2026-03-02"})
    new = Member.objects.get(given_name="Bo")
    client.post(address("close_place", new), {"left_on": "2026-03-09"})
    assert "Coming back" in client.get(address("member", new)).content.decode()
    client.post(address("return_member", new))
    assert Member.objects.get(pk=new.pk).left_on is None


def test_switcher_is_in_the_header_of_those_with_several_places(people: Personas) -> None:
    make_member(school=people.stranger.school, user=people.teacher.user)
    pages = [client_for(who).get("/s/harbour-lane/").content.decode() for who in (people.teacher, people.governor)]
    assert ["Change place" in page for page in pages] == [True, False]


def test_network_stands_beside_the_only_school(people: Personas) -> None:
    make_member(school=people.school, user=people.network_lead)
    answer = client_for(people.network_lead).get("/schools/")
    assert answer.status_code == 200 and "Harbour Lane Primary" in answer.content.decode()
    assert answer.context["networks"]


def test_what_a_person_set_is_kept_against_the_roster_until_let_go(people: Personas) -> None:
    Member.objects.filter(pk=people.teacher.pk).update(source="SIMS", source_id="T1")
    client = client_for(people.administrator)
    page = client.get(address("member", people.teacher)).content.decode()
    assert page.count("Keep this against the roster") == 3
    client.post(address("rename_member", people.teacher), {"given_name": "Amira", "family_name": "Khan", "keep": "on"})
    assert keeps_of(people.teacher) == {"family_name"}
    client.post(address("close_place", people.teacher), {"left_on": "2026-03-09"})
    assert keeps_of(people.teacher) == {"family_name"}
    client.post(address("let_go", people.teacher))
    assert keeps_of(people.teacher) == frozenset()


def test_sessions_of_a_leaver_end_at_once(people: Personas, client: Client) -> None:
    client.post("/account/login/", {"login": people.teacher.user.email, "password": PASSWORD})
    assert client.get("/s/harbour-lane/").status_code == 200
    client_for(people.administrator).post(address("close_place", people.teacher), {"left_on": "2026-03-09"})
    assert client.get("/schools/").status_code == 302
