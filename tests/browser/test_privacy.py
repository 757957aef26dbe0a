"""One's own data in a browser: who looked, asking, a copy; the office's preview of what goes."""

from __future__ import annotations

import datetime
import zipfile

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from school.models import AccessPack, Look, PrivacyRequest
from school.privacy.access_pack import put_together
from school.privacy.looks import note_look
from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.observations import make_term_now
from tests.factories.privacy import make_request
from tests.factories.school import enrol, make_student
from tests.factories.tracking import make_noticing
from tests.personas import Personas

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PRIVACY, DATA = "/s/harbour-lane/school/privacy/", "/s/harbour-lane/school/data/"


def test_child_sees_that_the_teacher_looked(open_as: OpenAs, school_people: Personas) -> None:
    term, birch = make_term_now(host=school_people.teacher)
    enrol(school_people.student, birch, starts_on=term.starts_on)
    open_as(school_people.teacher, f"/s/harbour-lane/learners/student/{school_people.student.pk}/")
    page = open_as(school_people.student, "/s/harbour-lane/my-learning/", width="phone")
    page.get_by_role("link", name="Who looked at my page").click()
    expect(page.get_by_text("Amira Rahman looked at your page today at")).to_be_visible()
    assert_accessible(page)


def test_teacher_sees_who_opened_what_from_the_menu(open_as: OpenAs, school_people: Personas) -> None:
    note_look(looker=school_people.head, subjects=[school_people.teacher], kind=Look.Kind.VISIT, now=timezone.now())
    page = open_as(school_people.teacher, "/s/harbour-lane/")
    page.locator("details.menu summary", has_text="Amira Rahman").click()
    page.get_by_role("link", name="Who looked").click()
    expect(page.get_by_text("Helen Bellamy opened the record of a visit you hosted")).to_be_visible()
    expect(page.get_by_text("Headteacher")).to_be_visible()
    assert_accessible(page)


def test_child_asks_and_the_office_answers(open_as: OpenAs, school_people: Personas) -> None:
    page = open_as(school_people.student, PRIVACY, width="phone")
    page.get_by_label("Something is not right").check()
    page.get_by_label("In your own words").fill("I am in Year 5.")
    page.get_by_role("button", name="Send it to the office").click()
    expect(page.get_by_text("The school office has it.")).to_be_visible()
    office = open_as(school_people.administrator, DATA)
    office.get_by_role("link", name="Answer Idris Costa").click()
    office.get_by_label("Done").check()
    office.get_by_label("What the person reads").fill("Put right: you are in Year 5 now.")
    office.get_by_role("button", name="Answer").click()
    expect(office.get_by_text("Nobody is waiting for an answer.")).to_be_visible()
    page.goto(PRIVACY)
    expect(page.get_by_text("Put right: you are in Year 5 now.")).to_be_visible()


def test_copy_appears_without_a_reload_and_is_saved(open_as: OpenAs, school_people: Personas, tmp_path) -> None:
    page = open_as(school_people.student, PRIVACY)
    page.get_by_role("button", name="Make my copy").click()
    expect(page.get_by_text("Being put together", exact=True)).to_be_visible()
    pack = AccessPack.objects.get()
    put_together(school_id=pack.school_id, pack_id=pack.pk, now=timezone.now())
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save it").click()
    saved.value.save_as(tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as packed:
        packed.extract("everything-about-me.html", tmp_path)
    page.goto((tmp_path / "everything-about-me.html").as_uri())
    expect(page.get_by_role("heading", name="Everything about me")).to_be_visible()
    assert_accessible(page)


def test_office_sees_what_would_go_and_removes_it(open_as: OpenAs, school_people: Personas) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    leaver = make_student(school=school_people.school, name="Nora Leaver", left_on=yesterday)
    make_noticing(student=leaver, author=school_people.teacher)
    page = open_as(school_people.administrator, DATA)
    page.get_by_label("The beginning of a name").fill("Nor")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Leaver, Nora").click()
    assert_accessible(page)
    page.get_by_role("link", name="See what would go and what stays").click()
    expect(page.get_by_text("What was noticed: 1")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("I have read what goes and what stays").check()
    page.get_by_role("button", name="Remove for good").click()
    expect(page.get_by_text("Removed. The certificate is below.")).to_be_visible()
    leaver.refresh_from_db()
    assert leaver.given_name == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_pages_are_accessible(open_as: OpenAs, school_people: Personas, width: str, scheme: str) -> None:
    asked = make_request(about=school_people.student)
    old = make_student(school=school_people.school, name="Nora Leaver", left_on=datetime.date(2024, 1, 1))
    make_noticing(student=old, author=school_people.teacher)
    note_look(looker=school_people.teacher, subjects=[school_people.student], kind="class_page", now=timezone.now())
    page = open_as(school_people.administrator, DATA, width=width, scheme=scheme)
    expect(page.get_by_text("What was noticed: 1")).to_be_visible()
    paths = ("schedule/", f"requests/{asked.pk}/", f"people/{school_people.student.pk}/", f"people/{old.pk}/remove/")
    for path in (DATA, *(DATA + each for each in paths), PRIVACY, f"{PRIVACY}papers/record-of-processing/"):
        page.goto(path)
        assert_accessible(page)
    page = open_as(school_people.student, PRIVACY, width=width, scheme=scheme)
    for path in (PRIVACY, f"{PRIVACY}who-looked/", f"{PRIVACY}papers/children/"):
        page.goto(path)
        assert_accessible(page)
    assert PrivacyRequest.objects.count() == 1
