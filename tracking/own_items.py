"""Check-in questions of the school's own, for behaviours that the built-in ones know nothing of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from school.access import Permission, may
from school.models import Member, School
from tracking.items import BANK, item_key, wording_of
from tracking.models import CheckIn, CheckInAnswer, CheckInItem
from vision.models import Behaviour, BehaviourMapping
from vision.taking_back import change_of

QUESTIONS = 3
"""For each behaviour and form, as in the built-in ones."""


def behaviours_of_our_own(school: School) -> QuerySet[Behaviour]:
    """Those of the live framework without built-in questions."""
    live = Behaviour.objects.filter(school=school, framework__retired_on=None)
    return live.exclude(key__in=BANK).order_by("position")


def own_wordings(behaviours: Iterable[Behaviour]) -> dict[tuple[int, str], list[str]]:
    """(behaviour, form) → the questions in their order. No query where all behaviours have built-in ones."""
    own = [behaviour.pk for behaviour in behaviours if behaviour.key not in BANK]
    found: dict[tuple[int, str], list[str]] = {}
    if own:
        for row in CheckInItem.objects.filter(behaviour__in=own).order_by("number"):
            found.setdefault((row.behaviour_id, row.form), []).append(row.wording)
    return found


def fetch_own_words(answers: Iterable[CheckInAnswer]) -> None:
    """For a list of answers: two queries where some are to the school's own questions, none elsewhere."""
    own = [answer for answer in answers if wording_of(answer.item) == answer.item]
    prefetch_related_objects(own, "behaviour__own_items")


def words_asked(answer: CheckInAnswer) -> Any:
    """The words of the question that was answered, built in or the school's own."""
    words = wording_of(answer.item)
    if words != answer.item:
        return words
    behaviour = answer.behaviour
    asked = {item_key(behaviour.key, own.form, own.number): own.wording for own in behaviour.own_items.all()}
    return asked.get(answer.item, answer.item)


def was_asked(behaviour: Behaviour, form: str) -> bool:
    """Whether a student began a check-in with these questions: from then on they keep their words."""
    first = item_key(behaviour.key, form, 1)
    sittings = CheckIn.objects.filter(school=behaviour.school_id, framework=behaviour.framework_id, form=form)
    return sittings.filter(order__contains=[first]).exists()


@transaction.atomic
def write_questions(*, behaviour: Behaviour, form: str, wordings: Sequence[str], by: Member) -> list[CheckInItem]:
    """Keep the three questions of a behaviour on one form."""
    if not may(by, Permission.CHOOSE_BEHAVIOURS) or by.school_id != behaviour.school_id:
        raise ValidationError(_("Only leaders write the questions of the check-in."))
    if behaviour.key in BANK:
        raise ValidationError(_("This behaviour has questions already."))
    if len(wordings) != QUESTIONS or not all(words.strip() for words in wordings):
        raise ValidationError(_("Write all three questions."))
    if was_asked(behaviour, form):
        raise ValidationError(_("Students have answered these questions, so their words stay."))
    rows = [
        CheckInItem(school_id=behaviour.school_id, behaviour=behaviour, form=form, number=number, wording=words.strip())
        for number, words in enumerate(wordings, start=1)
    ]
    with change_of(behaviour.framework, _("Check-in questions of %(label)s") % {"label": behaviour.label}, by=by):
        return CheckInItem.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["school", "behaviour", "form", "number"],
            update_fields=["wording"],
        )


@dataclass(frozen=True)
class AskedBefore:
    """The questions that an earlier version asked about what this behaviour grew from, on one form."""

    forebear: Behaviour
    wordings: list[str]


def asked_before(behaviours: Iterable[Behaviour]) -> dict[tuple[int, str], list[AskedBefore]]:
    """(behaviour, form) → what was asked about its forebears, the newest first. Three queries."""
    lines = BehaviourMapping.objects.filter(to_behaviour__in=list(behaviours)).order_by("-from_behaviour__framework")
    found: dict[tuple[int, str], list[AskedBefore]] = {}
    for line in lines.select_related("from_behaviour__framework").prefetch_related("from_behaviour__own_items"):
        by_form: dict[str, list[str]] = {}
        for item in line.from_behaviour.own_items.all():
            by_form.setdefault(item.form, []).append(item.wording)
        for form, wordings in by_form.items():
            found.setdefault((line.to_behaviour_id, form), []).append(AskedBefore(line.from_behaviour, wordings))
    return found
