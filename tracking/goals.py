"""A student's next muscle: one behaviour, one situation, a day to look back."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from school.models import Member, Term
from tracking.models import Goal
from vision.models import Behaviour

FURTHEST_REVIEW = datetime.timedelta(weeks=16)
"""A goal is looked back on within a long term, not some day."""

USUAL_REVIEW = datetime.timedelta(weeks=3)


@transaction.atomic
def choose_goal(
    *,
    student: Member,
    behaviour: Behaviour,
    situation: str,
    review_on: datetime.date,
    term: Term,
    on: datetime.date,
) -> Goal:
    """Choose what to try next. One goal at a time: the open one is looked back on first."""
    if not student.is_student:
        raise ValidationError(_("Only students choose a goal here."))
    if not situation.strip():
        raise ValidationError(_("Say when you will try it."))
    if not on < review_on <= on + FURTHEST_REVIEW:
        raise ValidationError(_("Choose a day to look back that is in the next few weeks."))
    goal = Goal(
        school_id=student.school_id,
        student=student,
        behaviour=behaviour,
        situation=situation.strip(),
        review_on=review_on,
        term=term,
        chosen_on=on,
    )
    try:
        with transaction.atomic():
            goal.save(force_insert=True)
    except IntegrityError as clash:
        refusal = _("You have a goal already. Look back at it first, then choose the next.")
        raise ValidationError(refusal) from clash
    return goal


@transaction.atomic
def review_goal(*, goal: Goal, reflection: str, on: datetime.date) -> Goal:
    """Look back at a goal and say what happened; any answer is a good answer."""
    if goal.reviewed_on:
        raise ValidationError(_("You have looked back at this goal already."))
    if not reflection.strip():
        raise ValidationError(_("Say what happened, in a few words."))
    goal.reflection = reflection.strip()
    goal.reviewed_on = on
    goal.save(update_fields=["reflection", "reviewed_on"])
    return goal
