"""The page on which leaders read how behaviours and attainment go together."""

import re

from django.urls import reverse

from portfolio.attainment import work_out
from portfolio.models import AttainmentAssociation
from tests.factories.tracking import NOW
from tests.personas import Personas, client_for
from tests.portfolio.test_associations import brought_in


def url(people: Personas, name: str = "attainment") -> str:
    return reverse(f"portfolio:{name}", args=[people.school.slug])


def test_page_goes_from_nothing_to_waiting_to_figures(people: Personas) -> None:
    client = client_for(people.head)
    assert b"No results have been brought in" in client.get(url(people)).content
    brought_in(people, 45)
    assert b"Work it out" in client.get(url(people)).content
    assert client.post(url(people, "associate"), {"term": people.term.pk}).status_code == 302
    assert b"every 2s" in client.get(url(people)).content
    asked = AttainmentAssociation.objects.get()
    work_out(school_id=people.school.pk, asked_id=asked.pk, now=NOW)
    page = client.get(url(people)).content.decode()
    assert "every 2s" not in page and "45 of 45" in page and "Withheld: fewer than 30" in page
    assert not re.search(r"(>| )-\d", page)


def test_fragment_is_the_section_alone(people: Personas) -> None:
    brought_in(people, 1)
    answer = client_for(people.head).get(url(people), headers={"HX-Request": "true"})
    assert answer.content.lstrip().startswith(b'<section id="association"') and "HX-Request" in answer["Vary"]


def test_page_is_for_leaders(people: Personas) -> None:
    expected = {people.head: 200, people.teacher: 403, people.administrator: 403, people.governor: 403}
    expected |= {people.student: 403, people.stranger: 404}
    assert {person: client_for(person).get(url(people)).status_code for person in expected} == expected


def test_a_term_without_results_is_not_there(people: Personas) -> None:
    assert client_for(people.head).post(url(people, "associate"), {"term": people.term.pk}).status_code == 404
