"""What was said about the vision, read for its pages: each remark beside the words that it was about.

A remark stays with the paragraph it was made on. When that paragraph is split, merged or retired, it stands beside the
paragraph that came out of it; when nothing did, at the end of the page.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from school.access import ROLE_PERMISSIONS, Permission
from school.models import Member, School
from vision.credit import credit_for, still_stands
from vision.dialogue import stands_in
from vision.draft import Promised, published_blocks
from vision.models import (
    AnswerTakenBack,
    Audience,
    Block,
    Circle,
    Descent,
    Draft,
    Kind,
    Paragraph,
    Remark,
    RemarkReply,
    Theme,
    UnnamedRemark,
    Wording,
)
from vision.queries import published_narrative

Content = list[dict[str, Any]]

ICONS = {
    Kind.QUESTION: "message-circle-question-mark",
    Kind.DOUBT: "cloud",
    Kind.STORY: "book-open",
    Kind.EVIDENCE: "microscope",
    Kind.WORDING: "pen-line",
}

_READ = Signer(salt="vision.wording-read")


@dataclass(frozen=True)
class Said:
    """A remark, named or not, beside the words of today (empty where they are gone)."""

    remark: Remark | UnnamedRemark
    today: str
    replies: list[RemarkReply]

    @property
    def author(self) -> Member | None:
        return getattr(self.remark, "author", None)

    @property
    def said_at(self) -> datetime.datetime | None:
        return getattr(self.remark, "said_at", None)

    @property
    def about(self) -> str:
        """The passage; the whole wording when that is not what the paragraph says today; else nothing."""
        return self.remark.quote or (self.remark.wording.text if self.remark.wording.text != self.today else "")

    @property
    def has_changed(self) -> bool:
        """Whether the words it is about stand there no longer."""
        return not stands_in(self.about, self.today)

    @property
    def icon(self) -> str:
        return ICONS[Kind(self.remark.kind)]

    @property
    def theme(self) -> Theme | None:
        return self.remark.theme

    @property
    def answered(self) -> bool:
        return self.theme is not None and self.theme.outcome != Theme.Outcome.OPEN


@dataclass(frozen=True)
class Passage:
    """A paragraph as the page reads, and what is said about it.

    ``wording_id`` is what somebody now speaks about; None for a version published before wordings were kept.
    """

    paragraph: Paragraph
    wording_id: int | None
    text: str
    said: list[Said] = field(default_factory=list)

    @property
    def seal(self) -> str:
        """Goes with the form and comes back: which wording its reader had before them."""
        return _READ.sign(f"{self.wording_id}-{_mark(self.text)}") if self.wording_id else ""

    @property
    def waiting(self) -> list[Said]:
        return [said for said in self.said if not said.answered]

    @property
    def answered(self) -> list[Said]:
        return [said for said in self.said if said.answered]

    @property
    def credit(self) -> str:
        """Whose suggestion the words of today are; empty where they are nobody's."""
        return credit_for([said.remark for said in self.said if self._keeps(said.remark)])

    def _keeps(self, remark: Remark | UnnamedRemark) -> bool:
        since = bool(self.wording_id and remark.adopted_in_id and self.wording_id > remark.adopted_in_id)
        return still_stands(remark, self.text, since=since)


@dataclass(frozen=True)
class MarginBlock:
    """A block of the vision with its margin."""

    block: Block
    passages: list[Passage]
    commitments: list[Promised]


@dataclass(frozen=True)
class Margin:
    """The vision with everything that was said about it. ``gone``: about words that led to nothing on the page."""

    blocks: list[MarginBlock]
    gone: list[Said]

    def passage(self, paragraph_id: int) -> Passage | None:
        every = (passage for block in self.blocks for passage in block.passages)
        return next((passage for passage in every if passage.paragraph.pk == paragraph_id), None)

    def home_of(self, remark: Remark | UnnamedRemark) -> Passage | None:
        """The passage beside which a remark stands."""
        every = (passage for block in self.blocks for passage in block.passages)
        return next((passage for passage in every if remark in [said.remark for said in passage.said]), None)


def remarks_visible_to(member: Member) -> QuerySet[Remark]:
    """All of them: who may speak here reads what the others said."""
    found = Remark.objects.filter(school=member.school_id).annotate(waits_anew=_waits_anew())
    return found.select_related("author", "wording", "adopted_in", "theme__answered_by")


def unnamed_visible_to(member: Member) -> QuerySet[UnnamedRemark]:
    found = UnnamedRemark.objects.filter(school=member.school_id).annotate(waits_anew=_waits_anew())
    return found.select_related("wording", "adopted_in", "theme__answered_by")


