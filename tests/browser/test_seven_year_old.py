"""A seven-year-old, from the badge to the next muscle: nothing to type, by touch or by keyboard alone, on a phone.

Each step is looked at in light and dark: axe finds nothing serious, what is tapped is large enough for a small finger.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from school.models import Badge, Member
from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.badges import badge_address, make_badge_of
from tests.factories.school import make_student
from tests.factories.tracking import make_noticing
from tests.factories.vision import make_framework
from tests.personas import Personas
from tracking.models import CheckIn, Goal

pytestmark = pytest.mark.browser
CHILD_TARGET = 44
TAPPED = "button, summary, a.btn, a.person, nav a, label:has(input[type=radio]), label:has(input[type=checkbox])"
MOST_STOPS = 80
"""Tab stops on one page, round the browser's own."""

SMALL = """([tapped, least]) => [...document.querySelectorAll(tapped)]
    .filter((each) => each.closest("main, header.top") && each.checkVisibility())
    .map((each) => [each.innerText.trim(), each.getBoundingClientRect()])
    .filter(([words, box]) => box.width && Math.min(box.width, box.height) < least - 0.5)
    .map(([words, box]) => `${words}: ${box.width} by ${box.height}`)"""
LISTEN = """() => {
    window.said = [];
    speechSynthesis.speak = (speech) => window.said.push(speech.text);
}"""
NO_TYPING = "input:not([type=radio], [type=checkbox], [type=hidden], [type=date], [type=file]), textarea"


@pytest.fixture
def wren(school_people: Personas) -> Member:
    """Seven years old, in Year 2; an adult has noticed something."""
    make_framework(school=school_people.school)
    wren = make_student(school=school_people.school, name="Wren Brook", year_group=2, school_class=school_people.maple)
    make_noticing(student=wren, author=school_people.teacher, term=school_people.term)
    return wren


class Touch:
    """A finger; it looks at each step."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        target.tap()

    def look(self) -> None:
        """Large enough for a small finger, and axe has nothing to say in either scheme."""
        assert self.page.evaluate(SMALL, [TAPPED, CHILD_TARGET]) == [], self.page.url
        for scheme in ("dark", "light"):
            self.page.emulate_media(color_scheme=scheme)
            assert_accessible(self.page)


class Keys:
    """Tab, arrows, Space and Enter, and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        """Tab to it, or to its group and on by arrows."""
        wanted = target.element_handle()
        kind = target.evaluate("(each) => each.type || each.tagName")
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("(wanted) => document.activeElement === wanted", wanted):
                break
            if kind == "radio" and self.in_group_of(wanted):
                self.arrow_to(wanted)
                return
        else:
            raise AssertionError(f"no Tab leads to {target}")
        self.page.keyboard.press("Space" if kind == "radio" else "Enter")

    def in_group_of(self, wanted: object) -> bool:
        same = "(wanted) => document.activeElement.type === 'radio' && document.activeElement.name === wanted.name"
        return bool(self.page.evaluate(same, wanted))

    def arrow_to(self, wanted: object) -> None:
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("ArrowDown")
            if self.page.evaluate("(wanted) => wanted.checked", wanted):
                return
        raise AssertionError("arrows do not lead to it")

    def look(self) -> None:
        """What has the focus can be seen."""
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        self.page.keyboard.press("Tab")
        assert self.page.evaluate(
            f"{outline} !== 'none' || getComputedStyle(document.activeElement).boxShadow !== 'none'"
        )


Hand = Touch | Keys


@pytest.mark.parametrize("hand", [Touch, Keys])
def test_from_badge_to_next_muscle_without_typing(
    open_as: OpenAs, school_people: Personas, wren: Member, hand: type[Hand]
) -> None:
    page = open_as(None, badge_address(make_badge_of(member=wren, people=school_people)), width="phone")
    child = hand(page)
    tap_two_pictures(child, wren)
    to_my_learning(child)
    check_in(child)
    choose_a_muscle(child)
    assert CheckIn.objects.get(student=wren).finished_at
    goal = Goal.objects.get(student=wren)
    assert (goal.behaviour.key, goal.situation) == ("questioning", "When I get stuck")


def tap_two_pictures(child: Hand, wren: Member) -> None:
    page = child.page
    expect(page.get_by_role("heading", name="Tap your first picture.")).to_be_visible()
    child.look()
    first, second = Badge.objects.live().get(member=wren).pictures
    child.press(page.locator(f"#tap-{first}"))
    expect(page.get_by_role("heading", name="And your second picture?")).to_be_visible()
    child.look()
    child.press(page.locator(f"#tap-{second}"))
    page.wait_for_url("**/s/harbour-lane/")
    child.look()


def to_my_learning(child: Hand) -> None:
    page = child.page
    child.press(page.get_by_role("navigation").get_by_role("link", name="My learning"))
    expect(page.get_by_role("heading", name="My learning", exact=True)).to_be_visible()
    child.look()


def check_in(child: Hand) -> None:
    """One question a screen, read aloud on request; the last screen says something kind."""
    page = child.page
    child.press(page.get_by_role("link", name="Check in"))
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    child.look()
    child.press(page.get_by_role("button", name="Begin"))
    place = page.locator("main .eyebrow")
    expect(place).to_contain_text("1 of ")
    count = int(place.inner_text().split()[2])
    for number in range(1, count + 1):
        expect(place).to_contain_text(f"{number} of {count}")
        assert page.locator("main fieldset").count() == 1, "one question a screen"
        assert page.locator("main").locator(NO_TYPING).count() == 0
        if number == 1:
            child.look()
            hear(child, page.locator("h1").inner_text())
        child.press(page.get_by_role("radio").nth(1))
        child.press(page.get_by_role("button", name="Next"))
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    child.look()
    child.press(page.get_by_role("link", name="See my learning"))
    expect(page.get_by_role("heading", name="My learning", exact=True)).to_be_visible()


def hear(child: Hand, question: str) -> None:
    child.page.evaluate(LISTEN)
    child.press(child.page.get_by_role("button", name="Read it to me"))
    (said,) = child.page.evaluate("window.said")
    assert question in said


def choose_a_muscle(child: Hand) -> None:
    page = child.page
    child.look()
    form = page.locator("form", has=page.get_by_role("button", name="This is what I try"))
    child.press(form.get_by_role("radio", name="Questioning"))
    child.press(form.get_by_role("radio", name="When I get stuck"))
    child.press(form.get_by_role("button", name="This is what I try"))
    expect(page.get_by_text("That is your next muscle.")).to_be_visible()
    child.look()
