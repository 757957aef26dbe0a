"""Every wording is kept; one sitting of one writer is one wording, unless somebody has read it."""

import datetime

import pytest
from django.utils import timezone

from tests.factories.dialogue import make_remark, make_unnamed_remark
from tests.personas import Personas
from vision.models import Paragraph, Wording
from vision.narrative import publish_narrative, revise_paragraph, write_paragraph
from vision.wordings import ONE_SITTING, newest_wording, next_number


@pytest.fixture
def paragraph(people: Personas) -> Paragraph:
    return write_paragraph(school=people.school, block="why", text="We want more.", by=people.head)


def revise(paragraph: Paragraph, text: str, by: object) -> Paragraph:
    paragraph.refresh_from_db()
    return revise_paragraph(paragraph=paragraph, text=text, version=paragraph.version, by=by)


def texts(paragraph: Paragraph) -> list[tuple[int, str]]:
    return list(paragraph.wordings.values_list("number", "text"))


def test_the_first_save_is_the_first_wording(people: Personas, paragraph: Paragraph) -> None:
    kept = newest_wording(paragraph)
    assert (kept.number, kept.text, kept.written_by, kept.beside) == (1, "We want more.", people.head, False)


def test_one_sitting_of_one_writer_is_one_wording(people: Personas, paragraph: Paragraph) -> None:
    for text in ("We want mo", "We want much more."):
        saved = revise(paragraph, text, people.head)
    assert (saved.version, texts(paragraph)) == (3, [(3, "We want much more.")])


def test_another_writer_and_another_sitting_are_wordings_of_their_own(people: Personas, paragraph: Paragraph) -> None:
    revise(paragraph, "Joe's.", people.plc_lead)
    Wording.objects.update(written_at=timezone.now() - ONE_SITTING - datetime.timedelta(seconds=1))
    revise(paragraph, "Joe's later.", people.plc_lead)
    assert texts(paragraph) == [(1, "We want more."), (2, "Joe's."), (3, "Joe's later.")]


@pytest.mark.parametrize("named", [True, False])
def test_a_wording_about_which_something_was_said_stays(people: Personas, paragraph: Paragraph, named: bool) -> None:
    if named:
        make_remark(by=people.teacher, paragraph=paragraph)
    else:
        make_unnamed_remark(paragraph=paragraph)
    revise(paragraph, "We want much more.", people.head)
    assert texts(paragraph) == [(1, "We want more."), (2, "We want much more.")]


def test_a_published_wording_stays(people: Personas, paragraph: Paragraph) -> None:
    publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    revise(paragraph, "We want much more.", people.head)
    assert texts(paragraph) == [(1, "We want more."), (2, "We want much more.")]


def test_numbers_skip_what_stands_beside(people: Personas, paragraph: Paragraph) -> None:
    beside = newest_wording(paragraph)
    beside.pk, beside.number, beside.beside = None, next_number(paragraph), True
    beside.save()
    saved = revise(paragraph, "Joe's.", people.plc_lead)
    assert (beside.number, saved.version, newest_wording(paragraph).text) == (2, 3, "Joe's.")