def _waits_anew() -> Exists:
    """Whether the remark's answer was taken back and no other has come."""
    return Exists(AnswerTakenBack.objects.filter(theme=OuterRef("theme"), theme__answered_on=None))


def wording_read(member: Member, seal: str) -> Wording | None:
    """The wording that a page sealed for its reader; None when it was rewritten since, or the seal is not ours."""
    try:
        pk, mark = _READ.unsign(seal).split("-")
    except (BadSignature, ValueError):
        return None
    found = Wording.objects.select_for_update(of=("self",)).filter(school=member.school_id, pk=pk).first()
    return found if found and _mark(found.text) == mark else None


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def published_content(school: School) -> Content:
    """What everyone reads; empty before the first version."""
    published = published_narrative(school)
    return published.content if published else []


def staff_read_the_draft(school: School) -> bool:
    """Whether the circle of the draft lets all staff read it, so that they may speak about it."""
    return Draft.objects.filter(school=school, written_for=Audience.EVERYONE, circle=Circle.STAFF).exists()


def margin_of(member: Member, content: Content) -> Margin:
    """The page ``content`` with its margin, in five statements however much was said."""
    school, paragraphs = member.school, _paragraphs_in(member.school, content)
    homes = _homes(school, {paragraph.pk for paragraph in paragraphs.values()})
    at: dict[int, list[Said]] = defaultdict(list)
    gone: list[Said] = []
    texts = {paragraphs[uid].pk: text for uid, text in _lines(content) if uid in paragraphs}
    for remark, replies in _everything_said(member):
        home = homes(remark.paragraph_id)
        said = Said(remark, texts.get(home or 0, ""), replies)
        (at[home] if home else gone).append(said)
    blocks = [
        MarginBlock(
            shown.block,
            [
                Passage(one, one.read, line["text"], at[one.pk])
                for line in block["paragraphs"]
                if (one := paragraphs.get(line["uid"]))
            ],
            shown.commitments,
        )
        for block, shown in zip(content, published_blocks(content), strict=True)
    ]
    return Margin(blocks, gone)


def _lines(content: Content) -> Iterable[tuple[str, str]]:
    return ((line["uid"], line["text"]) for block in content for line in block["paragraphs"])


def _paragraphs_in(school: School, content: Content) -> dict[str, Any]:
    """The paragraphs by uid, each with ``read``: the wording that the page has, the newest should it have come back."""
    lines = [Q(paragraph__uid=uid, text=text) for uid, text in _lines(content)]
    if not lines:
        return {}
    here = Wording.objects.filter(Q(*lines, _connector=Q.OR), paragraph=OuterRef("pk"), beside=False)
    found = Paragraph.objects.filter(school=school, uid__in=[uid for uid, _text in _lines(content)])
    read = Subquery(here.order_by("-number").values("pk")[:1])
    return {str(paragraph.uid): paragraph for paragraph in found.annotate(read=read)}


def _homes(school: School, shown: set[int]) -> Callable[[int], int | None]:
    """From a paragraph to the one on the page beside which its remarks stand; None when there is none."""
    led_to: dict[int, list[int]] = defaultdict(list)
    for ancestor, descendant in (
        Descent.objects.filter(school=school).order_by("id").values_list("ancestor_id", "descendant_id")
    ):
        led_to[ancestor].append(descendant)

    def home(paragraph_id: int) -> int | None:
        waiting, seen = [paragraph_id], set()
        while waiting:
            one = waiting.pop(0)
            if one in shown:
                return one
            seen.add(one)
            waiting += [each for each in led_to[one] if each not in seen]
        return None

    return home


def _everything_said(member: Member) -> Iterable[tuple[Remark | UnnamedRemark, list[RemarkReply]]]:
    """Named remarks in the order in which they were said, then those without a name in the order of their keys."""
    under: dict[Any, list[RemarkReply]] = defaultdict(list)
    for one in RemarkReply.objects.filter(school=member.school_id).select_related("author"):
        under[one.remark_id or one.unnamed_id].append(one)
    everything: list[Remark | UnnamedRemark] = [*remarks_visible_to(member), *unnamed_visible_to(member)]
    return [(remark, under[remark.pk]) for remark in everything]


def could_have_said(school: School, today: datetime.date) -> int:
    """How many people may speak here today: among whom a remark without a name stands."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.COMMENT_VISION in held]
    return Member.objects.filter(school=school).with_any_role(*roles).here_on(today).exclude(user=None).count()
