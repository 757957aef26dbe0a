"""Two texts beside each other word by word, and two changes of one text brought together where they do not touch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

WORDS = re.compile(r"\n\s*|\S+[^\S\n]*|[^\S\n]+")
"""A word with the space after it; a line's end is a word of its own."""

SENTENCES = re.compile(r"\n+|[^\n]+?(?:[.!?…][\"”’'»)\]]*(?:[^\S\n]+|(?=\n)|$)|(?=\n)|$)")

Change = tuple[int, int, list[str]]
"""From which sentence to which of the common text, and what stands there instead."""


@dataclass(frozen=True)
class Piece:
    """A run of words that both texts have, or that was taken out, or that was put in."""

    kind: str
    text: str

    @property
    def is_out(self) -> bool:
        return self.kind == "out"

    @property
    def is_in(self) -> bool:
        return self.kind == "in"


def compared(old: str, new: str) -> list[Piece]:
    """The pieces from the older text to the newer, in reading order; what both have carries the newer's spaces."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in _opcodes(before, after):
        if tag == "equal":
            pieces.append(Piece("same", "".join(after[j1:j2])))
            continue
        if i2 > i1:
            pieces.append(Piece("out", _space_before(before, i1, pieces) + "".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("in", "".join(after[j1:j2])))
    return pieces


def _space_before(before: Sequence[str], start: int, pieces: Sequence[Piece]) -> str:
    """What stood between a word that went and the one before it, where the newer text has no space there."""
    if not start or not pieces or pieces[-1].text[-1:].isspace():
        return ""
    last = before[start - 1]
    return last[len(last.rstrip()) :]


def brought_together(began: str, one: str, other: str) -> str | None:
    """One text with both writers' changes to ``began``; None where they touch the same sentence, which a person reads.

    A change is sentences replaced, taken out or put in. Two that put something in at the same place touch.
    """
    common = SENTENCES.findall(began)
    mine, theirs = _changes(common, one), _changes(common, other)
    if any(_touch(left, right) for left in mine for right in theirs):
        return None
    sentences = list(common)
    for start, end, instead in sorted(mine + theirs, key=lambda change: change[:2], reverse=True):
        sentences[start:end] = instead
    return _joined(sentences)


def _changes(common: Sequence[str], text: str) -> list[Change]:
    sentences = SENTENCES.findall(text)
    return [(i1, i2, sentences[j1:j2]) for tag, i1, i2, j1, j2 in _opcodes(common, sentences) if tag != "equal"]


def _touch(left: Change, right: Change) -> bool:
    (start, end, _), (first, last, _) = left, right
    both_put_in = start == end == first == last
    return both_put_in or (start < last and first < end)


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """How the first becomes the second, where a difference of spaces is none."""
    one, other = ([part.strip() or part for part in parts] for parts in (before, after))
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def _joined(sentences: Sequence[str]) -> str:
    """The sentences with a space between two that had none, because one of them stood last."""
    text = ""
    for sentence in sentences:
        if text and not text[-1].isspace() and not sentence[0].isspace():
            text += " "
        text += sentence
    return text.strip()


def words_changed(pieces: Sequence[Piece]) -> tuple[int, int]:
    """How many words were taken out and how many put in."""
    counts = {kind: sum(len(piece.text.split()) for piece in run) for kind, run in _by_kind(pieces)}
    return counts.get("out", 0), counts.get("in", 0)


def _by_kind(pieces: Sequence[Piece]) -> list[tuple[str, list[Piece]]]:
    ordered = sorted(pieces, key=lambda piece: piece.kind)
    return [(kind, list(run)) for kind, run in groupby(ordered, key=lambda piece: piece.kind)]
