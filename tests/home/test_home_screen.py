"""The school on a device's home screen."""

import struct

import pytest
from django.test import Client
from django.urls import reverse

from home.home_screen import ICONS, PAPER, manifest_of
from school.vocabulary import in_words_of
from tests.personas import Personas, client_for
from tests.test_guards import ROOT


def address_of(people: Personas) -> str:
    return reverse("home:manifest", args=[people.school.slug])


def test_it_bears_the_schools_name_and_opens_today(people: Personas) -> None:
    answer = client_for(people.teacher).get(address_of(people))
    known = answer.json()
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (known["name"], known["start_url"], known["lang"]) == ("Harbour Lane Primary", "/s/harbour-lane/", "en-gb")


def test_it_speaks_the_schools_words(people: Personas) -> None:
    people.school.words = {"learner": {"one": "scholar", "many": "scholars"}}
    with in_words_of(people.school):
        assert "how scholars learn" in manifest_of(people.school)["description"]


def test_it_is_for_those_of_the_school(people: Personas) -> None:
    assert client_for(people.stranger).get(address_of(people)).status_code == 404
    assert Client().get(address_of(people)).status_code == 302


@pytest.mark.parametrize(("file", "sizes"), [(file, sizes) for file, sizes, kind, _use in ICONS if "png" in kind])
def test_icons_are_as_large_as_it_says(file: str, sizes: str) -> None:
    width, height = struct.unpack(">II", (ROOT / "static" / file).read_bytes()[16:24])
    assert f"{width}x{height}" == sizes


def test_background_is_the_pages(people: Personas) -> None:
    assert f"--paper:light-dark({PAPER}," in (ROOT / "static" / "site.css").read_text()


def test_start_page_names_it_for_people_with_an_account_of_their_own(people: Personas) -> None:
    page = client_for(people.teacher).get(reverse("home:today", args=[people.school.slug])).text
    assert f'<link rel="manifest" href="{address_of(people)}" crossorigin="use-credentials">' in page
