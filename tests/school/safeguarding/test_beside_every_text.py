"""Beside every free text that is written or read about people stands the way to raise a concern."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import CharField, TextField

from school.models import Member, Role, School
from school.templatetags.safeguarding import concern
from tests.personas import Personas

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
FOLDERS = ("tracking", "observations", "enquiry", "vision", "portfolio", "home")
SHORTEST = 80
"""Characters from which a field holds a sentence rather than a name."""

NAMES_OF_THINGS = {"name", "label", "icon", "title", "slug", "key", "place", "period", "file_name"}
NOT_ABOUT_PEOPLE = {
    "definition": "what a behaviour means: the framework's words",
    **dict.fromkeys(("child_wording", "child_early", "child_primary", "child_secondary"), "the framework's words"),
    "look_for": "the framework's words",
    "meaning": "what a phase means: the framework's words",
    "prompt": "the product's own prompts",
    "words": "the product's own words for answers and phases; a picture's stand in its alternative text",
    "note": "what changed between versions of the vision",
    "failure": "the product's own sentence about a build",
    "sentence": "the product's own sentence about a judgement or a figure",
    "wording": "of check-in items and pulse statements; commitments are checked in their own template",
}

WRITING_ELSEWHERE = {
    "enquiry/session_notes.html": "enquiry/_notes_form.html",
    "enquiry/session_room.html": "enquiry/_notes_form.html",
    "enquiry/plan_form.html": "enquiry/_plan_form.html",
}
NO_FREE_TEXT = {
    "vision/explain_read.html": "ticks; the text above them has its own",
    "vision/explain_rounds.html": "a date and two names to choose",
    "vision/_circle.html": "circles to choose from",
    "vision/pulse_results.html": "a date; answers to the pulse stay unlinked, so nothing points from here",
    "tracking/class_grid_plain.html": "lists to choose from",
    "tracking/attainment.html": "a file and a tick",
    "tracking/attainment_columns.html": "what columns are, the name of a test, its grades",
    "home/thread_detail.html": "lists of behaviours to choose from",
    "vision/crosswalk.html": "lists of behaviours to choose from",
    "tracking/choices.html": "switches and a number",
    "tracking/family_links.html": "homes to choose from",
    "tracking/my_family.html": "homes to choose from; what is read there has it",
    "tracking/notice_classmate.html": "sentences to tap",
    "enquiry/_notes_state.html": "the same box, redrawn; the button stands below it in _notes_form.html",
    "enquiry/plc_detail.html": "a day, an hour and a place",
}
READING_ELSEWHERE = {
    ("vision/_margin.html", "text"): "the passage that the margin is about; it stands beside it with its button",
    ("vision/_block.html", "began"): "a hidden field of the form",
    ("vision/_paragraph_form.html", "began"): "a hidden field of the form; the text itself stands in the box",
    ("vision/narrative_public.html", "text"): "for anybody, without a sign-in; the page for staff has it",
    ("vision/_compared.html", "text"): "words of the two texts that stand above, each with its own",
    ("enquiry/_last_plan.html", "what_happened"): "it stands in the box being written in",
    ("portfolio/_question.html", "question"): "one of the five questions, which are the product's",
    ("portfolio/question.html", "question"): "one of the five questions, which are the product's",
    ("home/_news.html", "text"): "the product's own sentence; what it leads to has it",
    ("enquiry/_place.html", "purpose"): "a group's purpose, beside which it stands on the group's page",
}


def templates() -> list[tuple[str, str]]:
    files = (file for folder in FOLDERS for file in sorted((TEMPLATES / folder).glob("*.html")))
    return [(str(file.relative_to(TEMPLATES)), file.read_text()) for file in files]


def free_texts() -> set[str]:
    """Names of fields that hold sentences, of every model in which people write."""
    fields = (
        field for app in FOLDERS for model in apps.get_app_config(app).get_models() for field in model._meta.fields
    )
    found = {
        field.name
        for field in fields
        if isinstance(field, TextField) or (isinstance(field, CharField) and (field.max_length or 0) >= SHORTEST)
    }
    return found - NAMES_OF_THINGS - set(NOT_ABOUT_PEOPLE)


def test_the_walk_knows_the_texts() -> None:
    known = {"text", "wondering", "host_account", "what_learners_did", "agreed_step", "question", "notes", "example"}
    assert known | {"will_try", "do_less", "what_happened", "story", "situation", "reflection"} <= free_texts()


def test_every_place_to_write_has_it() -> None:
    asks = [(name, html) for name, html in templates() if "<textarea" in html or 'include "_field.html"' in html]
    missing = [
        name
        for name, html in asks
        if "writing=True" not in html and name not in NO_FREE_TEXT and name not in WRITING_ELSEWHERE
    ]
    assert len(asks) > 20
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize(("name", "inner"), WRITING_ELSEWHERE.items())
def test_what_has_it_in_an_included_part_includes_that_part(name: str, inner: str) -> None:
    assert f'include "{inner}"' in (TEMPLATES / name).read_text()
    assert "writing=True" in (TEMPLATES / inner).read_text()


def test_every_place_to_read_has_it() -> None:
    missing, printed = [], 0
    for name, html in templates():
        beside = " ".join(re.findall(r"{% concern ([^%]*)%}", html))
        for attribute in set(re.findall(r"{{ [\w.]*?\.(\w+)(?:\|\w+)* }}", html)) & free_texts():
            printed += 1
            if not re.search(rf"\b{attribute}\b", beside) and (name, attribute) not in READING_ELSEWHERE:
                missing.append(f"{name}: {attribute}")
    assert printed > 25
    assert not missing, "\n".join(missing)


@pytest.mark.django_db
def test_it_says_itself_in_each_readers_words(people: Personas) -> None:
    adult = concern({"member": people.teacher}, "a noticing", "He hid", "  ")
    assert 'aria-label="Raise a concern: a noticing"' in adult and "|a noticing|He hid" in adult
    assert "Tell a grown-up you are worried" in concern({"member": people.student}, "a goal", writing=True)


def test_it_is_silent_without_a_text_and_for_support() -> None:
    support = Member(pk=None, school=School(slug="x"), roles=[Role.SUPPORT])
    assert concern({"member": support}, "a noticing", "He hid") == ""
    assert concern({"member": Member(pk=1, roles=[Role.TEACHER])}, "a noticing", "") == ""
    assert concern({}, "a noticing", "He hid") == ""
