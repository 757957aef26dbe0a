"""Ten-second notes of a learner using a behaviour. Frequency and range are counted from them."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from school.access import Permission, may
from school.models import Member, Term
from tracking.models import Noticing, Picture, TakenBack
from tracking.models.noticings import Context
from vision.models import Behaviour

MOST_LEARNERS = 40
"""Learners in one note: a whole class at most."""

LONGEST_TEXT = 280

UNDO_WITHIN = datetime.timedelta(minutes=10)
"""The page offers it for twenty seconds; the rest is for a slow network. Later the learner may have read it."""


@transaction.atomic
def record_noticing(
    *,
    students: Sequence[Member],
    behaviour: Behaviour,
    term: Term,
    text: str,
    context: str,
    by: Member,
    on: datetime.date,
    client_key: uuid.UUID | None = None,
) -> list[Noticing]:
    """Note that learners used a behaviour: one row each, in one statement. One ``client_key`` is kept once."""
    check_can_notice(students=students, text=text, context=context, by=by)
    return keep_notes(
        students=students, behaviour=behaviour, term=term, text=text, context=context, by=by, on=on,
        client_key=client_key, source=Noticing.Source.STAFF,
    )  # fmt: skip


def keep_notes(
    *,
    students: Sequence[Member],
    behaviour: Behaviour,
    term: Term,
    text: str,
    context: str,
    by: Member,
    on: datetime.date,
    client_key: uuid.UUID | None,
    source: str,
) -> list[Noticing]:
    """One row for each learner, whoever noticed; unless the key is known or was taken back. The caller has checked."""
    key = client_key or uuid.uuid4()
    _one_at_a_time(by, key)
    if TakenBack.objects.filter(school=by.school_id, author=by, client_key=key).exists():
        return []
    rows = [
        Noticing(
            school_id=by.school_id,
            term=term,
            behaviour=behaviour,
            student=student,
            author=by,
            noticed_on=on,
            context=context,
            text=text.strip(),
            client_key=key,
            source=source,
        )
        for student in sorted(set(students), key=lambda student: student.pk)
    ]
    return Noticing.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["school", "author", "client_key", "student"],
        update_fields=["client_key"],
    )


def _one_at_a_time(author: Member, key: uuid.UUID) -> None:
    """Saving and taking back the same note wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"noticing {author.pk} {key}"])


@transaction.atomic
def take_back_noticing(*, client_key: uuid.UUID, by: Member, now: datetime.datetime) -> int:
    """Remove one's own note of the last minutes, whether it has come yet or not; how many rows went.

    The audit keeps the note. The key is remembered, so that a replay of it changes nothing.
    """
    _one_at_a_time(by, client_key)
    mine = Noticing.objects.filter(school=by.school_id, author=by, client_key=client_key)
    if mine.filter(recorded_at__lte=now - UNDO_WITHIN).exists():
        raise ValidationError(_("This note is older than ten minutes. It stays as it is."))
    TakenBack.objects.get_or_create(
        school_id=by.school_id, author=by, client_key=client_key, defaults={"taken_at": now}
    )
    Picture.objects.filter(
        school=by.school_id, pk__in=[pk for pk in mine.values_list("picture", flat=True) if pk]
    ).delete()
    return mine.delete()[0]


def check_can_notice(*, students: Sequence[Member], text: str, context: str, by: Member) -> None:
    """Raise with what is missing."""
    if not may(by, Permission.NOTICE):
        raise ValidationError(_("Only staff who work with classes can note what they noticed."))
    check_note(students=students, text=text, context=context, by=by)


def check_note(*, students: Sequence[Member], text: str, context: str, by: Member) -> None:
    """What holds for every note, whoever writes it."""
    if not students:
        raise ValidationError(_("Choose at least one learner."))
    if len(set(students)) > MOST_LEARNERS:
        raise ValidationError(_("A note is about one class at most."))
    if any(not student.is_student or student.school_id != by.school_id for student in students):
        raise ValidationError(_("A note can only be about students of this school."))
    if not 0 < len(text.strip()) <= LONGEST_TEXT:
        raise ValidationError(_("Say in a sentence or two what you saw."))
    if context not in Context.values:
        raise ValidationError(_("Choose where you saw it."))
