"""Answers to what is recorded: the student and the staff of the class talk beside it."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.models import Member, Term
from tracking.models import Celebration, CheckInAnswer, Evidence, Goal, Judgement, Noticing, Reply
from tracking.own_items import words_asked
from tracking.queries import learners_heard_by

LONGEST_REPLY = 280
KINDS: dict[str, tuple[Any, str]] = {
    "noticing": (Noticing, "student"),
    "judgement": (Judgement, "student"),
    "evidence": (Evidence, "student"),
    "goal": (Goal, "student"),
    "answer": (CheckInAnswer, "check_in__student"),
    "celebration": (Celebration, "to"),
}
"""What can be replied to, and the way from it to the student on whose page it stands."""

READY_REPLIES = (
    gettext_lazy("Thank you."),
    gettext_lazy("I want to talk about it."),
    gettext_lazy("I see it differently."),
)
"""For those who do not like to type."""

Replies = dict[tuple[str, int], list[Reply]]


def thing_of(student: Member, kind: str, pk: int) -> Any:
    """What stands on a student's page under this kind and number, or None."""
    if kind not in KINDS:
        return None
    model, path = KINDS[kind]
    return model.objects.filter(**{path: student}, school=student.school_id, pk=pk).first()


@transaction.atomic
def write_reply(
    *,
    student: Member,
    kind: str,
    thing: Any,
    text: str,
    by: Member,
    term: Term,
    now: datetime.datetime,
    client_key: uuid.UUID | None = None,
) -> Reply:
    """Say something to what is recorded on a student's page. One ``client_key`` is kept once.

    Raises:
        ValidationError: nothing said, or neither the student nor staff of a class of theirs.
    """
    if not may_reply(student=student, by=by, term=term, on=now.date()):
        raise ValidationError(_("This conversation is between the student and the staff of the class."))
    if not 0 < len(text.strip()) <= LONGEST_REPLY:
        raise ValidationError(_("Say something, in a few sentences at most."))
    row = Reply(
        school_id=by.school_id,
        student=student,
        author=by,
        text=text.strip(),
        written_at=now,
        client_key=client_key or uuid.uuid4(),
        **{kind: thing},
    )
    return Reply.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["school", "author", "client_key"], update_fields=["client_key"]
    )[0]


def may_reply(*, student: Member, by: Member, term: Term, on: datetime.date) -> bool:
    """The student, and those who hear what the student says."""
    if by.pk == student.pk:
        return True
    return learners_heard_by(by, term, on).filter(Q(heard=True), pk=student.pk).exists()


def replies_on_page_of(student: Member) -> Replies:
    """(kind, number) → what was said to it, oldest first: one query."""
    found: Replies = defaultdict(list)
    for reply in replies_about(student):
        kind = next(kind for kind in KINDS if getattr(reply, f"{kind}_id"))
        found[kind, getattr(reply, f"{kind}_id")].append(reply)
    return dict(found)


def replies_about(student: Member) -> QuerySet[Reply]:
    return Reply.objects.filter(school=student.school_id, student=student).select_related("author")


def words_of_thing(thing: Any) -> str:
    """What is replied to, as a line to quote."""
    if isinstance(thing, CheckInAnswer):
        return thing.example or str(words_asked(thing))
    if isinstance(thing, Judgement):
        return str(thing.behaviour)
    if isinstance(thing, Goal):
        return thing.situation
    return str(thing.title if isinstance(thing, Evidence) else thing.text)
