"""Writing the vision: paragraphs with an identity for life, commitments, and what is published word for word."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.models import Member, School
from vision.models import Audience, Block, Commitment, Paragraph, PublishedNarrative
from vision.queries import live_commitments, live_paragraphs, published_narrative
from vision.wordings import keep_wording, set_words

LONGEST_PARAGRAPH = 4000
"""Characters. A paragraph longer than two printed pages is a document of its own."""

PROMPTS: dict[str, Any] = {
    Block.WHY: gettext_lazy(
        "Why does this matter to you: a wider idea of education, or worry about children who wait to be told? "
        "Whose child do you picture, and would it be good enough for yours?"
    ),
    Block.PORTRAIT: gettext_lazy(
        "Picture someone leaving your school. What do you see them do, say and feel when they are stuck, "
        "when they are alone, when they are in a group?"
    ),
    Block.BELIEFS: gettext_lazy(
        "What are the three to five things you believe about how people learn? Give your reason for each."
    ),
    Block.COMMITMENTS: gettext_lazy(
        "What can others hold you to? Lead into four to seven short commitments; each can be checked by anyone."
    ),
    Block.STOPPING: gettext_lazy("What will you stop doing, so that there is room? Be exact: people will look for it."),
    Block.PATH: gettext_lazy(
        "What do you expect this year, next year and the year after? Say where you expect it to be hard."
    ),
    Block.KNOWING: gettext_lazy(
        "How will you know? Who will you ask, what will you look at, and what would worry you?"
    ),
    Block.VOICES: gettext_lazy(
        "Whose words, from staff, students or families, say it better than you can? Ask them before you quote them."
    ),
}


class EditConflict(ValidationError):
    """Somebody saved the paragraph in between. ``current`` is it as it stands; nothing was overwritten."""

    def __init__(self, current: Paragraph) -> None:
        who = current.changed_by.display_name
        super().__init__(
            _("%(who)s changed this paragraph while you were writing. Both texts are below; nothing is lost.")
            % {"who": who}
        )
        self.current = current


def check_text(text: str) -> None:
    if not text.strip():
        raise ValidationError(_("Write something first."))
    if len(text) > LONGEST_PARAGRAPH:
        raise ValidationError(_("A paragraph has at most %(most)d characters.") % {"most": LONGEST_PARAGRAPH})


@transaction.atomic
def write_paragraph(
    *,
    school: School,
    block: str,
    text: str,
    by: Member,
    uid: uuid.UUID | None = None,
    written_for: str = Audience.EVERYONE,
) -> Paragraph:
    """A new paragraph at the end of a block. The same text, or the same ``uid``, sent twice is one paragraph."""
    check_text(text)
    if block not in Block.values:
        raise ValidationError(_("Choose one of the eight parts."))
    lock_school(school)
    there = live_paragraphs(school, written_for).filter(block=block)
    same_uid = Paragraph.objects.filter(school=school, uid=uid) if uid else Paragraph.objects.none()
    if twice := same_uid.first() or there.filter(text=text.strip()).first():
        return twice
    last = there.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    made = Paragraph.objects.create(
        school=school,
        written_for=written_for,
        uid=uid or uuid.uuid4(),
        block=block,
        position=position,
        text=text.strip(),
        changed_by=by,
    )
    keep_wording(paragraph=made, by=by)
    return made


@transaction.atomic
def revise_paragraph(*, paragraph: Paragraph, text: str, version: int, by: Member) -> Paragraph:
    """Save a paragraph's new text over the version that the writer had before them.

    Raises:
        EditConflict: somebody else saved in between; the row is unchanged.
    """
    check_text(text)
    current = Paragraph.objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=paragraph.pk)
    if current.text == text.strip():
        return current
    if current.retired_at:
        raise ValidationError(_("This paragraph has been taken out of the vision. Copy your words into a new one."))
    if current.version != version:
        raise EditConflict(current)
    set_words(paragraph=current, text=text, by=by)
    return current


@transaction.atomic
def retire_paragraph(*, paragraph: Paragraph, by: Member, now: datetime.datetime) -> Paragraph:
    """Take a paragraph out of the draft. It stays known, for what was said about it and for earlier versions."""
    if paragraph.retired_at is None:
        paragraph.retired_at, paragraph.changed_by = now, by
        paragraph.save()
    return paragraph


@transaction.atomic
def make_commitment(*, school: School, who: str, wording: str, by: Member | None, on: datetime.date) -> Commitment:
    """One checkable promise inside the vision. The same words made twice are one commitment."""
    wording = wording.strip().rstrip(".")
    lock_school(school)
    live = live_commitments(school)
    if twice := live.filter(who=who, wording=wording).first():
        return twice
    last = live.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    commitment = Commitment(school=school, who=who, wording=wording, position=position, made_on=on)
    commitment.full_clean()
    commitment.save()
    return commitment


@transaction.atomic
def retire_commitment(*, commitment: Commitment, by: Member, on: datetime.date) -> Commitment:
    """End a commitment. What was done for it stays linked to it."""
    if commitment.retired_on is None:
        commitment.retired_on = on
        commitment.save()
    return commitment


@transaction.atomic
def publish_narrative(
    *, school: School, note: str, by: Member, now: datetime.datetime, written_for: str = Audience.EVERYONE
) -> PublishedNarrative:
    """Freeze the draft, word for word, as the next version that its readers see.

    Raises:
        ValidationError: nothing is written yet, or nothing has changed since the last version.
    """
    lock_school(school)
    content, last = draft_content(school, written_for), published_narrative(school, written_for)
    if not content:
        raise ValidationError(_("There is nothing to publish yet: write the first paragraph."))
    if last and last.content == content:
        raise ValidationError(_("Nothing has changed since version %(version)d.") % {"version": last.version})
    published = PublishedNarrative(
        school=school,
        written_for=written_for,
        version=last.version + 1 if last else 1,
        published_at=now,
        published_by=by,
        note=note.strip(),
        content=content,
    )
    published.full_clean()
    published.save()
    return published


def draft_content(school: School, written_for: str = Audience.EVERYONE) -> list[dict[str, Any]]:
    """The draft in the shape that is published: blocks in reading order, those without words left out.

    Each block has ``block``, ``paragraphs`` (``uid`` and ``text``) and ``commitments`` (``id``, ``who``, ``wording``),
    the last only in the block of that name, and only in the version for everyone.
    """
    paragraphs = list(live_paragraphs(school, written_for))
    commitments = list(live_commitments(school)) if written_for == Audience.EVERYONE else []
    blocks = [
        {
            "block": block.value,
            "paragraphs": [{"uid": str(p.uid), "text": p.text} for p in paragraphs if p.block == block],
            "commitments": [
                {"id": c.pk, "who": c.who, "wording": c.wording} for c in commitments if block == Block.COMMITMENTS
            ],
        }
        for block in Block
    ]
    return [block for block in blocks if block["paragraphs"] or block["commitments"]]


def has_unpublished_changes(
    school: School, published: PublishedNarrative | None, written_for: str = Audience.EVERYONE
) -> bool:
    """Whether the draft says something that the published version does not."""
    return draft_content(school, written_for) != (published.content if published else [])


def lock_school(school: School) -> None:
    """One writer at a time where positions and versions are counted."""
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
