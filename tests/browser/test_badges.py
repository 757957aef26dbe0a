"""Badges in a browser: printed, scanned on a phone, tapped on a shared tablet, forgotten at "done"."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.backends.cached_db import SessionStore
from django.utils import timezone
from playwright.sync_api import Page, expect

from school.badges.badges import give_pictures
from school.models import Badge, Member, SharedDevice
from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.badges import badge_address, make_badge_of
from tests.factories.school import PASSWORD, make_student
from tests.factories.vision import make_framework
from tests.personas import Personas
from tracking.models import CheckInAnswer

CLASS_PAGE = "/s/harbour-lane/school/badges/{pk}/"
CHILD_TARGET = 44
TARGETS = "main button:visible, main a.btn:visible, main a.person:visible, .done button:visible"
START = re.compile(r"/s/harbour-lane/$")


@pytest.fixture
def wren(school_people: Personas) -> Member:
    make_framework(school=school_people.school)
    return make_student(school=school_people.school, name="Wren Brook", school_class=school_people.maple)


def class_page(people: Personas) -> str:
    return CLASS_PAGE.format(pk=people.maple.pk)


def tap_pictures(page: Page, member: Member, *, wrong: bool = False) -> None:
    first, second = Badge.objects.live().get(member=member).pictures
    if wrong:
        first, second = second, first
    page.locator(f"#tap-{first}").click()
    expect(page.get_by_role("heading", name="And your second picture?")).to_be_visible()
    page.locator(f"#tap-{second}").click()


def expect_start(page: Page) -> None:
    """The start page, with what it loads afterwards."""
    expect(page).to_have_url(START)
    page.wait_for_load_state("networkidle")


def assert_for_children(page: Page) -> None:
    """Large enough for a small finger, and axe has nothing to say."""
    assert "child" in page.evaluate("document.body.className")
    for box in page.locator(TARGETS).all():
        size = box.bounding_box()
        assert size and min(size["height"], size["width"]) >= CHILD_TARGET, box.inner_text()
    assert_accessible(page)


@pytest.mark.browser
def test_teacher_prints_and_the_page_knows(open_as: OpenAs, school_people: Personas, wren: Member) -> None:
    page = open_as(school_people.teacher, class_page(school_people))
    expect(page.get_by_text("0 of 2 have a badge.")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make 2 badges and print").click()
    pdf = waiting.value.path().read_bytes()
    assert waiting.value.suggested_filename == "badges-maple.pdf"
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 2
    expect(page.get_by_text("2 of 2 have a badge.")).to_be_visible()


@pytest.mark.browser
def test_teacher_gives_the_password_first(open_as: OpenAs, school_people: Personas, wren: Member) -> None:
    """Whoever signed in a while ago comes to a page of its own, and nothing is made before."""
    page = open_as(school_people.teacher, class_page(school_people))
    session = SessionStore({cookie["name"]: cookie["value"] for cookie in page.context.cookies()}["sessionid"])
    session["account_authentication_methods"] = []
    session.save()
    page.get_by_role("button", name="Make 2 badges and print").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    assert not Badge.objects.exists()
    page.get_by_label("Password", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Print badges of Maple")).to_be_visible()
    assert_accessible(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make 2 badges and print").click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
    expect(page.get_by_text("Everybody in this class has a badge.")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_child_scans_on_a_phone(open_as: OpenAs, school_people: Personas, wren: Member, scheme: str) -> None:
    fresh = make_badge_of(member=wren, people=school_people)
    page = open_as(None, badge_address(fresh), width="phone", scheme=scheme)
    expect(page.get_by_role("heading", name="Tap your first picture.")).to_be_visible()
    assert fresh.token not in page.url
    assert "Wren" not in page.content()
    assert_for_children(page)
    tap_pictures(page, wren, wrong=True)
    expect(page.get_by_text("Those were not your two pictures. Try again.")).to_be_visible()
    assert_for_children(page)
    tap_pictures(page, wren)
    expect_start(page)
    expect(page.get_by_role("heading", name=re.compile("Wren"))).to_be_visible()
    assert_for_children(page)


@pytest.mark.browser
def test_pictures_work_by_keyboard_and_start_again(open_as: OpenAs, school_people: Personas, wren: Member) -> None:
    fresh = make_badge_of(member=wren, people=school_people)
    page = open_as(None, badge_address(fresh))
    page.locator("#tap-cat").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You tapped: cat.")).to_be_visible()
    page.get_by_role("link", name="Start again").click()
    first, second = fresh.badge.pictures
    for picture, heading in ((first, "And your second picture?"), (second, "Wren")):
        page.locator(f"#tap-{picture}").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=re.compile(re.escape(heading)))).to_be_visible()
    expect_start(page)


@pytest.mark.browser
def test_revoked_badge_is_told_kindly(open_as: OpenAs, school_people: Personas, wren: Member) -> None:
    fresh = make_badge_of(member=wren, people=school_people)
    teacher = open_as(school_people.teacher, class_page(school_people))
    child = open_as(None, badge_address(fresh), width="phone")
    tap_pictures(child, wren)
    expect_start(child)
    teacher.locator("summary", has_text="What to do for Wren Brook").click()
    teacher.locator("details[open]").get_by_role("button", name="Stop this badge").click()
    expect(teacher.get_by_text("The badge of Wren works no longer.")).to_be_visible()
    child.reload()
    expect(child.get_by_role("heading", name="Let’s start again.")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_teachers_pages_are_accessible(open_as: OpenAs, school_people: Personas, wren: Member, scheme: str) -> None:
    make_badge_of(member=wren, people=school_people)
    page = open_as(school_people.teacher, "/s/harbour-lane/school/badges/", width="phone", scheme=scheme)
    assert_accessible(page)
    page.get_by_role("link", name="Open Maple").click()
    assert_accessible(page)
    page.locator("summary", has_text="of Wren Brook").click()
    page.locator("summary", has_text="What to do for Wren Brook").click()
    assert_accessible(page)
    page.goto(class_page(school_people) + "print/")
    assert_accessible(page)


def check_in_once(page: Page) -> None:
    page.goto("/s/harbour-lane/check-in/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("radio", name="most times").check(force=True)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("2 of 12")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_children_share_a_tablet(open_as: OpenAs, school_people: Personas, wren: Member, scheme: str) -> None:
    page = open_as(school_people.teacher, class_page(school_people), width="phone", scheme=scheme)
    page.get_by_role("button", name="Give them pictures only").click()
    page.get_by_label("What is written on this device").fill("Tablet 7")
    page.get_by_role("button", name="Share this device with the class").click()
    for member, other in ((wren, "Idris"), (school_people.student, "Wren")):
        expect(page.get_by_role("heading", name="Who are you? Tap your name.")).to_be_visible()
        assert "Costa" not in page.content()
        assert_for_children(page)
        page.get_by_role("link", name=member.first_name).click()
        assert_for_children(page)
        tap_pictures(page, member)
        expect_start(page)
        assert other not in page.locator("main").inner_text()
        check_in_once(page)
        page.get_by_role("button", name="I’m done").click()
    expect(page.get_by_role("heading", name="Who are you? Tap your name.")).to_be_visible()
    assert CheckInAnswer.objects.count() == 2


@pytest.mark.browser
def test_done_leaves_nothing_behind_it(open_as: OpenAs, school_people: Personas, wren: Member) -> None:
    give_pictures(school_class=school_people.maple, by=school_people.teacher, now=timezone.now())
    page = open_as(school_people.teacher, class_page(school_people))
    page.get_by_role("button", name="Share this device with the class").click()
    page.get_by_role("link", name="Wren").click()
    tap_pictures(page, wren)
    expect_start(page)
    page.goto("/s/harbour-lane/my-learning/")
    page.get_by_role("button", name="I’m done").click()
    expect(page.get_by_role("heading", name="Who are you? Tap your name.")).to_be_visible()
    for _ in range(4):
        page.go_back()
        page.wait_for_load_state()
        assert "/s/harbour-lane" not in page.url
        assert "My learning" not in page.content()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "/s/" not in kept
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"csrftoken", "device", "sessionid"}


@pytest.mark.browser
def test_quiet_tablet_asks_and_then_shows_the_names(open_as: OpenAs, school_people: Personas, wren: Member) -> None:
    give_pictures(school_class=school_people.maple, by=school_people.teacher, now=timezone.now())
    page = open_as(school_people.teacher, class_page(school_people))
    page.get_by_role("button", name="Share this device with the class").click()
    page.get_by_role("link", name="Wren").click()
    tap_pictures(page, wren)
    expect_start(page)
    page.clock.install()
    page.reload()
    page.clock.run_for(245_000)
    expect(page.get_by_text("Are you still there?")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Yes, I am").click()
    page.clock.run_for(200_000)
    expect_start(page)
    page.clock.run_for(120_000)
    expect(page.get_by_role("heading", name="Who are you? Tap your name.")).to_be_visible()


@pytest.mark.browser
def test_ended_tablet_shows_no_names(open_as: OpenAs, school_people: Personas, wren: Member) -> None:
    tablet = open_as(school_people.teacher, class_page(school_people))
    tablet.get_by_role("button", name="Share this device with the class").click()
    teacher = open_as(school_people.teacher, class_page(school_people))
    teacher.get_by_role("button", name="End it now").click()
    expect(teacher.get_by_text("That device is no longer shared.")).to_be_visible()
    assert SharedDevice.objects.get().ended_by == school_people.teacher
    answer = tablet.request.get("/shared/")
    assert (answer.status, "Wren" in answer.text()) == (404, False)
