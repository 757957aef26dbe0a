"""Students' self-reports: one sitting a term, in words, at least eight weeks apart."""

from __future__ import annotations

import datetime
import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from learningculture.prepared import Prepared
from school.models import Member, Term
from tracking.checkins_saved import save_answer, save_beginning
from tracking.items import ANSWERS, BANK, BEHAVIOURS_ASKED, ITEM_VERSION, item_key
from tracking.models import CheckIn, CheckInAnswer
from tracking.own_items import own_wordings
from tracking.queries import behaviours_of_check_in, judged_and_begun, judged_behaviours, recent_sittings
from vision.models import Behaviour

WEEKS_APART = 8
"""Least time between two sittings of one student; once a term is advised."""

LAST_YEAR_OF = {"A": 2, "B": 6}
"""The oldest year group of a form; older students take form C."""

LONGEST_EXAMPLE = 280


@dataclass(frozen=True)
class Item:
    """One question of a form. ``asks_example``: the last of its behaviour on form C, with a line for an example."""

    key: str
    wording: Any
    behaviour: Behaviour
    form: str
    asks_example: bool


def form_for(student: Member) -> str:
    """A to Year 2, B for Years 3 to 6, C from Year 7; B where the year group is not known."""
    return "B" if student.year_group is None else form_of_year(student.year_group)


def form_of_year(year_group: int) -> str:
    return next((form for form, last in LAST_YEAR_OF.items() if year_group <= last), "C")


def items_for(form: str, behaviours: Iterable[Behaviour]) -> list[Item]:
    """The items of a form for these behaviours, in their order; behaviours without items are left out."""
    behaviours = list(behaviours)
    own = own_wordings(behaviours)
    worded = [(each, BANK[each.key][form] if each.key in BANK else own.get((each.pk, form), ())) for each in behaviours]
    asked = [(behaviour, wordings) for behaviour, wordings in worded if wordings][: BEHAVIOURS_ASKED[form]]
    return [
        Item(
            key=item_key(behaviour.key, form, number),
            wording=wording,
            behaviour=behaviour,
            form=form,
            asks_example=form == "C" and number == len(wordings),
        )
        for behaviour, wordings in asked
        for number, wording in enumerate(wordings, start=1)
    ]


def not_asked(behaviours: Iterable[Behaviour]) -> list[Behaviour]:
    """Behaviours for which there are no items yet: neither built in nor the school's own."""
    behaviours = list(behaviours)
    own = {behaviour for behaviour, _form in own_wordings(behaviours)}
    return [behaviour for behaviour in behaviours if behaviour.key not in BANK and behaviour.pk not in own]


def items_of(check_in: CheckIn, behaviours: Iterable[Behaviour]) -> list[Item]:
    """The items of a sitting in the order shown."""
    asked = {key.partition(".")[0] for key in check_in.order}
    items = items_for(check_in.form, [behaviour for behaviour in behaviours if behaviour.key in asked])
    by_key = {item.key: item for item in items}
    return [by_key[key] for key in check_in.order if key in by_key]


def answers_of(check_in: CheckIn) -> QuerySet[CheckInAnswer]:
    return _answers_in(check_in.school_id, check_in.pk)


def _answers_in(school: int, check_in: int) -> QuerySet[CheckInAnswer]:
    return CheckInAnswer.objects.filter(school=school, check_in=check_in)


_answers: Prepared[CheckInAnswer] = Prepared(_answers_in)


def answers_given(check_in: CheckIn) -> list[CheckInAnswer]:
    """What ``answers_of`` finds, for the pages of a sitting."""
    return _answers(school=check_in.school_id, check_in=check_in.pk)


def start_check_in(*, student: Member, term: Term, now: datetime.datetime) -> CheckIn:
    """Begin the term's sitting, or go on with it."""
    behaviours = asked_when_new(student, term, now)
    if not behaviours and (found := check_can_start(student=student, term=term, now=now)):
        return found
    return save_beginning(new_sitting(student, term, now, behaviours or judged_behaviours(term)))


def too_recent_since(now: datetime.datetime) -> datetime.datetime:
    """A sitting begun after this moment stands against beginning another."""
    return now - datetime.timedelta(weeks=WEEKS_APART)


def check_can_start(*, student: Member, term: Term, now: datetime.datetime) -> CheckIn | None:
    """The term's sitting if it has begun. Raises when the last one of another term was too recent."""
    if not student.is_student:
        raise ValidationError(_("Only students check in."))
    where = {"school": student.school_id, "student": student.pk, "term": term.pk}
    recent = _sittings(**where, since=too_recent_since(now))
    for sitting in recent:
        if sitting.term_id == term.pk:
            return sitting
    if any(sitting.started_at <= now for sitting in recent):
        raise ValidationError(_("You checked in a few weeks ago. The next time is later this term."))
    return None


