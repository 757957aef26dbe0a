"""What is done about a concern. Steps are added, never changed and never taken away."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from school.models import Concern, ConcernStep, Member
from school.safeguarding.circle import open_concerns

Kind = ConcernStep.Kind
BY_HAND = (Kind.NOTE, Kind.PASSED_ON, Kind.CLOSED)
"""What a reader adds by writing; the rest adds itself."""

LONGEST_STEP = 2000

KEEP_YEARS = 25
"""Child protection files are kept until the child is 25. No birth date is held here, so 25 years from the day serve
for every age. The database itself refuses to let a younger one go (migration 0009)."""


def acknowledge_concern(*, concern: Concern, by: Member, now: datetime.datetime) -> ConcernStep:
    """Say by name that one has it in hand. The first one counts; a second press changes nothing."""
    with open_concerns(concern.school_id, by):
        return ConcernStep.objects.get_or_create(
            concern=concern, kind=Kind.ACKNOWLEDGED, defaults={"school": concern.school, "by": by, "at": now}
        )[0]


def note_opened(*, concern: Concern, by: Member, now: datetime.datetime) -> None:
    """Keep when each reader first opened it."""
    with open_concerns(concern.school_id, by):
        ConcernStep.objects.get_or_create(
            concern=concern, kind=Kind.OPENED, by=by, defaults={"school": concern.school, "at": now}
        )


def add_step(*, concern: Concern, kind: str, text: str, by: Member, now: datetime.datetime) -> ConcernStep:
    """Add a note, whom it was passed on to, or how it was closed. The first act also acknowledges."""
    if kind not in BY_HAND:
        raise ValidationError(_("Choose what you did."))
    if not text.strip():
        raise ValidationError(_("Write a sentence, so that the next reader can follow."))
    with transaction.atomic(), open_concerns(concern.school_id, by):
        acknowledge_concern(concern=concern, by=by, now=now)
        if kind == Kind.CLOSED and concern.steps.filter(kind=Kind.CLOSED).exists():
            raise ValidationError(_("It is closed already. You can still add a note."))
        return ConcernStep.objects.create(
            school=concern.school, concern=concern, kind=kind, text=text.strip(), by=by, at=now
        )


def let_go_of_old_concerns(*, school_id: int, now: datetime.datetime) -> int:
    """Delete what has been kept for its time; how many concerns went."""
    oldest = now - datetime.timedelta(days=round(KEEP_YEARS * 365.25) + 1)
    with open_concerns(school_id):
        return Concern.objects.filter(raised_at__lt=oldest).delete()[1].get("school.Concern", 0)
