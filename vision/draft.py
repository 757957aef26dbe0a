"""The narrative shaped for its pages: blocks with their prompts, paragraphs and commitments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from school.models import School
from vision.models import Block, Commitment, Paragraph
from vision.narrative import PROMPTS
from vision.queries import live_commitments, live_paragraphs


@dataclass(frozen=True)
class DraftBlock:
    """A block on the writing page."""

    block: Block
    paragraphs: list[Paragraph]
    commitments: list[Commitment] = field(default_factory=list)

    @property
    def prompt(self) -> Any:
        return PROMPTS[self.block]

    @property
    def holds_commitments(self) -> bool:
        return self.block == Block.COMMITMENTS


@dataclass(frozen=True)
class Promised:
    """Who will do what, as the reading page lists it."""

    who: Any
    wordings: list[str]


@dataclass(frozen=True)
class PublishedBlock:
    """A block as it was published, word for word."""

    block: Block
    paragraphs: list[str]
    commitments: list[Promised]


def draft_blocks(school: School) -> list[DraftBlock]:
    """All eight blocks with what is written so far."""
    paragraphs, commitments = list(live_paragraphs(school)), list(live_commitments(school))
    return [
        DraftBlock(
            block,
            [paragraph for paragraph in paragraphs if paragraph.block == block],
            commitments if block == Block.COMMITMENTS else [],
        )
        for block in Block
    ]


def published_blocks(content: Iterable[dict[str, Any]]) -> list[PublishedBlock]:
    """The frozen content of a version, ready to be read."""
    return [
        PublishedBlock(
            Block(block["block"]),
            [paragraph["text"] for paragraph in block["paragraphs"]],
            _by_who(block["commitments"]),
        )
        for block in content
    ]


def _by_who(commitments: list[dict[str, Any]]) -> list[Promised]:
    found = [
        Promised(who.label, [row["wording"] for row in commitments if row["who"] == who]) for who in Commitment.Who
    ]
    return [promised for promised in found if promised.wordings]
