"""The page on which a school chooses its words."""

from __future__ import annotations

import pytest

from school.models import School
from tests.personas import Personas, client_for

PAGE = "/s/harbour-lane/school/words/"
FORM = {"class_one": "form", "class_many": "forms"}


def words_of(people: Personas) -> dict[str, dict[str, str]]:
    return School.objects.get(pk=people.school.pk).words


@pytest.mark.parametrize(
    ("person", "status"), [("administrator", 200), ("head", 200), ("teacher", 403), ("student", 403), ("stranger", 404)]
)
def test_page_by_person(people: Personas, person: str, status: int) -> None:
    client = client_for(getattr(people, person))
    assert [client.get(PAGE).status_code, client.post(PAGE, {}).status_code] == [status, status]


def test_words_are_kept_and_read_on_the_next_page(people: Personas) -> None:
    client = client_for(people.administrator)
    answer = client.post(PAGE, {**FORM, "plc_one": "learning  hub", "plc_many": "head's hubs"}, follow=True)
    assert words_of(people) == {
        "class": {"one": "form", "many": "forms"},
        "plc": {"one": "learning hub", "many": "head’s hubs"},
    }
    assert "a form, then a learner" in answer.content.decode()


def test_preview_saves_nothing_and_shows_the_sentences(people: Personas) -> None:
    client = client_for(people.administrator)
    page = client.post(PAGE, {**FORM, "preview": "yes"})
    assert (words_of(people), "Choose a form" in page.content.decode(), "<h1>" in page.content.decode()) == (
        {},
        True,
        True,
    )
    fragment = client.post(PAGE, {**FORM, "preview": "yes"}, headers={"HX-Request": "true"}).content.decode()
    assert ("Choose a form" in fragment, "<h1>" in fragment) == (True, False)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"class_one": "form"}, "one and for several"),
        ({"class_one": "<b>form</b>", "class_many": "forms"}, "Letters and digits"),
    ],
)
def test_invalid_word_saves_nothing_and_is_kept_on_the_page(people: Personas, sent: dict[str, str], told: str) -> None:
    page = client_for(people.administrator).post(PAGE, sent)
    assert (page.status_code, told in page.content.decode(), words_of(people)) == (200, True, {})
    assert 'value="form"' in page.content.decode() or "&lt;b&gt;form" in page.content.decode()


def test_our_words_come_back(people: Personas) -> None:
    client = client_for(people.head)
    client.post(PAGE, FORM)
    client.post(f"{PAGE}ours/")
    assert words_of(people) == {}


def test_other_school_keeps_its_words(people: Personas) -> None:
    client_for(people.administrator).post(PAGE, {"visit_one": "walk", "visit_many": "walks"})
    shown = [
        client_for(who).get(f"/s/{who.school.slug}/visits/").content.decode()
        for who in (people.teacher, people.stranger)
    ]
    assert [">Walks<" in page for page in shown] == [True, False]
