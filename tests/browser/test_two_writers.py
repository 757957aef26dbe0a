"""Two leaders in one paragraph, one of them without a network: both texts are there, and the second is told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from school.models import Member, Role
from tests.browser.conftest import NewContext, assert_accessible
from tests.factories.school import make_member
from tests.personas import Personas
from vision.models import Paragraph, Wording
from vision.narrative import write_paragraph

pytestmark = pytest.mark.browser

SAVED = re.compile(r"Saved \d\d:\d\d")
BEGAN = "We want more. Children ask."
HELENS = "We want much more. Children ask."
INES = "We want more. Children ask first."
BOTH = "We want much more. Children ask first."


@pytest.fixture
def paragraph(school_people: Personas) -> Paragraph:
    return write_paragraph(school=school_people.school, block="why", text=BEGAN, by=school_people.head)


@pytest.fixture
def ines(school_people: Personas) -> Member:
    return make_member(school=school_people.school, name="Ines Costa", roles=(Role.SENIOR_LEADER,), sign_in=True)


@pytest.fixture
def editing(new_context: NewContext, paragraph: Paragraph) -> Callable[[Member], Page]:
    """A session of this person with the paragraph open; a network that is gone is no error of the page."""

    def open_for(person: Member) -> Page:
        page = new_context(person, reduced_motion="reduce").new_page()
        page.goto("/s/harbour-lane/vision/write/")
        page.locator(f"#p-{paragraph.pk}").get_by_role("link", name="Edit").click()
        return page

    return open_for


def until(page: Page, reached: Callable[[], bool]) -> None:
    """The page goes on meanwhile, for at most ten seconds."""
    for _ in range(100):
        if reached():
            return
        page.wait_for_timeout(100)
    raise AssertionError("That never came about.")


def box(page: Page, paragraph: Paragraph):
    return page.locator(f"#p-{paragraph.pk}")


def test_text_saves_itself_and_each_sees_the_other(
    editing: Callable[[Member], Page], school_people: Personas, ines: Member, paragraph: Paragraph
) -> None:
    helen, other = box(editing(school_people.head), paragraph), box(editing(ines), paragraph)
    expect(other.get_by_text("Helen Bellamy is writing here")).to_be_visible()
    expect(helen.get_by_text("Ines Costa is writing here")).to_be_visible()
    helen.get_by_label("Your words").fill(HELENS)
    expect(helen.get_by_text(SAVED)).to_be_visible()
    assert Paragraph.objects.get().text == HELENS
    expect(other.get_by_text("Helen Bellamy saved a newer text")).to_be_visible()


def test_who_was_offline_is_told_and_both_texts_are_there(
    editing: Callable[[Member], Page], school_people: Personas, ines: Member, paragraph: Paragraph
) -> None:
    page = editing(ines)
    helen, other = box(editing(school_people.head), paragraph), box(page, paragraph)
    page.wait_for_function("() => window.outbox")
    page.context.set_offline(True)
    for text in ("We want more. Children", INES):
        other.get_by_label("Your words").fill(text)
        expect(other.get_by_text("Saved here, not sent")).to_be_visible()
    helen.get_by_label("Your words").fill(HELENS)
    expect(helen.get_by_text(SAVED)).to_be_visible()
    page.context.set_offline(False)
    expect(other.get_by_text("Helen Bellamy changed this paragraph while you were writing")).to_be_visible()
    expect(other.locator(".pair").get_by_text(HELENS)).to_be_visible()
    expect(other.locator(".pair").get_by_text(INES)).to_be_visible()
    assert (Paragraph.objects.get().text, Wording.objects.get(beside=True).text) == (HELENS, INES)
    assert_accessible(page)
    assert other.locator(".two-texts textarea").input_value() == BOTH
    other.get_by_role("button", name="Take this text").click()
    expect(other.get_by_text(SAVED)).to_be_visible()
    assert (Paragraph.objects.get().text, Wording.objects.filter(beside=True, settled_at=None).count()) == (BOTH, 0)


def test_what_waited_in_a_closed_tab_is_sent_by_the_next_page(
    editing: Callable[[Member], Page], ines: Member, paragraph: Paragraph
) -> None:
    page = editing(ines)
    page.wait_for_function("() => window.outbox")
    page.context.set_offline(True)
    box(page, paragraph).get_by_label("Your words").fill(INES)
    expect(box(page, paragraph).get_by_text("Saved here, not sent")).to_be_visible()
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto("/s/harbour-lane/vision/")
    again.locator("#outbox-badge").click()
    expect(again.locator("#outbox li small").first).to_have_text("received")
    assert Paragraph.objects.get().text == INES


def test_a_lost_answer_makes_no_second_text(
    editing: Callable[[Member], Page], ines: Member, paragraph: Paragraph
) -> None:
    page = editing(ines)
    lost = []

    def lose_the_answer(route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route(f"**/paragraphs/{paragraph.pk}/", lose_the_answer)
    box(page, paragraph).get_by_label("Your words").fill("We want more. Children a")
    until(page, lambda: bool(lost))
    box(page, paragraph).get_by_label("Your words").fill(INES)
    until(page, lambda: Paragraph.objects.get().text == INES)
    expect(box(page, paragraph).get_by_text(SAVED)).to_be_visible()
    assert lost[0].status == 200
    assert not Wording.objects.filter(beside=True).exists()
