"""A roster through a real browser, from the file on the disk to the undo, at both widths."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from school.models import Member, RosterUpload
from school.rosters.uploads.work import run_upload
from tests.browser.conftest import WIDTHS, OpenAs, assert_accessible
from tests.factories.tablefiles import KEPT, csv_of
from tests.factories.uploads import make_year_now
from tests.personas import Personas

pytestmark = pytest.mark.browser
ROSTERS = "/s/harbour-lane/school/rosters/"
FORMULA = '=HYPERLINK("http://x.invalid")'
ODD = csv_of("adno,forename,surname,reg group,sen", "004001,Zoe,Núñez-O’Brien,7B,S", "004009,Ida,May,7A,K", ",No,Id,,N")


def work() -> None:
    """What the worker does, here and now."""
    for upload in RosterUpload.objects.all():
        run_upload(upload.pk, school_id=upload.school_id)


def look(page: Page) -> None:
    """At a desk in the light and on a phone in the dark."""
    for width, scheme in (("phone", "dark"), ("desktop", "light")):
        page.set_viewport_size({"width": WIDTHS[width], "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert_accessible(page)


def hand_in(page: Page, path: Path) -> None:
    page.goto(ROSTERS)
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_selector(".steps .now")


def say_columns(page: Page, *, complete: str) -> None:
    page.get_by_role("heading", name="What are the columns?").wait_for()
    if page.get_by_label("Who is eligible").count():
        page.get_by_label("Who is eligible").check()
    page.get_by_label(complete).check()
    page.get_by_role("button", name="Compare with the school").click()


def bring_in_first(page: Page) -> None:
    hand_in(page, KEPT / "sims_style.csv")
    work()
    say_columns(page, complete="Only some")
    page.wait_for_selector(".steps .now")
    work()
    page.get_by_role("button", name="Yes, bring it in").click()
    page.wait_for_selector(".steps .now")
    work()
    page.wait_for_selector("text=The rows of the file")


def test_whole_import_is_accessible_at_each_step(open_as: OpenAs, school_people: Personas) -> None:
    make_year_now(school_people.school)
    page = open_as(school_people.administrator, ROSTERS)
    look(page)
    hand_in(page, KEPT / "sims_style.csv")
    look(page)
    work()
    page.wait_for_selector("text=This looks like a SIMS report")
    look(page)
    say_columns(page, complete="Only some")
    page.wait_for_selector(".steps .now")
    work()
    page.wait_for_selector("text=What would change")
    assert page.get_by_text(f"Test, {FORMULA}").is_visible() and page.get_by_text("Żółć, Luke").is_visible()
    assert not Member.objects.filter(source="SIMS").exists()
    look(page)
    page.get_by_role("button", name="Yes, bring it in").click()
    page.wait_for_selector(".steps .now")
    work()
    page.wait_for_selector("text=The rows of the file")
    assert Member.objects.filter(source="SIMS").count() == 12
    look(page)


def test_changes_failing_rows_and_values_are_asked_and_shown(
    open_as: OpenAs, school_people: Personas, tmp_path: Path
) -> None:
    make_year_now(school_people.school)
    page = open_as(school_people.administrator, ROSTERS)
    bring_in_first(page)
    path = tmp_path / "changed.csv"
    path.write_bytes(ODD)
    hand_in(page, path)
    work()
    page.get_by_label("Which system’s identifiers").fill("SIMS")
    say_columns(page, complete="Only some")
    page.get_by_label("SEND: “S”").select_option("plan")
    look(page)
    page.get_by_role("button", name="Compare with the school").click()
    page.wait_for_selector(".steps .now")
    work()
    page.get_by_label(re.compile("Keep ours: Given name of .*Zo")).check()
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Take these rows with their reasons").click()
    assert "There is no identifier" in download.value.path().read_text("utf-8-sig")
    page.get_by_label("bring in the rest").check()
    page.get_by_role("button", name="Yes, bring it in").click()
    page.wait_for_selector(".steps .now")
    work()
    page.wait_for_selector("text=The rows of the file")
    zoe = Member.objects.get(source_id="004001")
    assert (zoe.given_name, zoe.characteristics.send) == ("Zoë", "plan")


def test_undo_is_looked_at_and_done(open_as: OpenAs, school_people: Personas) -> None:
    make_year_now(school_people.school)
    page = open_as(school_people.administrator, ROSTERS)
    bring_in_first(page)
    page.get_by_role("link", name="See what an undo would do").click()
    look(page)
    page.get_by_role("button", name="Yes, undo it").click()
    page.wait_for_selector("text=It was undone")
    look(page)
    assert not Member.objects.filter(source="SIMS").exists()


def test_list_of_people_is_inert_and_comes_in_again_unchanged(
    open_as: OpenAs, school_people: Personas, tmp_path: Path
) -> None:
    make_year_now(school_people.school)
    page = open_as(school_people.administrator, ROSTERS)
    bring_in_first(page)
    page.goto(ROSTERS)
    for name in ("As CSV", "For Excel"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        if name == "As CSV":
            text = path.read_bytes().decode("utf-8-sig")
            assert '"\'=HYPERLINK(""http://x.invalid"")"' in text and "Żółć" in text
        hand_in(page, path)
        work()
        page.get_by_role("heading", name="Nothing would change").wait_for()
        page.get_by_role("button", name="Drop this file").click()


def test_refused_file_says_what_to_do(open_as: OpenAs, school_people: Personas, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"id,name\r\n")
    page = open_as(school_people.administrator, ROSTERS, width="phone")
    hand_in(page, path)
    work()
    page.wait_for_selector("text=This file was not brought in")
    assert page.get_by_text("An empty file is not a roster").is_visible()
    look(page)
