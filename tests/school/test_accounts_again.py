"""Signing in again for a file: the file comes, and a page says so."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.attacks.test_matrix import IN_SCHOOL
from tests.factories.school import PASSWORD
from tests.personas import Personas, client_for, signed_in_a_while_ago
from tests.tracking.addresses import address

FILES = {"school:roster_people", "school:roster_failing", "tracking:save_class", "tracking:save_learner"}


def test_every_file_that_asks_says_so() -> None:
    assert {name for name, entry in IN_SCHOOL.items() if entry.callback.file} == FILES


def ask(people: Personas, referer: str = "") -> tuple[Client, str, HttpResponse]:
    """The class's goals, asked for ten minutes after signing in; the address, and what follows the password."""
    client = signed_in_a_while_ago(client_for(people.teacher))
    file = address(people, "save_class", people.maple.pk, "goals", "csv")
    question = client.get(file, headers={"referer": referer} if referer else {})
    assert question.headers["Location"] == "/account/reauthenticate/?next=%2Fmy-account%2Ffile%2F"
    given = {"password": PASSWORD, "next": reverse("file_comes")}
    return client, file, client.post(reverse("account_reauthenticate"), given)


def test_page_hands_the_file_over_and_leads_back(people: Personas) -> None:
    class_page = address(people, "class", people.maple.pk)
    client, file, answer = ask(people, f"http://testserver{class_page}")
    page = client.get(answer.headers["Location"]).text
    assert f'<meta http-equiv="refresh" content="0; url={file}">' in page
    assert f'href="{class_page}"' in page
    assert "attachment" in client.get(file).headers["Content-Disposition"]


def test_file_comes_once(people: Personas) -> None:
    client, _file, _answer = ask(people)
    assert client.get(reverse("file_comes")).status_code == 200
    assert client.get(reverse("file_comes")).headers["Location"] == "/"


@pytest.mark.parametrize("referer", ["", "https://evil.example/", "http://testserver//evil.example/", "javascript:0"])
def test_way_back_stays_here(people: Personas, referer: str) -> None:
    client, _file, _answer = ask(people, referer)
    page = client.get(reverse("file_comes")).text
    assert 'href="//' not in page and 'href="https:' not in page and "javascript:" not in page
    assert 'class="btn go" href="/' in page
