"""The frame of every page."""

import pytest

from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.school import make_member, make_school
from tests.personas import Personas

MOST_PIXELS = 80
"""Two lines of a school's name and the term."""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_sign_in_page_is_accessible(open_as: OpenAs, school_people: Personas, width: str, scheme: str) -> None:
    page = open_as(None, "/account/login/", width=width, scheme=scheme)
    assert_accessible(page)


@pytest.mark.browser
def test_start_page_opens_for_the_head(open_as: OpenAs, school_people: Personas) -> None:
    page = open_as(school_people.head, "/")
    assert page.url.endswith("/s/harbour-lane/")
    assert_accessible(page)


@pytest.mark.browser
@pytest.mark.parametrize("pixels", [1024, 1100, 1200, 1440])
def test_every_main_page_of_a_leader_is_in_sight(open_as: OpenAs, school_people: Personas, pixels: int) -> None:
    page = open_as(school_people.head, "/")
    page.set_viewport_size({"width": pixels, "height": 900})
    page.goto(f"{page.url}learners/")
    hidden = page.locator(".nav").evaluate("nav => nav.scrollWidth - nav.clientWidth")
    assert page.locator(".bell").is_visible() and hidden <= 0


@pytest.mark.browser
def test_long_address_stays_on_the_phone(open_as: OpenAs, school_people: Personas) -> None:
    user = school_people.teacher.user
    user.email = "amirafeatherstonehaughrahman@harbourlaneprimaryschool.example"
    user.save()
    assert_accessible(open_as(user, "/my-account/", width="phone"))


@pytest.mark.browser
def test_second_place_leaves_room_for_the_school_on_a_phone(open_as: OpenAs, school_people: Personas) -> None:
    place = make_member(school=make_school(name="Weir Bridge School"), user=school_people.teacher.user)
    page = open_as(place, "/", width="phone")
    page.goto("/s/harbour-lane/")
    assert page.get_by_role("link", name="Change place").is_visible()
    assert page.locator(".top .school").bounding_box()["height"] < MOST_PIXELS
