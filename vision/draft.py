"""The narrative shaped for its pages: blocks with their prompts, paragraphs and commitments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from school.models import School
from vision.models import Audience, Block, Commitment, Paragraph
from vision.narrative import PROMPTS
from vision.queries import live_commitments, live_paragraphs
from vision.two_writers import Beside, waiting_beside


@dataclass(frozen=True)
class DraftParagraph:
    """A paragraph and what waits beside it."""

    paragraph: Paragraph
    besides: list[Beside]
    follower: Paragraph | None = None


@dataclass(frozen=True)
class DraftBlock:
    """A block on the writing page."""

    block: Block
    paragraphs: list[DraftParagraph]
    commitments: list[Commitment] = field(default_factory=list)
    holds_commitments: bool = False

    @property
    def prompt(self) -> Any:
        return PROMPTS[self.block]


@dataclass(frozen=True)
class Promised:
    """Who will do what, as the reading page lists it."""

    who: Any
    wordings: list[str]


@dataclass(frozen=True)
class PublishedParagraph:
    """A paragraph as it was published; ``credit`` says whose words they are, where a colleague suggested them."""

    text: str
    credit: str = ""


@dataclass(frozen=True)
class PublishedBlock:
    """A block as it was published, word for word."""

    block: Block
    paragraphs: list[PublishedParagraph]
    commitments: list[Promised]


def draft_blocks(school: School, written_for: str = Audience.EVERYONE) -> list[DraftBlock]:
    """All eight blocks with what is written so far."""
    for_all = written_for == Audience.EVERYONE
    paragraphs, commitments = list(live_paragraphs(school, written_for)), list(live_commitments(school))
    waiting = waiting_beside(paragraphs)
    return [
        DraftBlock(
            block,
            _drafted([paragraph for paragraph in paragraphs if paragraph.block == block], waiting),
            commitments if block == Block.COMMITMENTS and for_all else [],
            holds_commitments=block == Block.COMMITMENTS and for_all,
        )
        for block in Block
    ]


def _drafted(paragraphs: list[Paragraph], waiting: list[Beside]) -> list[DraftParagraph]:
    followers: list[Paragraph | None] = [*paragraphs[1:], None][: len(paragraphs)]
    return [
        DraftParagraph(one, [each for each in waiting if each.paragraph == one], follower)
        for one, follower in zip(paragraphs, followers, strict=True)
    ]


def published_blocks(
    content: Iterable[dict[str, Any]], credits: Mapping[str, str] | None = None
) -> list[PublishedBlock]:
    """The frozen content of a version, ready to be read; ``credits`` as :func:`vision.credit.credits_in` gives them."""
    known = credits or {}
    return [
        PublishedBlock(
            Block(block["block"]),
            [PublishedParagraph(line["text"], known.get(line["uid"], "")) for line in block["paragraphs"]],
            _by_who(block["commitments"]),
        )
        for block in content
    ]


def _by_who(commitments: list[dict[str, Any]]) -> list[Promised]:
    found = [
        Promised(who.label, [row["wording"] for row in commitments if row["who"] == who]) for who in Commitment.Who
    ]
    return [promised for promised in found if promised.wordings]
