"""The vision's pages in a real Chromium."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from school.queries import today_in
from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.dialogue import make_public_answer
from tests.factories.vision import make_commitment, make_leader_commitment, make_pulse, make_staff
from tests.personas import Personas
from vision.behaviours import adopt_framework, declare_focus
from vision.models import PulseBallot
from vision.narrative import publish_narrative, write_paragraph
from vision.pulse import open_pulse

pytestmark = pytest.mark.browser

WORDS = {
    "why": "We do not want children who wait to be told. We want children who know what to do when nobody tells them, "
    "and we want it most for those who have the least behind them.",
    "portrait": "Someone who leaves us has been stuck often and knows it passes.\n\nAlone, they begin. In a group, "
    "they bring the quiet one in.",
    "path": "This year we learn to see four behaviours. Next year learners judge them with us.",
}


@pytest.fixture
def lived_in(school_people: Personas) -> Personas:
    """A school with a vision, four behaviours, promises, a pulse that is over and one that is open."""
    people, today = school_people, today_in(school_people.school)
    for block, text in WORDS.items():
        write_paragraph(school=people.school, block=block, text=text, by=people.head)
    make_commitment(school=people.school, wording="name the behaviour they saw, not the child")
    make_commitment(school=people.school, who="leaders", wording="ask about learning before they ask about data")
    publish_narrative(school=people.school, note="The first one", by=people.head, now=timezone.now())
    framework = adopt_framework(school=people.school, preset="foundation", by=people.head, on=today)
    declare_focus(term=people.term, behaviours=list(framework.behaviours.all()[:2]), by=people.head, on=today)
    for later, outcome in ((-3, "open"), (9, "open"), (-20, "kept")):
        day = today + datetime.timedelta(days=later)
        make_leader_commitment(
            by=people.head, due_on=day, outcome=outcome, settled_on=day if outcome == "kept" else None
        )
    spread = {f"p{n}": [1, 2, 4 + n, 9, 10 - n] for n in range(1, 8)}
    old = make_pulse(term=people.term, by=people.head, counts=spread, invited=30, answered=26)
    type(old).objects.filter(pk=old.pk).update(opens_on=datetime.date(2025, 1, 6))
    make_staff(school=people.school, number=8)
    make_public_answer(pulse=old, by=people.head)
    closes_on = today + datetime.timedelta(days=6)
    open_pulse(school=people.school, term=people.term, closes_on=closes_on, by=people.head, on=today)
    return people


FEW_PIXELS = 4
PAGES = ("", "versions/", "write/", "behaviours/", "promises/", "promises/new/", "pulse/")
PAGES += ("pulse/heard/", "pulse/results/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_pages_are_accessible(open_as: OpenAs, lived_in: Personas, width: str, scheme: str) -> None:
    page = open_as(lived_in.head, "/s/harbour-lane/vision/", width=width, scheme=scheme)
    for path in PAGES:
        page.goto(f"/s/harbour-lane/vision/{path}")
        assert_accessible(page)


def test_head_writes_edits_and_publishes(open_as: OpenAs, lived_in: Personas) -> None:
    page = open_as(lived_in.head, "/s/harbour-lane/vision/write/", width="phone")
    block = page.locator("#block-stopping")
    block.get_by_text("Write a paragraph").click()
    block.get_by_label("Your words").fill("We stop marking what nobody reads.")
    expect(block.get_by_text(re.compile(r"Saved \d\d:\d\d"))).to_be_visible()
    block.get_by_role("link", name="Done").click()
    block.get_by_role("link", name="Edit").click()
    paragraph = block.locator("[id^=p-]")
    paragraph.get_by_label("Your words").fill("We stop marking work that nobody reads again.")
    paragraph.get_by_role("link", name="Done").click()
    expect(paragraph.get_by_text("We stop marking work that nobody reads again.")).to_be_visible()
    page.reload()
    page.get_by_label("What changed, in a sentence").fill("What we stop")
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_text("We stop marking work that nobody reads again.")).to_be_visible()
    assert_accessible(page)


def answer(page: Page) -> None:
    for statement in page.locator("fieldset.scale").all():
        statement.get_by_role("radio", name="Agree", exact=True).check()
    page.get_by_role("button", name="Seal and send").click()


def test_teacher_answers_the_pulse_on_a_phone(open_as: OpenAs, lived_in: Personas) -> None:
    page = open_as(lived_in.teacher, "/s/harbour-lane/vision/pulse/", width="phone")
    answer(page)
    expect(page.get_by_role("heading", name="Thank you for answering")).to_be_visible()
    assert_accessible(page)
    assert PulseBallot.objects.count() == 1


def test_each_concern_icon_stands_at_the_end_of_its_paragraph(open_as: OpenAs, lived_in: Personas) -> None:
    page = open_as(lived_in.head, "/s/harbour-lane/vision/")
    paragraphs = page.locator(".vision .text > div")
    heights = [paragraphs.nth(at).bounding_box()["height"] for at in range(paragraphs.count())]
    page.eval_on_selector_all(".vision .concern", "icons => icons.forEach(icon => icon.remove())")
    bare = [paragraphs.nth(at).bounding_box()["height"] for at in range(paragraphs.count())]
    assert min(tall - short for tall, short in zip(heights, bare, strict=True)) < FEW_PIXELS
