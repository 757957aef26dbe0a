"""Split, merged, moved, taken out, brought back: identity, wordings and descent stay true."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.factories.school import TODAY
from tests.personas import Personas
from vision.lineage import (
    bring_back,
    merge_paragraphs,
    move_paragraph,
    place_paragraph,
    places_to_split,
    split_paragraph,
    taken_out,
)
from vision.models import Descent, Paragraph
from vision.narrative import EditConflict, retire_paragraph, revise_paragraph, write_paragraph
from vision.queries import live_paragraphs


def write(people: Personas, text: str, block: str = "why") -> Paragraph:
    return write_paragraph(school=people.school, block=block, text=text, by=people.head)


def order(people: Personas, block: str = "why") -> list[str]:
    return [one.text for one in live_paragraphs(people.school).filter(block=block)]


def test_places_are_the_beginnings_of_sentences() -> None:
    text = "One. Two? “Three.” Four"
    assert [text[at:] for at in places_to_split(text)] == ["Two? “Three.” Four", "“Three.” Four", "Four"]
    assert places_to_split("One sentence only.") == []


def test_a_split_keeps_the_whole_and_says_where_the_part_came_from(people: Personas) -> None:
    whole = write(people, "We want more. Children ask.")
    write(people, "After.")
    part = split_paragraph(paragraph=whole, at=14, version=1, by=people.head, on=TODAY)
    assert order(people) == ["We want more.", "Children ask.", "After."]
    assert [w.text for w in whole.wordings.all()] == ["We want more. Children ask.", "We want more."]
    assert [w.text for w in part.wordings.all()] == ["Children ask."]
    descent = Descent.objects.get()
    assert (descent.ancestor, descent.descendant, descent.how, descent.on) == (whole, part, "split", TODAY)


@pytest.mark.parametrize(("at", "version", "refusal"), [(0, 1, ValidationError), (14, 9, EditConflict)])
def test_a_split_nowhere_or_of_an_older_text_cuts_nothing(
    people: Personas, at: int, version: int, refusal: type[Exception]
) -> None:
    whole = write(people, "We want more. Children ask.")
    with pytest.raises(refusal):
        split_paragraph(paragraph=whole, at=at, version=version, by=people.head, on=TODAY)
    assert order(people) == ["We want more. Children ask."]


def test_a_merge_keeps_the_first_and_knows_the_second(people: Personas) -> None:
    first, second = write(people, "One."), write(people, "Two.")
    merge_paragraphs(first=first, second=second, versions=(1, 1), by=people.head, now=timezone.now())
    assert order(people) == ["One. Two."]
    assert [w.text for w in first.wordings.all()] == ["One.", "One. Two."]
    assert (taken_out(people.head, "everyone"), Descent.objects.get().how) == ([second], "merged")


def test_only_neighbours_as_they_were_looked_at_are_merged(people: Personas) -> None:
    first, second, third = (write(people, text) for text in ("One.", "Two.", "Three."))
    with pytest.raises(ValidationError, match="one after the other"):
        merge_paragraphs(first=first, second=third, versions=(1, 1), by=people.head, now=timezone.now())
    revise_paragraph(paragraph=second, text="Two, again.", version=1, by=people.plc_lead)
    with pytest.raises(EditConflict):
        merge_paragraphs(first=first, second=second, versions=(1, 1), by=people.head, now=timezone.now())
    assert order(people) == ["One.", "Two, again.", "Three."]


def test_a_paragraph_moves_within_its_block_and_over_its_edges(people: Personas) -> None:
    first, second = write(people, "One."), write(people, "Two.")
    write(people, "Portrait.", "portrait")
    move_paragraph(paragraph=second, way="up", by=people.head)
    assert order(people) == ["Two.", "One."]
    first.refresh_from_db()
    move_paragraph(paragraph=first, way="down", by=people.head)
    assert (order(people), order(people, "portrait")) == (["Two."], ["One.", "Portrait."])
    second.refresh_from_db()
    move_paragraph(paragraph=second, way="up", by=people.head)
    place_paragraph(paragraph=first, block="path", by=people.head)
    assert (order(people), order(people, "path")) == (["Two."], ["One."])
    with pytest.raises(ValidationError):
        place_paragraph(paragraph=first, block="moon", by=people.head)


def test_what_was_taken_out_comes_back_at_the_end(people: Personas) -> None:
    first, second = write(people, "One."), write(people, "Two.")
    retire_paragraph(paragraph=first, by=people.head, now=timezone.now())
    uid = first.uid
    for _twice in range(2):
        back = bring_back(paragraph=first, by=people.head)
    assert (order(people), back.uid, second.text) == (["Two.", "One."], uid, "Two.")
