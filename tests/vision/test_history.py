"""The story of the versions: what changed, in sentences; who wrote; because of whom."""

import pytest
from django.utils import timezone

from tests.factories.dialogue import make_remark
from tests.factories.school import TODAY
from tests.personas import Personas
from vision.history import chapters, pairs_of, promises_of
from vision.models import PublishedNarrative
from vision.narrative import make_commitment, publish_narrative, retire_paragraph, revise_paragraph, write_paragraph
from vision.wordings import newest_wording


@pytest.fixture
def versions(people: Personas) -> list[PublishedNarrative]:
    """Two, newest first: Joe reworded the first paragraph after a remark, one went, one came, a commitment came."""
    school, head = people.school, people.head
    first = write_paragraph(school=school, block="why", text="We want more.", by=head)
    gone = write_paragraph(school=school, block="path", text="This year.", by=head)
    one = publish_narrative(school=school, note="First", by=head, now=timezone.now())
    remark = make_remark(by=people.teacher, paragraph=first)
    revise_paragraph(paragraph=first, text="We want much more.", version=1, by=people.plc_lead)
    remark.adopted_in = newest_wording(first)
    remark.save()
    retire_paragraph(paragraph=gone, by=head, now=timezone.now())
    write_paragraph(school=school, block="voices", text="I can’t yet.", by=head)
    make_commitment(school=school, who="leaders", wording="listen", by=head, on=TODAY)
    return [publish_narrative(school=school, note="Second", by=head, now=timezone.now()), one]


def test_the_story_says_in_sentences_what_each_version_changed(versions: list[PublishedNarrative]) -> None:
    second, first = chapters(versions)
    assert (first.before, first.changes) == (None, [])
    assert [(change.sentence, change.text) for change in second.changes] == [
        ("In Why a paragraph was reworded: 0 words out, 1 word in", "We want much more."),
        ("Path lost a paragraph", "This year."),
        ("Voices gained a paragraph", "I can’t yet."),
        ("A new commitment", "Leaders will listen"),
    ]
    assert (second.writers, second.because_of_colleagues) == (["Helen Bellamy", "Joe Okoro"], 1)
    assert chapters([]) == []


def test_pairs_hold_every_paragraph_of_both_versions(versions: list[PublishedNarrative]) -> None:
    new, old = versions
    assert [(pair.block, pair.old, pair.new) for pair in pairs_of(old, new)] == [
        ("why", "We want more.", "We want much more."),
        ("path", "This year.", ""),
        ("voices", "", "I can’t yet."),
    ]
    assert not any(pair.is_changed for pair in pairs_of(new, new))
    assert [each.is_new for each in promises_of(new, old)] == [False]
    assert promises_of(new, old)[0].sentence == "A commitment has ended"
