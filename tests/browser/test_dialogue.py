"""The dialogue about the vision in a real Chromium."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from school.queries import today_in
from tests.browser.conftest import OpenAs, assert_accessible
from tests.factories.dialogue import (
    make_paragraph,
    make_remark,
    make_reply,
    make_theme,
    make_unnamed_remark,
    make_window,
)
from tests.personas import Personas
from vision.models import Descent, Paragraph, Remark, UnnamedRemark
from vision.narrative import publish_narrative, retire_paragraph, revise_paragraph
from vision.themes import answer_theme

pytestmark = pytest.mark.browser

PLACE = "/s/harbour-lane/vision/"
PAGES = ("dialogue/", "dialogue/themes/", "dialogue/ask/", "because-of-you/")
FIRST = "We wait, and watch, and count to ten. Then we ask what they have tried."


def publish(people: Personas) -> None:
    publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())


@pytest.fixture
def spoken(school_people: Personas) -> Personas:
    """Two published paragraphs, a window, remarks of both voices, one theme answered and one that waits."""
    people = school_people
    first, other = (
        make_paragraph(by=people.head, text=FIRST),
        make_paragraph(by=people.head, text="Being stuck is safe."),
    )
    publish(people)
    make_window(by=people.head)
    remark = make_remark(by=people.teacher, paragraph=first, text="I count to three.", quote="count to ten")
    make_reply(by=people.head, remark=remark, text="May I come and see?")
    for model, said in ((Remark, remark), (UnnamedRemark, make_unnamed_remark(paragraph=first, text="I never dare."))):
        theme = make_theme(by=people.head, title=f"About {said.text}")
        model.objects.filter(pk=said.pk).update(theme=theme)
        if model is Remark:
            answer_theme(
                theme=theme, outcome="not_now", answer_words="First the corridor.", by=people.head, on=today(people)
            )
    make_remark(by=people.plc_lead, paragraph=other, kind="wording", text="Being stuck is where we begin.")
    return people


def today(people: Personas) -> datetime.date:
    return today_in(people.school)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_pages_are_accessible(open_as: OpenAs, spoken: Personas, width: str, scheme: str) -> None:
    page = open_as(spoken.head, PLACE, width=width, scheme=scheme)
    for path in PAGES:
        page.goto(f"{PLACE}{path}")
        assert_accessible(page)


def speak(page: Page, text: str, voice: str) -> None:
    page.get_by_role("radio", name="Doubt").check()
    page.get_by_label("What you say").fill(text)
    page.get_by_role("radio", name=voice).check()
    page.get_by_role("button", name="Say it").click()


def test_selected_words_become_the_quote(open_as: OpenAs, spoken: Personas) -> None:
    page = open_as(spoken.teacher, f"{PLACE}dialogue/")
    words = page.locator(".text").get_by_text("Being stuck is safe.")
    words.select_text()
    page.get_by_role("button", name="Say something about these words").click()
    expect(page.get_by_label("The passage")).to_have_value("Being stuck is safe.")
    speak(page, "Is it?", "Without a name")
    expect(page.get_by_text("It stands beside the paragraph.")).to_be_visible()
    assert_accessible(page)
    said = UnnamedRemark.objects.get(text="Is it?")
    assert said.quote == "Being stuck is safe."


def test_without_script_the_form_is_a_page(open_as: OpenAs, spoken: Personas) -> None:
    paragraph = Paragraph.objects.get(text=FIRST)
    page = open_as(spoken.teacher, f"{PLACE}dialogue/{paragraph.pk}/", width="phone")
    page.get_by_label("The passage").fill("count to ten")
    speak(page, "Or five?", "With your name")
    expect(page.get_by_text("Or five?", exact=True)).to_be_visible()
    assert Remark.objects.get(text="Or five?").author == spoken.teacher


def test_edited_split_and_retired_it_keeps_its_wording_and_its_answer(open_as: OpenAs, spoken: Personas) -> None:
    paragraph = Paragraph.objects.get(text=FIRST)
    page = open_as(spoken.teacher, f"{PLACE}dialogue/")
    revised = revise_paragraph(paragraph=paragraph, text="We ask what they have tried.", version=1, by=spoken.head)
    publish(spoken)
    check_it_kept(page, beside=revised.text)
    part = make_paragraph(by=spoken.head, text="We ask first.")
    Descent.objects.create(school=spoken.school, ancestor=paragraph, descendant=part, how="split", on=today(spoken))
    retire_paragraph(paragraph=revised, by=spoken.head, now=timezone.now())
    publish(spoken)
    check_it_kept(page, beside="We ask first.")
    retire_paragraph(paragraph=part, by=spoken.head, now=timezone.now())
    publish(spoken)
    check_it_kept(page, beside="About words that are no longer here")


def check_it_kept(page: Page, *, beside: str) -> None:
    """The quote, the old wording of the one that quoted nothing, and the answer stand beside these words."""
    page.reload()
    place = page.locator(".passage, section[aria-labelledby=gone]").filter(has_text=beside)
    for drawer in place.locator("details").all():
        drawer.evaluate("one => { one.open = true; }")
    for words in ("I count to three.", "count to ten", "First the corridor.", "I never dare.", FIRST):
        expect(place.get_by_text(words, exact=True)).to_be_visible()
    expect(place.get_by_text("About these words, as they stood then:").first).to_be_visible()


def test_leader_gathers_answers_and_all_read_it(open_as: OpenAs, spoken: Personas) -> None:
    page = open_as(spoken.head, f"{PLACE}dialogue/themes/", width="phone")
    page.get_by_role("checkbox", name="Being stuck is where we begin.").check()
    page.get_by_label("What the new theme is about").fill("How it begins")
    page.get_by_role("button", name="Gather").click()
    page.locator(".asks").get_by_role("link", name="How it begins").click()
    page.get_by_role("radio", name="Not now").check()
    page.get_by_role("button", name="Tell everyone").click()
    expect(page.locator("#id_answer_words_error")).to_be_visible()
    page.get_by_label("Why").fill("We keep it short.")
    page.get_by_role("button", name="Tell everyone").click()
    expect(page.get_by_role("heading", name="How it begins")).to_be_visible()
    assert_accessible(page)
    reader = open_as(spoken.plc_lead, "/s/harbour-lane/")
    expect(reader.get_by_text("What you said was answered. How it begins: Not now")).to_be_visible()
