"""The office in a real browser: own words on several pages, the calendar, a year's end and its undo."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from school.models import SchoolClass
from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.office import make_closure, make_delegation
from tests.factories.school import make_class
from tests.personas import Personas

OFFICE = "/s/harbour-lane/school"
PAGES = ("office/", "members/", "members/new/", "words/", "calendar/", "calendar/new/", "calendar/next/", "delegates/")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [("phone", "dark"), ("desktop", "light")])
def test_pages_are_accessible(open_as: OpenAs, school_people: Personas, width: str, scheme: str) -> None:
    year = school_people.term.academic_year
    make_closure(
        year=year, first=school_people.term.starts_on + (school_people.term.ends_on - school_people.term.starts_on) / 2
    )
    make_class(school=school_people.school, name="Oak", year_groups=(6,))
    make_delegation(principal=school_people.head, deputy=school_people.plc_lead)
    page = open_as(school_people.head, f"{OFFICE}/permissions/", width=width, scheme=scheme)
    assert_accessible(page)
    for path in (*PAGES, f"members/{school_people.teacher.pk}/", f"calendar/{year.pk}/"):
        page.goto(f"{OFFICE}/{path}")
        assert_accessible(page)


@pytest.mark.browser
def test_words_change_on_every_page(open_as: OpenAs, school_people: Personas) -> None:
    page = open_as(school_people.administrator, f"{OFFICE}/words/")
    page.fill("#id_visit_one", "open lesson")
    page.fill("#id_visit_many", "open lessons")
    page.get_by_role("button", name="Show how it reads").click()
    expect(page.locator("#words-preview")).to_contain_text("an open lesson is arranged")
    page.get_by_role("button", name="Use these words").click()
    expect(page.get_by_text("Saved. Every page")).to_be_visible()
    theirs = open_as(school_people.teacher, "/s/harbour-lane/visits/")
    expect(theirs.get_by_role("navigation", name="Main")).to_contain_text("Open lessons")
    theirs.goto(f"{OFFICE}/permissions/")
    expect(theirs.get_by_role("rowheader", name="Host and make open lessons.")).to_be_visible()


@pytest.mark.browser
def test_year_is_entered_and_an_overlap_is_told_beside_it(open_as: OpenAs, school_people: Personas) -> None:
    page = open_as(school_people.administrator, f"{OFFICE}/calendar/new/")
    page.fill("#id_terms-1-name", "Summer term")
    page.fill("#id_terms-1-starts_on", "2027-03-01")
    page.fill("#id_terms-1-ends_on", "2027-07-21")
    page.get_by_role("button", name="Save the year").click()
    expect(page.get_by_text("This overlaps Spring term.")).to_be_visible()
    page.fill("#id_terms-1-starts_on", "2027-04-12")
    page.get_by_role("button", name="Save the year").click()
    expect(page.get_by_role("heading", name="2026/27")).to_be_visible()


@pytest.mark.browser
def test_everybody_moves_up_and_back(open_as: OpenAs, school_people: Personas) -> None:
    make_class(school=school_people.school, name="Oak", year_groups=(6,))
    page = open_as(school_people.administrator, f"{OFFICE}/calendar/next/")
    page.fill("#id_moves-0-name", "Maple Tree")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("Maple → Maple Tree")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Move everybody up").click()
    expect(page.get_by_text("Everybody has moved up.")).to_be_visible()
    assert SchoolClass.objects.filter(name="Maple Tree").exists()
    _confirm(page, "Take it back")
    expect(page.get_by_text("Everybody is where they were.")).to_be_visible()
    assert not SchoolClass.objects.filter(name="Maple Tree").exists()


def _confirm(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="Yes, go on").click()
