"""Taking back a wrong answer to a theme: for a while, in the open, and with a word to those who were told."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.models import Member
from vision.models import AnswerTakenBack, Theme
from vision.themes import hold_theme

TAKE_BACK_WITHIN = 14
"""Days after an answer: as long as it is news to those who spoke. Later it has been acted on, and a new theme answers
better than a past that changes."""

LONGEST_REASON = 300
"""Characters: a sentence or two, which stand on Today."""


ANSWER = ("outcome", "answer_words", "answered_by", "answered_on")
"""What an answer consists of, in both rows."""


def may_be_taken_back(theme: Theme, today: datetime.date) -> bool:
    """Whether the theme has an answer that is not older than two weeks."""
    return theme.answered_on is not None and (today - theme.answered_on).days <= TAKE_BACK_WITHIN


@transaction.atomic
def take_back_answer(*, theme: Theme, because: str, by: Member, on: datetime.date) -> Theme:
    """Open the theme again. The answer stays readable beside it, with why it was taken back; asked twice it is once."""
    theme, because = hold_theme(theme), because.strip()
    if theme.outcome == Theme.Outcome.OPEN and theme.taken_back.filter(because=because, taken_back_by=by).exists():
        return theme
    check_can_take_back(theme, because, on)
    answer: dict[str, Any] = {name: getattr(theme, name) for name in ANSWER}
    AnswerTakenBack.objects.create(
        school_id=theme.school_id, theme=theme, **answer, because=because, taken_back_by=by, taken_back_on=on
    )
    theme.outcome, theme.answer_words, theme.answered_by, theme.answered_on = Theme.Outcome.OPEN, "", None, None
    theme.save()
    return theme


def check_can_take_back(theme: Theme, because: str, on: datetime.date) -> None:
    if theme.outcome == Theme.Outcome.OPEN:
        raise ValidationError(_("There is no answer to take back: the theme is open."))
    if not may_be_taken_back(theme, on):
        raise ValidationError(
            _("This answer is older than %(days)d days and stays. Gather what is new into a theme of its own.")
            % {"days": TAKE_BACK_WITHIN}
        )
    if not because:
        raise ValidationError({"because": _("Say why: those who were told the answer will read it.")})
    if len(because) > LONGEST_REASON:
        raise ValidationError({"because": _("At most %(most)d characters.") % {"most": LONGEST_REASON}})
