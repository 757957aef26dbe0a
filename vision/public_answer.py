"""What leaders say in public to a pulse. Until they have, the next one stays shut."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.models import Member, School
from vision.models import Pulse, PulseAnswer
from vision.queries import pulses_to_answer


class WaitsForAnswer(ValidationError):
    """A new pulse was asked for while staff still wait for what became of the last one."""

    def __init__(self) -> None:
        super().__init__(_("First say what became of the last pulse: all staff read it. Then the next one can open."))


def waits_for_answer(school: School) -> bool:
    """Whether the next pulse stays shut: the button, Today and the refusal ask the same."""
    return pulses_to_answer(school.pk).exists()


def check_is_answered(school: School) -> None:
    if waits_for_answer(school):
        raise WaitsForAnswer


@transaction.atomic
def answer_in_public(*, pulse: Pulse, heard: str, will_do: str, by: Member, on: datetime.date) -> PulseAnswer:
    """Say what was heard, what will be done and what not, and why. Said once; all staff read it with the results.

    Raises:
        ValidationError: the pulse is not over, was deleted unopened, or has been answered.
    """
    pulse = Pulse.objects.select_for_update().get(pk=pulse.pk)
    if pulse.state != Pulse.State.CLOSED:
        raise ValidationError(_("Only a pulse that was counted can be answered."))
    if PulseAnswer.objects.filter(pulse=pulse).exists():
        raise ValidationError(_("This pulse has been answered already. What was said stands."))
    return PulseAnswer.objects.create(
        school_id=pulse.school_id, pulse=pulse, heard=heard.strip(), will_do=will_do.strip(), said_by=by, said_on=on
    )
