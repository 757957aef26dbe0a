"""What a student is proud of, kept with the behaviour it shows."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.access import Permission, may
from school.models import Member, Term
from tracking.models import Evidence
from vision.models import Behaviour, Commitment


@transaction.atomic
def add_evidence(
    *,
    student: Member,
    term: Term,
    behaviour: Behaviour,
    title: str,
    story: str,
    on: datetime.date,
    commitment: Commitment | None = None,
) -> Evidence:
    """Keep something the student is proud of."""
    if not student.is_student:
        raise ValidationError(_("Only students keep evidence here."))
    if not title.strip() or not story.strip():
        raise ValidationError(_("Say what you made or did, and how you used the muscle."))
    return Evidence.objects.create(
        school_id=student.school_id,
        student=student,
        term=term,
        behaviour=behaviour,
        title=title.strip(),
        story=story.strip(),
        added_on=on,
        commitment=commitment,
    )


@transaction.atomic
def confirm_evidence(*, evidence: Evidence, by: Member, on: datetime.date) -> Evidence:
    """A second reader says that it shows the behaviour. The first to do so stays named."""
    if by.pk == evidence.student_id or not may(by, Permission.SEE_CLASSES) or by.school_id != evidence.school_id:
        raise ValidationError(_("A second reader is a member of staff who knows the class."))
    if evidence.confirmed_by_id is None:
        evidence.confirmed_by = by
        evidence.confirmed_on = on
        evidence.save(update_fields=["confirmed_by", "confirmed_on"])
    return evidence
