"""The narrative in the shape of its pages."""

from tests.factories.vision import make_commitment
from tests.personas import Personas
from vision.draft import draft_blocks, published_blocks
from vision.models import Block
from vision.narrative import draft_content, write_paragraph


def test_all_eight_blocks_wait_to_be_written(people: Personas) -> None:
    blocks = draft_blocks(people.school)
    assert [part.block for part in blocks] == list(Block)
    assert [part.block for part in blocks if part.holds_commitments] == [Block.COMMITMENTS]


def test_published_blocks_group_commitments_by_who(people: Personas) -> None:
    write_paragraph(school=people.school, block="why", text="More", by=people.head)
    for who, wording in (("leaders", "listen"), ("adults", "notice"), ("adults", "ask")):
        make_commitment(school=people.school, who=who, wording=wording)
    why, commitments = published_blocks(draft_content(people.school))
    assert [each.text for each in why.paragraphs] == ["More"]
    found = [(str(promised.who), promised.wordings) for promised in commitments.commitments]
    assert found == [("Adults will", ["notice", "ask"]), ("Leaders will", ["listen"])]
