"""How the vision came to be, as a story: what each published version changed, in sentences."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vision.comparing import Piece, compared, words_changed
from vision.models import Block, Commitment, PublishedNarrative, Remark, UnnamedRemark, Wording


@dataclass(frozen=True)
class Pair:
    """A paragraph in two versions; one of the texts is empty where it was added or taken out."""

    block: Block
    uid: str
    old: str
    new: str

    @property
    def is_changed(self) -> bool:
        return self.old != self.new

    @property
    def pieces(self) -> list[Piece]:
        return compared(self.old, self.new)

    @property
    def text(self) -> str:
        """The words by which a reader knows it."""
        return self.new or self.old

    @property
    def sentence(self) -> str:
        """What happened to it, for a reader."""
        part = {"part": self.block.label}
        if not self.old:
            return _("%(part)s gained a paragraph") % part
        if not self.new:
            return _("%(part)s lost a paragraph") % part
        taken_out, put_in = words_changed(self.pieces)
        amount = {
            "out": ngettext("%(n)d word out", "%(n)d words out", taken_out) % {"n": taken_out},
            "in": ngettext("%(n)d word in", "%(n)d words in", put_in) % {"n": put_in},
        }
        return _("In %(part)s a paragraph was reworded: %(out)s, %(in)s") % {**part, **amount}


@dataclass(frozen=True)
class Promise:
    """A commitment that only one of two versions makes."""

    text: str
    is_new: bool

    @property
    def sentence(self) -> str:
        return _("A new commitment") if self.is_new else _("A commitment has ended")


@dataclass(frozen=True)
class Chapter:
    """One version in the story: what it changed, who had written since the last, and whether they had been told why."""

    version: PublishedNarrative
    before: PublishedNarrative | None
    pairs: list[Pair]
    promises: list[Promise]
    writers: list[str]
    because_of_colleagues: int

    @property
    def changes(self) -> list[Pair | Promise]:
        """What a reader of the version before would find changed; of the first version all is new."""
        if self.before is None:
            return []
        return [*(pair for pair in self.pairs if pair.is_changed), *self.promises]


def chapters(versions: Sequence[PublishedNarrative]) -> list[Chapter]:
    """The story of these versions, which come newest first, in two queries whatever their number."""
    if not versions:
        return []
    wordings = _wordings_of(versions[0])
    found = []
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        since = before.published_at if before else None
        written = [each for each in wordings if _was_between(each.written_at, since, version.published_at)]
        writers = sorted({each.written_by.display_name for each in written})
        because = sum(each.adopts_something for each in written)
        pairs, promises = pairs_of(before, version), promises_of(before, version)
        found.append(Chapter(version, before, pairs, promises, writers, because))
    return found


def _wordings_of(version: PublishedNarrative) -> list[Any]:
    """What was saved for this audience, each with ``adopts_something``: whether a colleague's words went into it."""
    adopted = Exists(Remark.objects.filter(adopted_in=OuterRef("pk")))
    unnamed = Exists(UnnamedRemark.objects.filter(adopted_in=OuterRef("pk")))
    kept = Wording.objects.filter(
        school=version.school_id, paragraph__written_for=version.written_for, beside=False
    ).select_related("written_by")
    return list(kept.annotate(adopts_something=adopted | unnamed))


def _was_between(moment: datetime.datetime, start: datetime.datetime | None, end: datetime.datetime) -> bool:
    return (start is None or moment > start) and moment <= end


def pairs_of(old: PublishedNarrative | None, new: PublishedNarrative) -> list[Pair]:
    """Every paragraph of either version beside itself, in the newer's order; what is gone stands at its block's end."""
    before, after = _paragraphs(old), _paragraphs(new)
    gone = [uid for uid in before if uid not in after]
    pairs = []
    for block in Block:
        here = [uid for uid, (where, _text) in after.items() if where == block]
        pairs += [Pair(block, uid, before[uid][1] if uid in before else "", after[uid][1]) for uid in here]
        pairs += [Pair(block, uid, before[uid][1], "") for uid in gone if before[uid][0] == block]
    return pairs


def promises_of(old: PublishedNarrative | None, new: PublishedNarrative) -> list[Promise]:
    """Commitments that came and went."""
    before, after = dict(_commitments(old)), dict(_commitments(new))
    ended = [Promise(words, is_new=False) for pk, words in before.items() if pk not in after]
    return [Promise(words, is_new=True) for pk, words in after.items() if pk not in before] + ended


def _paragraphs(version: PublishedNarrative | None) -> dict[str, tuple[str, str]]:
    return {
        paragraph["uid"]: (block["block"], paragraph["text"])
        for block in (version.content if version else [])
        for paragraph in block["paragraphs"]
    }


def _commitments(version: PublishedNarrative | None) -> Iterator[tuple[int, str]]:
    for block in version.content if version else []:
        for row in block["commitments"]:
            yield row["id"], f"{Commitment.Who(row['who']).label} {row['wording']}"
