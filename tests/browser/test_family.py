"""What a family opens, and My learning at three ages, in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from school.models import Member
from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.family import allow_family_pages, make_family_link, make_picture, make_shared_evidence
from tests.factories.observations import make_term_now
from tests.factories.school import enrol
from tests.factories.tracking import make_check_in, make_goal, make_noticing
from tests.personas import Personas
from tests.tracking.addresses import address
from tracking.family import FreshLink

SMALLEST_TARGET = 44
"""Pixels, for children (WCAG 2.2 asks for 24)."""

TOO_SMALL = """least => [...document.querySelectorAll("main a, main button, main select, main input, main summary")]
    .filter((one) => one.type !== "hidden" && one.checkVisibility())
    .map((one) => [one.textContent.trim(), (one.closest("label.choice") || one).getBoundingClientRect()])
    .filter(([, box]) => box.height && Math.min(box.height, box.width) < least).map(([words]) => words)"""
SPOKEN = "() => { window.said = []; speechSynthesis.speak = (one) => window.said.push(one.text); }"


@pytest.fixture
def fresh(school_people: Personas) -> FreshLink:
    """A link of the student, with something of each kind on their pages."""
    student, teacher = school_people.student, school_people.teacher
    allow_family_pages(school_people.school, students_make_links=True)
    term, school_class = make_term_now(host=teacher)
    enrol(student, school_class, starts_on=term.starts_on)
    make_check_in(student=student, term=term)
    make_goal(student=student, term=term)
    make_noticing(student=student, author=teacher, term=term, text="Asked why twice.")
    make_shared_evidence(student=student, term=term, picture=make_picture(student=student))
    return make_family_link(student=student, by=teacher, term=term, shows_goal=True, shows_words=True)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_family_page_without_an_account(open_as: OpenAs, fresh: FreshLink, width: str, scheme: str) -> None:
    page = open_as(None, f"/family/{fresh.token}/", width=width, scheme=scheme)
    expect(page.get_by_role("heading", level=1)).to_have_text("What Idris shows you")
    picture = page.get_by_role("img", name="A bridge of paper")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert_accessible(page)
    page.emulate_media(media="print")
    expect(page.get_by_text("Idris chose what is here")).to_be_visible()


@pytest.mark.browser
def test_child_makes_a_paper_for_home_and_shares_by_keyboard(
    open_as: OpenAs, school_people: Personas, fresh: FreshLink
) -> None:
    page = open_as(school_people.student, address(school_people, "my_family"), width="phone")
    assert_accessible(page)
    page.get_by_role("button", name="Share with my family").press("Enter")
    stop = page.get_by_role("button", name="Stop sharing")
    expect(stop).to_have_count(2)
    expect(stop.last).to_be_focused()
    page.get_by_text("Make a link").click()
    page.get_by_text("Grandparents").click()
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    expect(page.get_by_role("img", name="Code that opens what Idris shares")).to_be_visible()
    assert_accessible(page)


def my_learning(open_as: OpenAs, people: Personas, year: int, **how: str) -> Page:
    Member.objects.filter(pk=people.student.pk).update(year_group=year)
    page = open_as(people.student, address(people, "my_learning"), **how)
    expect(page.get_by_role("heading", name="Who thanked me")).to_be_visible()
    assert_accessible(page)
    return page


@pytest.mark.browser
@pytest.mark.parametrize("how", [{"width": "phone"}, {"width": "desktop", "scheme": "dark"}])
@pytest.mark.parametrize("year", [1, 4, 9])
def test_my_learning_at_three_ages(
    open_as: OpenAs, school_people: Personas, fresh: FreshLink, year: int, how: dict[str, str]
) -> None:
    page = my_learning(open_as, school_people, year, **how)
    if year == 1:
        assert page.evaluate(TOO_SMALL, SMALLEST_TARGET) == []


@pytest.mark.browser
def test_each_part_is_read_aloud_without_its_buttons(
    open_as: OpenAs, school_people: Personas, fresh: FreshLink
) -> None:
    page = my_learning(open_as, school_people, 1)
    page.evaluate(SPOKEN)
    page.get_by_role("button", name="Read to me: What others noticed").click()
    (said,) = page.evaluate("() => window.said")
    assert "What others noticed" in said and "Asked why twice." in said
    assert "Share" not in said and "Reply" not in said and "I noticed" not in said
