"""Two people in one paragraph: what is sent over an older version overwrites nothing and is never lost.

It is kept beside the paragraph until somebody has brought the two together.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, Q
from django.utils import timezone

from school.models import Member, School
from vision.comparing import Piece, brought_together, compared
from vision.models import Audience, Paragraph, Wording
from vision.narrative import EditConflict, check_text, revise_paragraph, write_paragraph
from vision.queries import draft_paragraphs_open_to
from vision.wordings import next_number

LEFT_ALONE = datetime.timedelta(days=3)
"""For which the two writers are asked alone: each knows best what they meant, and has looked in by then."""


@dataclass(frozen=True)
class Kept:
    """What became of a save: the paragraph as it stands and, where it stands otherwise, the text kept beside it."""

    paragraph: Paragraph
    beside: Wording | None = None


@dataclass(frozen=True)
class Beside:
    """A text that waits beside a paragraph, for the page that brings the two together."""

    wording: Wording
    paragraph: Paragraph

    @property
    def pieces(self) -> list[Piece]:
        """From what stands to what waits."""
        return compared(self.paragraph.text, self.wording.text)

    @property
    def proposal(self) -> str | None:
        """Both changes in one text, where they are in different sentences."""
        if not self.wording.began:
            return None
        return brought_together(self.wording.began, self.paragraph.text, self.wording.text)

    @property
    def both(self) -> str:
        """What a new text begins from: the proposal, or one text after the other."""
        return self.proposal or f"{self.paragraph.text}\n\n{self.wording.text}"


@transaction.atomic
def begin_words(
    *,
    school: School,
    block: str,
    text: str,
    uid: uuid.UUID | None,
    sent: Collection[str] = (),
    by: Member,
    written_for: str = Audience.EVERYONE,
) -> Kept:
    """A new paragraph that is saved while it is typed: ``uid`` makes it one, whatever it has come to say by now."""
    made = write_paragraph(school=school, block=block, text=text, uid=uid, by=by, written_for=written_for)
    if made.text == text.strip():
        return Kept(made)
    return save_words(paragraph=made, text=text, version=0, began="", sent=sent, by=by)


@transaction.atomic
def save_words(
    *, paragraph: Paragraph, text: str, version: int, began: str, sent: Collection[str] = (), by: Member
) -> Kept:
    """Save a text that was written from ``version``; what meets a newer one is kept beside it.

    Args:
        began: the text that the writer had before them.
        sent: what the same page has sent without hearing an answer. If that is what stands, nobody was in between.
    """
    check_text(text)
    current = Paragraph.objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=paragraph.pk)
    if current.text in {known.strip() for known in sent}:
        version = current.version
    if current.retired_at and current.text != text.strip():
        return Kept(current, _keep_beside(current, text, began, by))
    try:
        return Kept(revise_paragraph(paragraph=current, text=text, version=version, by=by))
    except EditConflict as conflict:
        return Kept(conflict.current, _keep_beside(conflict.current, text, began, by))


def _keep_beside(paragraph: Paragraph, text: str, began: str, by: Member) -> Wording:
    """The writer's text beside the paragraph: one row for what they go on typing from the same beginning."""
    began, text = began.strip(), text.strip()
    waiting = paragraph.wordings.filter(beside=True, settled_at=None, written_by=by, began=began).first()
    if waiting is None:
        waiting = Wording(
            school_id=paragraph.school_id,
            paragraph=paragraph,
            number=next_number(paragraph),
            written_by=by,
            beside=True,
            began=began,
        )
    if waiting.text != text:
        waiting.text, waiting.written_at = text, timezone.now()
        waiting.save()
    return waiting


@transaction.atomic
def settle_beside(*, beside: Wording, text: str, version: int, by: Member, now: datetime.datetime) -> Paragraph:
    """Let ``text`` stand, and the text beside wait no longer: it stays among the wordings.

    ``text`` is what stands already, what waited, or a new text of both.

    Raises:
        EditConflict: the paragraph changed again since the two were looked at; nothing is settled.
    """
    paragraph = beside.paragraph
    if beside.settled_at:
        return paragraph
    saved = revise_paragraph(paragraph=paragraph, text=text, version=version, by=by)
    beside.settled_at = now
    beside.save(update_fields=["settled_at"])
    return saved


@dataclass(frozen=True)
class Unsettled:
    """How many paragraphs have a text waiting beside them, and the one that has waited longest."""

    paragraphs: int
    oldest: int


def unsettled_beside(member: Member, today: datetime.date) -> ArraySubquery:
    """Paragraphs with texts that this writer is asked to bring together, as a column of the school's row: see
    :func:`read_unsettled`.

    At once whoever wrote one of the two; after :data:`LEFT_ALONE` whoever may write in that draft, should both be away.
    """
    waits = Wording.objects.filter(school=OuterRef("pk"), beside=True, settled_at=None)
    theirs = Q(written_by=member) | Q(paragraph__changed_by=member)
    long_ago = Q(written_at__date__lte=today - LEFT_ALONE)
    asked = waits.filter(theirs | long_ago, paragraph__in=draft_paragraphs_open_to(member).values("pk"))
    return ArraySubquery(asked.order_by("written_at").values("paragraph_id"))


def read_unsettled(column: Sequence[int]) -> Unsettled | None:
    """The column of :func:`unsettled_beside`; None where nothing waits."""
    return Unsettled(len(set(column)), column[0]) if column else None


def waiting_beside(paragraphs: Iterable[Paragraph]) -> list[Beside]:
    """What waits beside these, oldest first, in one query."""
    known = {paragraph.pk: paragraph for paragraph in paragraphs}
    waiting = Wording.objects.filter(paragraph__in=known, beside=True, settled_at=None)
    return [Beside(each, known[each.paragraph_id]) for each in waiting.select_related("written_by")]
