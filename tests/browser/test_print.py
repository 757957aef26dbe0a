"""On paper: the class page, the grid and a learner's page without anything to press."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from school.models import Member, Term
from school.queries import current_term
from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.school import make_student
from tests.factories.tracking import make_evidence, make_goal, make_judgement, make_noticing
from tests.factories.vision import make_framework
from tests.personas import Personas
from tests.tracking.addresses import address

CONTROLS = (
    "button:visible, .btn:visible, input:visible, select:visible, nav:visible, summary:visible, .reply-link:visible"
)
NOTICINGS = 5
"""More than the three that a learner's page shows before its drawer."""


@pytest.fixture
def term(school_people: Personas) -> Term:
    found = current_term(school_people.school, timezone.localdate())
    assert found is not None
    return found


@pytest.fixture
def learner(school_people: Personas, term: Term) -> Member:
    """A learner with something of everything."""
    make_framework(school=school_people.school)
    student, teacher, today = school_people.student, school_people.teacher, timezone.localdate()
    for number in range(NOTICINGS):
        make_noticing(student=student, author=teacher, term=term, on=today, text=f"Asked why, time {number}.")
    make_judgement(student=student, judge=teacher, term=term), make_goal(student=student, term=term)
    make_evidence(student=student, term=term)
    for number in range(12):
        make_student(school=student.school, name=f"Quiet Child{number}", school_class=school_people.maple)
    return student


def on_paper(page: Page) -> Page:
    """As the browser lays it out for a printer, with what it tells the page before."""
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    return page


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "words"),
    [("class", "Child11, Quiet"), ("grid", "· not judged yet, – often enough."), ("learner", "Asked why, time 0.")],
)
def test_page_prints_without_controls(
    open_as: OpenAs, school_people: Personas, learner: Member, name: str, words: str
) -> None:
    pk = learner.pk if name == "learner" else school_people.maple.pk
    page = on_paper(open_as(school_people.teacher, address(school_people, name, pk), scheme="dark"))
    expect(page.get_by_text(words).first).to_be_visible()
    expect(page.get_by_text("Printed by Amira Rahman")).to_be_visible()
    assert page.locator(CONTROLS).count() == 0
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.browser
def test_drawers_close_again_after_printing(open_as: OpenAs, school_people: Personas, learner: Member) -> None:
    page = on_paper(open_as(school_people.teacher, address(school_people, "learner", learner.pk)))
    assert page.locator("details[data-on-paper][open]").count() == 1
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[data-on-paper][open]").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["class", "learner"])
def test_saving_is_accessible_on_a_phone(
    open_as: OpenAs, school_people: Personas, learner: Member, name: str, scheme: str
) -> None:
    pk = learner.pk if name == "learner" else school_people.maple.pk
    page = open_as(school_people.teacher, address(school_people, name, pk), width="phone", scheme=scheme)
    page.get_by_text("Save or print").click()
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
