"""What two people send about one paragraph: nothing overwritten, nothing lost, nothing twice."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.personas import Personas
from vision.models import Paragraph, Wording
from vision.narrative import EditConflict, retire_paragraph, revise_paragraph, write_paragraph
from vision.two_writers import Kept, save_words, settle_beside, waiting_beside

BEGAN = "We want more. Children ask."
JOES = "We want more. Children ask first."
HELENS = "We want much more. Children ask."


@pytest.fixture
def paragraph(people: Personas) -> Paragraph:
    """Begun by both at version 1; Joe has saved."""
    made = write_paragraph(school=people.school, block="why", text=BEGAN, by=people.head)
    return revise_paragraph(paragraph=made, text=JOES, version=1, by=people.plc_lead)


def send(people: Personas, paragraph: Paragraph, text: str = HELENS, **more: object) -> Kept:
    return save_words(paragraph=paragraph, text=text, version=1, began=BEGAN, by=people.head, **more)


def test_the_later_one_is_kept_beside(people: Personas, paragraph: Paragraph) -> None:
    kept = send(people, paragraph)
    assert kept.paragraph.text == Paragraph.objects.get().text == JOES
    assert (kept.beside.text, kept.beside.number, kept.beside.beside) == (HELENS, 3, True)


def test_typing_on_and_a_replay_are_one_text_beside(people: Personas, paragraph: Paragraph) -> None:
    for text in (HELENS, HELENS, f"{HELENS} So do we."):
        send(people, paragraph, text)
    assert list(Wording.objects.filter(beside=True).values_list("text", flat=True)) == [f"{HELENS} So do we."]


def test_what_only_the_same_page_has_sent_is_no_conflict(people: Personas, paragraph: Paragraph) -> None:
    kept = send(people, paragraph, sent=["Lost", f"{JOES}\n"])
    assert (kept.beside, kept.paragraph.text, kept.paragraph.version) == (None, HELENS, 3)


def test_words_for_a_paragraph_taken_out_meanwhile_are_kept(people: Personas, paragraph: Paragraph) -> None:
    retire_paragraph(paragraph=paragraph, by=people.plc_lead, now=timezone.now())
    assert send(people, paragraph).beside.text == HELENS
    with pytest.raises(ValidationError, match="Write something"):
        send(people, paragraph, " ")


def test_different_sentences_are_proposed_together_and_nothing_happens_silently(
    people: Personas, paragraph: Paragraph
) -> None:
    send(people, paragraph)
    (beside,) = waiting_beside([paragraph])
    assert beside.both == "We want much more. Children ask first."
    assert Paragraph.objects.get().text == JOES


def test_the_same_sentence_is_put_one_after_the_other(people: Personas, paragraph: Paragraph) -> None:
    send(people, paragraph, "We want more. Children wonder.")
    (beside,) = waiting_beside([paragraph])
    assert (beside.proposal, beside.both) == (None, f"{JOES}\n\nWe want more. Children wonder.")
    assert [piece.text for piece in beside.pieces if piece.is_out] == ["ask first."]


@pytest.mark.parametrize("text", [JOES, HELENS, "Both in a new text."])
def test_settling_lets_one_text_stand_and_keeps_every_wording(
    people: Personas, paragraph: Paragraph, text: str
) -> None:
    beside = send(people, paragraph).beside
    settled = settle_beside(beside=beside, text=text, version=2, by=people.head, now=timezone.now())
    assert (settled.text, waiting_beside([settled])) == (text, [])
    assert {JOES, HELENS, text} <= set(Wording.objects.values_list("text", flat=True))


def test_settling_what_changed_again_settles_nothing(people: Personas, paragraph: Paragraph) -> None:
    beside = send(people, paragraph).beside
    revise_paragraph(paragraph=paragraph, text="Joe again.", version=2, by=people.plc_lead)
    with pytest.raises(EditConflict):
        settle_beside(beside=beside, text=HELENS, version=2, by=people.head, now=timezone.now())
    assert waiting_beside([paragraph])
