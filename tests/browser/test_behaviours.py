"""The editor of the behaviours in a real Chromium."""

import pytest
from playwright.sync_api import expect

from school.queries import today_in
from tests.browser.conftest import OpenAs, assert_accessible
from tests.personas import Personas
from vision.behaviours import adopt_framework, begin_new_version, declare_focus
from vision.models import Framework
from vision.reshaping import remove_behaviour, split_behaviour

pytestmark = pytest.mark.browser


@pytest.fixture
def second_version(school_people: Personas) -> Framework:
    """Four behaviours, of which the second version splits one and leaves one out."""
    people, today = school_people, today_in(school_people.school)
    first = adopt_framework(school=people.school, preset="foundation", by=people.head, on=today)
    declare_focus(term=people.term, behaviours=list(first.behaviours.all()[:2]), by=people.head, on=today)
    new = begin_new_version(framework=first, by=people.head, on=today)
    whole, gone = new.behaviours.get(key="collaboration"), new.behaviours.get(key="revising")
    split_behaviour(behaviour=whole, labels=["Sharing the work", "Bringing others in"], by=people.head)
    remove_behaviour(behaviour=gone, by=people.head)
    return new


@pytest.mark.parametrize(("width", "scheme"), [("phone", "light"), ("desktop", "dark")])
def test_the_editor_is_accessible(
    open_as: OpenAs, school_people: Personas, second_version: Framework, width: str, scheme: str
) -> None:
    one = second_version.behaviours.first()
    assert one is not None
    page = open_as(school_people.head, "/s/harbour-lane/vision/behaviours/", width=width, scheme=scheme)
    assert_accessible(page)
    for path in (f"{one.pk}/", f"{one.pk}/split/", "merge/", "crosswalk/", "add/"):
        page.goto(f"/s/harbour-lane/vision/behaviours/{path}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert_accessible(page)


def test_head_splits_a_behaviour_and_picks_a_picture(
    open_as: OpenAs, school_people: Personas, second_version: Framework
) -> None:
    page = open_as(school_people.head, "/s/harbour-lane/vision/behaviours/", width="phone")
    page.get_by_role("link", name="Split Questioning").click()
    page.get_by_label("First part").fill("Wondering")
    page.get_by_label("Second part").fill("Doubting")
    page.get_by_role("button", name="Split").click()
    page.get_by_role("link", name="Reword Wondering").click()
    page.get_by_text("Choose another picture").click()
    page.get_by_role("radio", name="telescope").check()
    page.get_by_role("radio", name="the same behaviour in new words").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert second_version.behaviours.get(label="Wondering").icon == "telescope"
    for change in ("Reworded Wondering", "Split Questioning"):
        page.get_by_role("button", name=f"Undo {change}").click()
        expect(page.get_by_text(f"Taken back: {change}.")).to_be_visible()
    assert second_version.behaviours.filter(label="Questioning").exists()
