"""What every page knows."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from school.context import navigation_for, page
from tests.personas import Personas


def request_of(people: Personas, name: str, path: str = "/s/harbour-lane/"):
    request = RequestFactory().get(path)
    request.member = getattr(people, name)
    request.school = people.school
    request.memberships = [request.member]
    return request


def words(people: Personas, name: str) -> list[str]:
    return [str(place.label) for place in navigation_for(request_of(people, name))]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("head", ["Today", "Learners", "Visits", "Enquiry", "Vision", "Portfolio"]),
        ("teacher", ["Today", "Learners", "Visits", "Enquiry", "Vision"]),
        ("student", ["Today", "My learning", "Vision"]),
        ("governor", ["Today", "Vision", "Portfolio"]),
        ("administrator", ["Today", "Vision", "Office"]),
    ],
)
def test_navigation_leads_only_where_one_may_go(people: Personas, name: str, wanted: list[str]) -> None:
    assert words(people, name) == wanted


@pytest.mark.parametrize(
    ("path", "current"),
    [("/s/harbour-lane/", ["Today"]), ("/s/harbour-lane/vision/", ["Vision"]), ("/s/harbour-lane/school/members/", [])],
)
def test_place_one_is_in_is_marked(people: Personas, path: str, current: list[str]) -> None:
    places = navigation_for(request_of(people, "head", path))
    assert [str(place.label) for place in places if place.current] == current


def test_page_knows_school_member_and_term(people: Personas) -> None:
    known = page(request_of(people, "head"))
    assert (known["school"], known["member"], known["term"]) == (people.school, people.head, people.term)
    assert (known["memberships_count"], known["demo"]) == (1, False)


def test_page_outside_a_school_knows_nothing_of_one() -> None:
    known = page(RequestFactory().get("/"))
    assert (known["school"], known["member"], known["term"]) == (None, None, None)
    assert known["frame"].shown()["navigation"] == []
