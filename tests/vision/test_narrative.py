"""Paragraphs for life, conflicts that lose nothing, versions word for word."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from learningculture.tenancy import tenant
from tests.factories.school import TODAY
from tests.personas import Personas
from vision.models import Block, Commitment, Paragraph, PublishedNarrative
from vision.narrative import (
    PROMPTS,
    EditConflict,
    draft_content,
    has_unpublished_changes,
    make_commitment,
    publish_narrative,
    retire_commitment,
    retire_paragraph,
    revise_paragraph,
    write_paragraph,
)


def write(people: Personas, text: str = "We want more.", block: str = Block.WHY) -> Paragraph:
    return write_paragraph(school=people.school, block=block, text=text, by=people.head)


def test_every_block_has_a_prompt_in_the_second_person() -> None:
    assert set(PROMPTS) == set(Block)
    assert all("you" in str(prompt).lower() for prompt in PROMPTS.values())


def test_paragraphs_are_written_in_order_and_a_double_submit_is_one(people: Personas) -> None:
    with tenant(people.school.pk, member_id=people.head.pk):
        first, second, again = write(people), write(people, "And better."), write(people)
    assert (first.position, second.position, again.pk) == (0, 1, first.pk)


@pytest.mark.parametrize(("block", "text"), [("why", "  "), ("why", "x" * 4001), ("moon", "Something")])
def test_writing_refuses_what_is_no_paragraph(people: Personas, block: str, text: str) -> None:
    with pytest.raises(ValidationError):
        write(people, text, block)
    assert not Paragraph.objects.exists()


def test_revising_keeps_the_identity_and_counts_the_version(people: Personas) -> None:
    paragraph = write(people)
    with tenant(people.school.pk, member_id=people.head.pk):
        revised = revise_paragraph(paragraph=paragraph, text="We want much more.", version=1, by=people.head)
    assert (revised.uid, revised.version, revised.text) == (paragraph.uid, 2, "We want much more.")


def test_revising_an_older_version_overwrites_nothing(people: Personas) -> None:
    paragraph = write(people)
    revise_paragraph(paragraph=paragraph, text="Helen's words", version=1, by=people.head)
    with pytest.raises(EditConflict, match="Helen Bellamy changed") as refused:
        revise_paragraph(paragraph=paragraph, text="Joe's words", version=1, by=people.plc_lead)
    assert refused.value.current.text == "Helen's words"
    assert Paragraph.objects.get().text == "Helen's words"


def test_the_same_save_sent_twice_is_no_conflict(people: Personas) -> None:
    paragraph = write(people)
    for _ in range(2):
        saved = revise_paragraph(paragraph=paragraph, text="New", version=1, by=people.head)
    assert saved.version == 2


def test_a_retired_paragraph_stays_known_and_is_not_revised(people: Personas) -> None:
    paragraph = retire_paragraph(paragraph=write(people), by=people.head, now=timezone.now())
    with pytest.raises(ValidationError, match="taken out"):
        revise_paragraph(paragraph=paragraph, text="Back", version=1, by=people.head)
    assert draft_content(people.school) == []
    assert Paragraph.objects.get().uid == paragraph.uid


def test_commitments_are_made_once_and_retired(people: Personas) -> None:
    words = {"school": people.school, "who": "adults", "by": people.head, "on": TODAY}
    one = make_commitment(wording="name the behaviour they saw.", **words)
    assert make_commitment(wording="name the behaviour they saw", **words) == one
    retire_commitment(commitment=one, by=people.head, on=TODAY)
    assert Commitment.objects.get().retired_on == TODAY
    with pytest.raises(ValidationError):
        make_commitment(wording="", **words)


def test_publishing_freezes_the_words(people: Personas) -> None:
    paragraph = write(people)
    commitment = make_commitment(school=people.school, who="leaders", wording="listen", by=people.head, on=TODAY)
    with tenant(people.school.pk, member_id=people.head.pk):
        published = publish_narrative(school=people.school, note="First", by=people.head, now=timezone.now())
    revise_paragraph(paragraph=paragraph, text="Other", version=1, by=people.head)
    published.refresh_from_db()
    assert published.version == 1
    assert published.content == [
        {"block": "why", "paragraphs": [{"uid": str(paragraph.uid), "text": "We want more."}], "commitments": []},
        {
            "block": "commitments",
            "paragraphs": [],
            "commitments": [{"id": commitment.pk, "who": "leaders", "wording": "listen"}],
        },
    ]
    assert has_unpublished_changes(people.school, published)


def test_publishing_needs_something_new(people: Personas) -> None:
    with pytest.raises(ValidationError, match="nothing to publish"):
        publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    write(people)
    published = publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    assert not has_unpublished_changes(people.school, published)
    with pytest.raises(ValidationError, match="Nothing has changed since version 1"):
        publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    assert PublishedNarrative.objects.count() == 1
