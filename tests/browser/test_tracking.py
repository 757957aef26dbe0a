"""Learners in a browser: the grid by keyboard, the check-in on a phone, a noticing."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from school.models import Member, Term
from school.queries import current_term
from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.school import make_student
from tests.factories.tracking import make_judgement
from tests.factories.vision import make_behaviour, make_framework
from tests.personas import Personas
from tests.tracking.addresses import address
from tracking.models import CheckIn, CheckInAnswer, Judgement, Noticing

DEAD_FETCH = """() => {
    console.error = () => {};
    const real = [window.fetch, XMLHttpRequest.prototype.send];
    window.fetch = () => Promise.reject(new TypeError("no network"));
    XMLHttpRequest.prototype.send = function () { this.dispatchEvent(new ProgressEvent("error")); };
    window.revive = () => {
        [window.fetch, XMLHttpRequest.prototype.send] = real;
        window.dispatchEvent(new Event("online"));
    };
}"""
ALIVE_AGAIN = "() => window.revive()"
SAVED = re.compile(r"\. Saved \d")
"""The server has it; “Saved here” is another thing."""

NAMES = ("Sol Adebayo", "Leah Ahmed", "Wren Brook", "Bea Evans")


@pytest.fixture
def maple(school_people: Personas) -> list[Member]:
    """Five learners, in the order of the register: Adebayo, Ahmed, Brook, Costa, Evans."""
    make_framework(school=school_people.school)
    new = [make_student(school=school_people.school, name=name, school_class=school_people.maple) for name in NAMES]
    return [*new[:3], school_people.student, new[3]]


def term_now(people: Personas) -> Term:
    term = current_term(people.school, timezone.localdate())
    assert term is not None
    return term


def column(page: Page, number: int) -> list[str]:
    cells = page.locator(f"table.grid tbody tr td:nth-of-type({number})").all_inner_texts()
    return [cell.strip() for cell in cells]


@pytest.mark.browser
def test_teacher_judges_five_students_by_keyboard_alone(
    open_as: OpenAs, school_people: Personas, maple: list[Member]
) -> None:
    page = open_as(school_people.teacher, address(school_people, "grid", school_people.maple.pk))
    for key in ("3", "Enter", "0", "Enter", "n", "Enter", "5", "Enter", "1", "ArrowRight", "2", "u"):
        page.keyboard.press(key)
    expect(page.locator("#grid-status")).to_contain_text(SAVED)
    expect(page.locator("table.grid td[data-state=saving]")).to_have_count(0)
    page.reload()
    assert column(page, 1) == ["3\u2002By choice", "Not seen yet", "Not looked for", "Second nature", "With help"]
    assert column(page, 2) == ["·"] * 5
    behaviour = make_behaviour(school=school_people.school)
    saved = Judgement.objects.filter(behaviour=behaviour).values_list("student", "phase")
    assert dict(saved) == {student.pk: phase for student, phase in zip(maple, (3, 0, None, 5, 1), strict=True)}
    assert Judgement.objects.count() == 5


@pytest.mark.browser
def test_grid_has_one_tab_stop_and_ends(open_as: OpenAs, school_people: Personas, maple: list[Member]) -> None:
    page = open_as(school_people.teacher, address(school_people, "grid", school_people.maple.pk))
    expect(page.locator("table.grid [tabindex='0']")).to_have_count(1)
    page.keyboard.press("Control+End")
    assert page.evaluate("document.activeElement.cellIndex") == 4
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.cellIndex") == 1
    expect(page.locator("table.grid [tabindex='0']")).to_have_count(1)
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('table.grid')")


@pytest.mark.browser
def test_grid_by_touch(open_as: OpenAs, school_people: Personas, maple: list[Member]) -> None:
    page = open_as(school_people.teacher, address(school_people, "grid", school_people.maple.pk), width="phone")
    page.locator("table.grid tbody tr:nth-child(2) td").first.tap()
    choice = page.get_by_role("button", name="By choice")
    assert choice.bounding_box()["height"] >= 44  # type: ignore[index]
    assert_accessible(page)
    choice.tap()
    expect(page.locator("#grid-status")).to_contain_text(SAVED)
    assert Judgement.objects.get().student == maple[1]


@pytest.mark.browser
def test_grid_keeps_a_choice_through_a_dead_network(
    open_as: OpenAs, school_people: Personas, maple: list[Member]
) -> None:
    page = open_as(school_people.teacher, address(school_people, "grid", school_people.maple.pk))
    page.evaluate(DEAD_FETCH)
    page.keyboard.press("4")
    expect(page.locator("#grid-status")).to_contain_text("Saved here, not sent yet")
    expect(page.locator("#outbox-badge b")).to_have_text("1")
    page.evaluate(ALIVE_AGAIN)
    expect(page.locator("#grid-status")).to_contain_text(SAVED)
    assert Judgement.objects.get().phase == 4


@pytest.mark.browser
def test_grid_without_an_outbox_says_what_is_not_saved(
    open_as: OpenAs, school_people: Personas, maple: list[Member]
) -> None:
    """As on a browser that may keep nothing: the choice waits in the open page, and the page says so."""
    page = open_as(school_people.teacher, address(school_people, "classes"))
    page.add_init_script("Object.defineProperty(window, 'indexedDB', {value: null})")
    page.goto(address(school_people, "grid", school_people.maple.pk))
    page.evaluate(DEAD_FETCH)
    for key in ("4", "5", "ArrowDown", "2"):
        page.keyboard.press(key)
    expect(page.locator("#grid-status")).to_contain_text("Not saved yet")
    page.evaluate(ALIVE_AGAIN)
    expect(page.locator("#grid-status")).to_contain_text(SAVED)
    assert sorted(Judgement.objects.values_list("phase", flat=True)) == [2, 5]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_staff_pages_are_accessible(
    open_as: OpenAs, school_people: Personas, maple: list[Member], width: str, scheme: str
) -> None:
    make_judgement(student=maple[0], judge=school_people.teacher, term=term_now(school_people), phase=None)
    pk = school_people.maple.pk
    page = open_as(school_people.teacher, address(school_people, "grid", pk), width=width, scheme=scheme)
    assert_accessible(page)
    for name, args in (
        ("classes", ()),
        ("class", (pk,)),
        ("grid_plain", (pk,)),
        ("notice", ()),
        ("learner", (maple[0].pk,)),
    ):
        page.goto(address(school_people, name, *args))
        assert_accessible(page)


@pytest.mark.browser
def test_year_groups_fit_a_phone(open_as: OpenAs, school_people: Personas, maple: list[Member]) -> None:
    page = open_as(school_people.head, address(school_people, "check_ins"), width="phone")
    table = page.get_by_role("region", name="Year groups")
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
    assert_accessible(page)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_student_does_the_whole_check_in_on_a_phone(open_as: OpenAs, school_people: Personas, scheme: str) -> None:
    make_framework(school=school_people.school)
    page = open_as(school_people.student, address(school_people, "my_learning"), width="phone", scheme=scheme)
    assert_accessible(page)
    page.get_by_role("link", name="Check in").tap()
    page.get_by_role("button", name="Begin").tap()
    for number in range(1, 13):
        expect(page.get_by_text(f"{number} of 12")).to_be_visible()
        if number == 3:
            page.get_by_role("button", name="I had no chance to").tap()
            continue
        page.get_by_role("radio", name="most times").tap()
        if number in (1, 12):
            assert_accessible(page)
        page.get_by_role("button", name="Next").tap()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.get_by_text("You said: most times.")).to_be_visible()
    assert_accessible(page)
    assert CheckIn.objects.get().finished_at
    assert sorted(CheckInAnswer.objects.values_list("value", flat=True), key=str) == [3] * 11 + [None]


@pytest.mark.browser
def test_noticing_by_two_letters(open_as: OpenAs, school_people: Personas, maple: list[Member]) -> None:
    page = open_as(school_people.teacher, address(school_people, "notice"), width="phone")
    page.get_by_role("searchbox", name="Type two letters of a name").fill("le")
    expect(page.locator("#who-found label")).to_have_count(1)
    page.get_by_text("Leah Ahmed").tap()
    page.get_by_role("radio", name="Questioning").check(force=True)
    page.locator("#noticing").get_by_label("Where").select_option("maths")
    page.locator("#noticing").get_by_label("What you saw").fill("Asked what would happen if we halved it.")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_text("Noted for Leah.")).to_be_visible()
    assert Noticing.objects.get().student == maple[1]


@pytest.mark.browser
def test_noticing_keeps_what_was_typed_when_the_network_dies(
    open_as: OpenAs, school_people: Personas, maple: list[Member]
) -> None:
    page = open_as(school_people.teacher, f"{address(school_people, 'notice')}?students={maple[0].pk}")
    page.get_by_role("radio", name="Questioning").check(force=True)
    page.locator("#noticing").get_by_label("Where").select_option("maths")
    page.locator("#noticing").get_by_label("What you saw").fill("Asked why.")
    page.evaluate(DEAD_FETCH)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#unsaved")).to_contain_text("Not saved yet")
    expect(page.locator("#noticing").get_by_label("What you saw")).to_have_value("Asked why.")
    page.evaluate(ALIVE_AGAIN)
    expect(page.get_by_text("Noted for Sol.")).to_be_visible()
    assert Noticing.objects.count() == 1
