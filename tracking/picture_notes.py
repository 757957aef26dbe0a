"""A noticing with a picture of the work, where the school wants it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.models import Member
from tracking.choices import choices_of
from tracking.models import Noticing
from tracking.noticings import record_noticing
from tracking.pictures import keep_picture, read_picture

MOST_PICTURED = 6
"""Learners in one note with a picture: each gets a copy of their own."""


@transaction.atomic
def record_pictured_noticing(
    *,
    students: Sequence[Member],
    picture: Any,
    picture_words: str,
    by: Member,
    now: datetime.datetime,
    **noted: Any,
) -> list[Noticing]:
    """As :func:`record_noticing`; with a file, one picture for each learner. All or nothing; a replay adds none."""
    if not picture:
        return record_noticing(students=students, by=by, **noted)
    if not choices_of(by.school).pictures:
        raise ValidationError(_("Your school keeps no pictures."))
    if len(set(students)) > MOST_PICTURED:
        raise ValidationError(_("With a picture, a note is about six learners at most."))
    read = read_picture(picture)
    notes = record_noticing(students=students, by=by, **noted)
    bare = Noticing.objects.filter(pk__in=[note.pk for note in notes], picture=None).select_related("student")
    for note in bare:
        note.picture = keep_picture(student=note.student, read=read, words=picture_words, by=by, now=now)
        note.save(update_fields=["picture"])
    return notes
