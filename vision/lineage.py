"""Splitting, merging, moving, taking out and bringing back: a paragraph keeps its identity, and where it came from."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _

from school.models import Member
from vision.comparing import SENTENCES
from vision.models import Block, Descent, Paragraph, Wording
from vision.narrative import EditConflict, check_text, lock_school
from vision.queries import live_paragraphs
from vision.wordings import keep_wording, set_words

UP, DOWN = "up", "down"


def places_to_split(text: str) -> list[int]:
    """Where a second part can begin: each sentence but the first, as its distance from the text's beginning."""
    places, at = [], 0
    for sentence in SENTENCES.findall(text):
        if text[:at].strip() and sentence.strip():
            places.append(at)
        at += len(sentence)
    return places


@transaction.atomic
def split_paragraph(*, paragraph: Paragraph, at: int, version: int, by: Member, on: datetime.date) -> Paragraph:
    """Cut a paragraph in two; the second part, a paragraph of its own right after it, is returned.

    The first keeps the identity. What was said about the whole stays with the wording that it was about.

    Raises:
        EditConflict: somebody saved in between; nothing is cut.
    """
    lock_school(paragraph.school)
    whole = _locked(paragraph, version)
    first, second = whole.text[:at].strip(), whole.text[at:].strip()
    if not first or not second:
        raise ValidationError(_("Choose a place inside the text."))
    set_words(paragraph=whole, text=first, by=by, apart=True)
    _live(whole).filter(position__gt=whole.position).update(position=F("position") + 1)
    made = Paragraph.objects.create(
        school=whole.school,
        written_for=whole.written_for,
        block=whole.block,
        position=whole.position + 1,
        text=second,
        changed_by=by,
    )
    keep_wording(paragraph=made, by=by)
    Descent.objects.create(school=whole.school, ancestor=whole, descendant=made, how=Descent.How.SPLIT, on=on)
    return made


@transaction.atomic
def merge_paragraphs(
    *, first: Paragraph, second: Paragraph, versions: tuple[int, int], by: Member, now: datetime.datetime
) -> Paragraph:
    """Two neighbours become one: the first, with the second's words after its own. The second is taken out and known.

    Raises:
        EditConflict: somebody saved one of them in between; nothing is merged.
    """
    lock_school(first.school)
    first, second = _locked(first, versions[0]), _locked(second, versions[1])
    if follower_of(first) != second:
        raise ValidationError(_("These two do not stand one after the other any more. Look again."))
    together = f"{first.text} {second.text}"
    check_text(together)
    set_words(paragraph=first, text=together, by=by, apart=True)
    second.retired_at, second.changed_by = now, by
    second.save()
    Descent.objects.get_or_create(
        school=first.school,
        ancestor=second,
        descendant=first,
        defaults={"how": Descent.How.MERGED, "on": now.date()},
    )
    return first


def follower_of(paragraph: Paragraph) -> Paragraph | None:
    """The paragraph after this one in its block."""
    blocks = list(_live(paragraph))
    after = blocks[blocks.index(paragraph) + 1 :] if paragraph in blocks else []
    return after[0] if after else None


@transaction.atomic
def move_paragraph(*, paragraph: Paragraph, way: str, by: Member) -> Paragraph:
    """One place up or down; from a block's edge into the block before or after. At the very edge nothing moves."""
    lock_school(paragraph.school)
    row = list(_live(paragraph))
    if paragraph not in row:
        return paragraph
    at, step = row.index(paragraph), -1 if way == UP else 1
    if 0 <= at + step < len(row):
        row[at], row[at + step] = row[at + step], row[at]
        _number(row)
        return next(one for one in row if one == paragraph)
    order = list(Block)
    place = order.index(Block(paragraph.block)) + step
    if not 0 <= place < len(order):
        return paragraph
    return _put(paragraph, order[place], first=way == DOWN)


@transaction.atomic
def place_paragraph(*, paragraph: Paragraph, block: str, by: Member) -> Paragraph:
    """To the end of another block."""
    if block not in Block.values:
        raise ValidationError(_("Choose one of the eight parts."))
    lock_school(paragraph.school)
    return _put(paragraph, Block(block), first=False)


@transaction.atomic
def bring_back(*, paragraph: Paragraph, by: Member) -> Paragraph:
    """Put a paragraph that was taken out at the end of its block again."""
    if paragraph.retired_at is None:
        return paragraph
    lock_school(paragraph.school)
    last = _live(paragraph).aggregate(last=Max("position"))["last"]
    paragraph.retired_at, paragraph.changed_by = None, by
    paragraph.position = 0 if last is None else last + 1
    paragraph.save()
    return paragraph


def taken_out(paragraphs_of: Member, written_for: str) -> list[Paragraph]:
    """What was taken out, latest first; ``waits`` says whether somebody's text still waits beside it."""
    gone = Paragraph.objects.filter(school=paragraphs_of.school_id, written_for=written_for, retired_at__isnull=False)
    beside = Wording.objects.filter(paragraph=OuterRef("pk"), beside=True, settled_at=None)
    found = gone.select_related("changed_by").prefetch_related("led_to").annotate(waits=Exists(beside))
    return list(found.order_by("-retired_at"))


def _put(paragraph: Paragraph, block: Block, *, first: bool) -> Paragraph:
    others = list(live_paragraphs(paragraph.school, paragraph.written_for).filter(block=block).exclude(pk=paragraph.pk))
    paragraph.block = block
    _number([paragraph, *others] if first else [*others, paragraph])
    return paragraph


def _number(row: list[Paragraph]) -> None:
    for position, one in enumerate(row):
        one.position = position
    Paragraph.objects.bulk_update(row, ["position", "block"])


def _live(paragraph: Paragraph) -> QuerySet[Paragraph]:
    return live_paragraphs(paragraph.school, paragraph.written_for).filter(block=paragraph.block)


def _locked(paragraph: Paragraph, version: int) -> Paragraph:
    """The row as it stands, held; refused if it is not the one that was looked at."""
    rows = Paragraph.objects.select_for_update(of=("self",)).select_related("changed_by", "school")
    current = rows.get(pk=paragraph.pk)
    if current.retired_at:
        raise ValidationError(_("This paragraph has been taken out of the vision."))
    if current.version != version:
        raise EditConflict(current)
    return current
