"""Every wording that a paragraph has had. What is said about a paragraph hangs on the wording that it was about."""

from __future__ import annotations

import datetime

from django.db.models import Max
from django.utils import timezone

from school.models import Member
from vision.models import Paragraph, PublishedNarrative, Wording

ONE_SITTING = datetime.timedelta(minutes=10)
"""Pause after which the same writer's next save is a wording of its own. Shorter ones would fill the history with
half sentences: text is saved while it is typed."""


def next_number(paragraph: Paragraph) -> int:
    """The number of the next wording, which becomes the paragraph's version. Numbers of texts beside are skipped."""
    newest = paragraph.wordings.aggregate(newest=Max("number"))["newest"] or 0
    return max(newest, paragraph.version) + 1


def newest_wording(paragraph: Paragraph) -> Wording:
    """The one that stands. What waits beside the paragraph is not it."""
    return paragraph.wordings.filter(beside=False).latest("number")


def keep_wording(
    *, paragraph: Paragraph, by: Member, now: datetime.datetime | None = None, apart: bool = False
) -> Wording:
    """Keep the paragraph as it was just saved; ``paragraph`` is locked and bears its new version.

    The same writer's saves of one sitting are one wording, unless somebody has said something about it, or it has been
    published: then it stays as it was read. ``apart`` keeps the last one whatever happened: before a split, say.
    """
    now = now or timezone.now()
    last = paragraph.wordings.select_for_update(of=("self",)).filter(beside=False).order_by("-number").first()
    goes_on = last and not apart and last.written_by_id == by.pk and last.written_at > now - ONE_SITTING
    if last and goes_on and not _was_read(last):
        last.number, last.text, last.written_at = paragraph.version, paragraph.text, now
        last.save()
        return last
    return Wording.objects.create(
        school_id=paragraph.school_id,
        paragraph=paragraph,
        number=paragraph.version,
        text=paragraph.text,
        written_by=by,
        written_at=now,
    )


def set_words(*, paragraph: Paragraph, text: str, by: Member, apart: bool = False) -> None:
    """Give a paragraph, which is locked, its new text under the next version, and keep the wording."""
    paragraph.text, paragraph.version, paragraph.changed_by = text.strip(), next_number(paragraph), by
    paragraph.save()
    keep_wording(paragraph=paragraph, by=by, apart=apart)


def _was_read(wording: Wording) -> bool:
    """Whether something was said about the wording or adopted in it, or it has been published."""
    since = PublishedNarrative.objects.filter(school=wording.school_id, published_at__gte=wording.written_at)
    return (
        wording.remarks.exists()
        or wording.unnamed_remarks.exists()
        or wording.adopts.exists()
        or since.filter(written_for=wording.paragraph.written_for).exists()
    )
