"""A learner's family links, for staff."""

from __future__ import annotations

import pytest

from tests.factories.family import allow_family_pages
from tests.factories.observations import make_term_now
from tests.factories.school import enrol
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.models import FamilyLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(people: Personas) -> str:
    allow_family_pages(people.school)
    term, school_class = make_term_now(host=people.teacher)
    enrol(people.student, school_class, starts_on=term.starts_on)
    return address(people, "family_links", people.student.pk)


def test_teacher_makes_a_link_prints_it_and_ends_it(people: Personas, url: str) -> None:
    client = client_for(people.teacher)
    assert "Family links" in client.get(address(people, "learner", people.student.pk)).text
    paper = client.post(url, {"home": "other_home"})
    made = FamilyLink.objects.get()
    assert (made.home, made.made_by, made.student) == ("other_home", people.teacher, people.student)
    path = paper.context["address"].removeprefix("http://testserver")
    assert "Idris" in paper.text and "Costa" not in paper.text.partition("<main")[2].partition("</main")[0]
    assert "Other home" in client.get(url).text and client_for(None).get(path).status_code == 200
    ended = client.post(address(people, "end_learners_link", people.student.pk, made.pk))
    assert (ended.status_code, client_for(None).get(path).status_code) == (302, 404)


def test_leader_ends_but_does_not_make(people: Personas, url: str) -> None:
    client_for(people.teacher).post(url, {"home": "home"})
    head = client_for(people.head)
    page = head.get(url).text
    assert "End it" in page and "Make the link" not in page
    assert "staff of the student" in head.post(url, {"home": "home"}).text
    made = FamilyLink.objects.get()
    assert head.post(address(people, "end_learners_link", people.student.pk, made.pk)).status_code == 302
    assert FamilyLink.objects.get().revoked_by == people.head


def test_form_without_a_home_says_so(people: Personas, url: str) -> None:
    assert "Choose who it is for." in client_for(people.teacher).post(url, {"home": ""}).text
    assert not FamilyLink.objects.exists()


def test_others_find_nothing(people: Personas, url: str) -> None:
    for who, status in (("plc_lead", 404), ("student", 403), ("governor", 403), ("stranger", 404)):
        assert client_for(getattr(people, who)).get(url).status_code == status
    type(allow_family_pages(people.school)).objects.update(family_pages=False)
    assert client_for(people.teacher).get(url).status_code == 404
    assert "Family links" not in client_for(people.teacher).get(address(people, "learner", people.student.pk)).text
