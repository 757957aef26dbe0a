"""A whole check-in at once: a year group sends in the same minute, so it is one statement wherever it can be."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from school.models import Member, Term
from tracking.checkins import (
    asked_when_new,
    check_answers,
    check_can_start,
    check_complete,
    new_sitting,
    too_recent_since,
)
from tracking.checkins_saved import save_new_sitting, save_sitting, sitting_there
from tracking.models import CheckIn
from tracking.queries import behaviours_of_check_in
from vision.models import Behaviour

MOST_TERMS = 5_000
_asked_last: dict[tuple[int, int], Sequence[Behaviour]] = {}
"""(school, term) → what this process last saw asked. It may be out of date: the statement that relies on it looks."""


@dataclass(frozen=True)
class Said:
    """What a student sent.

    ``answers``: item key → 1 to 4 (1 to 3 on form A), or None for "no chance to". Items left out stay unanswered.
    ``examples``: item key or behaviour key → the student's own example; by behaviour it goes with its last item.
    ``complete``: refuse a sitting in which a question has no answer, neither here nor from before.
    """

    answers: Mapping[str, int | None]
    examples: Mapping[str, str]
    complete: bool

    def rows(self, check_in: CheckIn, behaviours: Sequence[Behaviour]) -> list[dict[str, object]]:
        """The answers to save. Raises ValidationError where they do not fit the sitting."""
        texts = _by_item(check_in, self.examples)
        check_answers(check_in, self.answers, texts)
        if self.complete:
            check_complete(check_in, self.answers)
        keys = {behaviour.key: behaviour.pk for behaviour in behaviours}
        return [
            {
                "behaviour": keys[item.partition(".")[0]],
                "item": item,
                "value": value,
                "example": texts.get(item, "").strip(),
            }
            for item, value in self.answers.items()
        ]


def submit_check_in(
    *,
    student: Member,
    term: Term,
    answers: Mapping[str, int | None],
    examples: Mapping[str, str],
    now: datetime.datetime,
    complete: bool = False,
) -> CheckIn:
    """Save a whole sitting in one statement. Sent again, it changes nothing. For the arguments see :class:`Said`."""
    said = Said(answers, examples, complete)
    if check_in := _submitted_as_last_asked(student, term, said, now):
        return check_in
    check_in, behaviours = _begun_and_asked(student, term, now)
    if check_in and check_in.finished_at:
        return check_in
    check_in = check_in or new_sitting(student, term, now, behaviours)
    saved = save_sitting(check_in, said.rows(check_in, behaviours), now)
    return _finished(check_in, saved, now) if saved else sitting_there(check_in)


def _submitted_as_last_asked(student: Member, term: Term, said: Said, now: datetime.datetime) -> CheckIn | None:
    """Without asking first: the statement writes only if the term still asks what it asked, and nothing has begun.

    None also where the answers do not fit what was asked: whether that is still so has to be read.
    """
    behaviours = _asked_last.get((student.school_id, term.pk))
    if not behaviours or not student.is_student:
        return None
    try:
        check_in = new_sitting(student, term, now, behaviours)
        answers = said.rows(check_in, behaviours)
    except ValidationError:
        return None
    saved = save_new_sitting(check_in, behaviours, answers, now, too_recent_since(now))
    return _finished(check_in, saved, now) if saved else None


def _begun_and_asked(student: Member, term: Term, now: datetime.datetime) -> tuple[CheckIn | None, Sequence[Behaviour]]:
    """The sitting, if it has begun, and what it asks about."""
    if behaviours := asked_when_new(student, term, now):
        if len(_asked_last) >= MOST_TERMS:
            _asked_last.clear()
        _asked_last[student.school_id, term.pk] = behaviours
        return None, behaviours
    check_in = check_can_start(student=student, term=term, now=now)
    return check_in, behaviours_of_check_in(term, check_in)


def _finished(check_in: CheckIn, saved: tuple[int, datetime.datetime], now: datetime.datetime) -> CheckIn:
    check_in.pk, check_in.started_at = saved
    check_in.finished_at, check_in._state.adding = now, False
    return check_in


def _by_item(check_in: CheckIn, examples: Mapping[str, str]) -> dict[str, str]:
    last = {item.partition(".")[0]: item for item in check_in.order}
    return {last.get(key, key): text for key, text in examples.items()}
