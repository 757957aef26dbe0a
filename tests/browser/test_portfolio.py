"""The portfolio in a real browser: charts under the strict policy, both schemes and widths, paper, journeys."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio.assembly import run_build
from portfolio.models import Build
from school.models import Member
from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.portfolio import make_portfolio, make_reading, make_rich_term, make_staff
from tests.factories.school import make_member
from tests.personas import Personas

DASHBOARD = "/s/harbour-lane/portfolio/"
BOTH = pytest.mark.parametrize("width", ["phone", "desktop"]), pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture
def deputy(school_people: Personas) -> Member:
    """A senior leader, in a school with a portfolio in which every question has its figures and a reading."""
    deputy = make_member(school=school_people.school, roles=("senior_leader",), name="Jo Deputy", sign_in=True)
    hosts = make_staff(school=school_people.school, count=6)
    spring = make_rich_term(
        school=school_people.school, head=school_people.head, teachers=hosts, visitor=school_people.teacher
    )
    make_portfolio(term=spring, published=True)
    make_reading(term=spring, by=school_people.head, text="Perseverance is growing, and what teachers see agrees.")
    make_reading(term=spring, by=deputy, kind="contrary", text="Those who were away that week are not in it.")
    return deputy


@pytest.mark.browser
@BOTH[0]
@BOTH[1]
def test_pages_are_accessible(
    open_as: OpenAs, school_people: Personas, deputy: Member, width: str, scheme: str
) -> None:
    page = open_as(school_people.head, DASHBOARD, width=width, scheme=scheme)
    assert_accessible(page)
    for question in ("Q1", "Q5"):
        page.goto(f"{DASHBOARD}{question}/")
        page.wait_for_selector(".chart .main-svg")
        assert_accessible(page)


@pytest.mark.browser
def test_charts_take_the_colours_of_the_scheme(open_as: OpenAs, school_people: Personas, deputy: Member) -> None:
    seen = set()
    for scheme in ("light", "dark"):
        page = open_as(school_people.head, f"{DASHBOARD}Q5/", scheme=scheme)
        text = page.locator(".chart .ytick text").first
        seen.add(text.evaluate("node => getComputedStyle(node).fill"))
        assert "Hyperlegible" in text.evaluate("node => getComputedStyle(node).fontFamily")
    assert len(seen) == 2


@pytest.mark.browser
def test_table_and_provenance_are_one_key_away(open_as: OpenAs, school_people: Personas, deputy: Member) -> None:
    page = open_as(school_people.head, f"{DASHBOARD}Q5/")
    page.locator("summary", has_text="The same as a table").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("figure table").first.is_visible()
    page.locator("summary", has_text="How this is worked out").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("dt", has_text="Rule of comparison").first.is_visible()


@pytest.mark.browser
def test_head_builds_and_watches_until_it_is_ready(open_as: OpenAs, school_people: Personas) -> None:
    page = open_as(school_people.head, DASHBOARD, width="phone")
    page.get_by_role("button", name="Build Spring term 2026").click()
    page.wait_for_selector(".steps .now")
    assert_accessible(page)
    build = Build.objects.get()
    run_build(build.pk, school_id=build.school_id)
    page.get_by_role("link", name="Read it").click()
    assert page.get_by_role("heading", name="Spring term 2026 in five questions").is_visible()
    assert_accessible(page)


@pytest.mark.browser
def test_governor_reads_what_was_shared(open_as: OpenAs, school_people: Personas, deputy: Member) -> None:
    page = open_as(school_people.governor, DASHBOARD, width="phone")
    page.get_by_role("link", name="How well do we understand the impact").click()
    page.wait_for_selector(".chart .main-svg")
    assert "rounded to the nearest 5" in page.content()
    assert_accessible(page)


@pytest.mark.browser
def test_question_prints_as_a_clean_page(
    open_as: OpenAs, school_people: Personas, deputy: Member, tmp_path: Path
) -> None:
    page = open_as(school_people.head, f"{DASHBOARD}Q5/")
    page.wait_for_selector(".chart .main-svg")
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Rewrite it").first.is_visible()
    assert len(page.pdf(path=tmp_path / "question.pdf")) > 10_000