_sittings: Prepared[CheckIn] = Prepared(recent_sittings)
_judged: Prepared[Behaviour] = Prepared(judged_and_begun)


def asked_when_new(student: Member, term: Term, now: datetime.datetime) -> Sequence[Behaviour]:
    """What a sitting that begins now asks about; nothing where one has begun, or the last was too recent."""
    where = {"school": student.school_id, "student": student.pk, "term": term.pk}
    behaviours = _judged(**where, since=too_recent_since(now))
    is_new = student.is_student and behaviours and not behaviours[0].begun  # type: ignore[attr-defined]
    return behaviours if is_new else ()


def answer_item(
    *, check_in: CheckIn, item: str, value: int | None, example: str = "", behaviour: Behaviour | None = None
) -> CheckInAnswer:
    """Save one answer; a later answer to the same item replaces it. ``value`` None is "no chance to".

    ``behaviour``: what the item is about, where the page has read it already.
    """
    if check_in.finished_at:
        raise ValidationError(_("You have finished this check-in."))
    check_answers(check_in, {item: value}, {item: example})
    behaviour = behaviour or _behaviours_by_key(check_in).get(item.partition(".")[0])
    if behaviour is None:
        raise ValidationError(_("This question is not part of your check-in."))
    return save_answer(_answer(check_in, behaviour, item, value, example))


def finish_check_in(*, check_in: CheckIn, now: datetime.datetime, answered: Collection[str] = ()) -> CheckIn:
    """Close the sitting once each question has an answer. Closing twice changes nothing.

    ``answered``: items whose answers the page has read already.
    """
    if check_in.finished_at:
        return check_in
    check_complete(check_in, answered)
    check_in.finished_at = now
    check_in.save(update_fields=["finished_at"])
    return check_in


def check_complete(check_in: CheckIn, answers: Collection[str]) -> None:
    """Raise unless each question has an answer, among these or saved before."""
    missing = set(check_in.order) - set(answers)
    if missing and check_in.pk:
        missing -= {answer.item for answer in answers_given(check_in)}
    if missing:
        raise ValidationError(_("Some questions have no answer yet. “I had no chance to” is an answer."))


def check_answers(check_in: CheckIn, answers: Mapping[str, int | None], examples: Mapping[str, str]) -> None:
    """Raise unless all items belong to the sitting and all answers to its form."""
    allowed = {answer.value for answer in ANSWERS[check_in.form]} | {None}
    if set(answers) - set(check_in.order):
        raise ValidationError(_("This question is not part of your check-in."))
    if not all(value in allowed for value in answers.values()):
        raise ValidationError(_("Choose one of the answers."))
    if any(len(example) > LONGEST_EXAMPLE for example in examples.values()):
        raise ValidationError(_("Keep the example to two or three sentences."))


def new_sitting(student: Member, term: Term, now: datetime.datetime, behaviours: Sequence[Behaviour]) -> CheckIn:
    form = form_for(student)
    items = items_for(form, behaviours)
    if not items:
        raise ValidationError(_("There are no questions yet for the behaviours of this term."))
    return CheckIn(
        school_id=student.school_id,
        term=term,
        student=student,
        framework_id=items[0].behaviour.framework_id,
        form=form,
        item_version=ITEM_VERSION,
        order=_shuffled(items, seed=f"{term.pk} {student.pk}"),
        started_at=now,
    )


def _shuffled(items: Sequence[Item], *, seed: str) -> list[str]:
    """Behaviours in an order of the student's own, items within them in theirs."""
    keys = list(dict.fromkeys(item.behaviour.key for item in items))
    random.Random(seed).shuffle(keys)
    return [item.key for key in keys for item in items if item.behaviour.key == key]


def _behaviours_by_key(check_in: CheckIn) -> dict[str, Behaviour]:
    term = Term(pk=check_in.term_id, school_id=check_in.school_id)
    return {each.key: each for each in behaviours_of_check_in(term, check_in)}


def _answer(check_in: CheckIn, behaviour: Behaviour, item: str, value: int | None, example: str) -> CheckInAnswer:
    return CheckInAnswer(
        school_id=check_in.school_id,
        check_in=check_in,
        behaviour=behaviour,
        item=item,
        value=value,
        example=example.strip(),
    )
