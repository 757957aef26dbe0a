"""What a school decides about recording learning."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.access import Permission, may
from school.models import Member, School
from tracking.models import LearningChoices


def choices_of(school: School) -> LearningChoices:
    """The school's row, or one with the defaults that is not saved."""
    return LearningChoices.objects.filter(school=school).first() or LearningChoices(school=school)


@transaction.atomic
def choose_recording(*, choices: LearningChoices, by: Member, **chosen: Any) -> LearningChoices:
    """Keep what leaders chose. Switching something off hides nothing that is recorded already."""
    if not may(by, Permission.CHOOSE_BEHAVIOURS):
        raise ValidationError(_("Only leaders choose what the school records."))
    kept, _made = LearningChoices.objects.update_or_create(school=choices.school, defaults=chosen)
    return kept
