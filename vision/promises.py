"""What leaders promise staff: time, cover, money, stopping something. Kept or not is said in the open."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.models import Member, School
from vision.models import LeaderCommitment
from vision.once import made_once


@transaction.atomic
def make_promise(
    *, school: School, kind: str, promise: str, due_on: datetime.date, by: Member, on: datetime.date
) -> LeaderCommitment:
    """A promise that every member of staff can read. The same one made twice on a day is one."""
    if due_on < on:
        raise ValidationError({"due_on": _("Choose a day that has not passed.")})
    words = {"kind": kind, "promise": promise.strip(), "due_on": due_on, "made_on": on}
    return made_once(LeaderCommitment, school=school, made_by=by, **words)


@transaction.atomic
def settle_promise(
    *, promise: LeaderCommitment, kept: bool, explanation: str, by: Member, on: datetime.date
) -> LeaderCommitment:
    """Say whether a promise was kept. One that was not needs a sentence to the people it was made to."""
    outcome = LeaderCommitment.Outcome.KEPT if kept else LeaderCommitment.Outcome.NOT_KEPT
    explanation = explanation.strip()
    current = LeaderCommitment.objects.select_for_update(of=("self",)).get(pk=promise.pk)
    if (current.outcome, current.explanation) == (outcome, explanation):
        return current
    check_can_settle(current, kept=kept, explanation=explanation)
    current.outcome, current.settled_on, current.explanation = outcome, on, explanation
    current.full_clean()
    current.save()
    return current


def check_can_settle(promise: LeaderCommitment, *, kept: bool, explanation: str) -> None:
    if promise.outcome != LeaderCommitment.Outcome.OPEN:
        raise ValidationError(_("It has already been said what became of this promise."))
    if not kept and not explanation:
        raise ValidationError({"explanation": _("Tell the people it was made to what happened.")})
