"""What children notice: of themselves in any words, of a classmate by tapping sentences of ours only."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.access import Permission, may
from school.models import Enrolment, Member, Term
from tracking.choices import choices_of
from tracking.models import Noticing
from tracking.noticings import check_note, keep_notes
from vision.models import Behaviour

MOST_A_DAY = 5
"""Notes of one child about others on a day: kindness, not a count."""

KIND_SENTENCES: dict[str, tuple[Any, ...]] = {
    "perseverance": (
        gettext_lazy("You kept going when it was hard."),
        gettext_lazy("You tried another way."),
        gettext_lazy("You did not give up."),
    ),
    "questioning": (
        gettext_lazy("You asked a really good question."),
        gettext_lazy("You wanted to know why."),
        gettext_lazy("Your question helped me think."),
    ),
    "collaboration": (
        gettext_lazy("You listened to everyone."),
        gettext_lazy("You helped us work together."),
        gettext_lazy("You made room for my idea."),
    ),
    "revising": (
        gettext_lazy("You made your work better."),
        gettext_lazy("You went back and mended it."),
        gettext_lazy("You used what you were told."),
    ),
}
ANY_SENTENCES = (
    gettext_lazy("I saw you use this muscle."),
    gettext_lazy("You showed me how to do it."),
    gettext_lazy("I want to try it like you."),
)


def sentences_for(behaviour: Behaviour) -> tuple[Any, ...]:
    """The sentences to tap for a behaviour."""
    return KIND_SENTENCES.get(behaviour.key, ()) + ANY_SENTENCES


def classmates_of(student: Member, on: datetime.date) -> QuerySet[Member]:
    """Who learns in a class with the student on the day."""
    own = Enrolment.objects.on(on).learners().filter(member=student).values("school_class")
    places = Enrolment.objects.on(on).learners().filter(member=OuterRef("pk"), school_class__in=own)
    found = Member.objects.filter(Exists(places), school=student.school_id).exclude(pk=student.pk)
    return found.order_by("given_name", "family_name", "pk")


@transaction.atomic
def notice_oneself(
    *,
    student: Member,
    behaviour: Behaviour,
    term: Term,
    text: str,
    context: str,
    on: datetime.date,
    client_key: uuid.UUID | None = None,
) -> list[Noticing]:
    """A learner's own note about themselves."""
    if not may(student, Permission.OWN_LEARNING):
        raise ValidationError(_("Only students note what they noticed of themselves."))
    check_note(students=[student], text=text, context=context, by=student)
    return keep_notes(
        students=[student], behaviour=behaviour, term=term, text=text, context=context, by=student, on=on,
        client_key=client_key, source=Noticing.Source.SELF,
    )  # fmt: skip


@transaction.atomic
def notice_classmate(
    *,
    classmate: Member,
    behaviour: Behaviour,
    term: Term,
    sentence: int,
    context: str,
    by: Member,
    on: datetime.date,
    client_key: uuid.UUID | None = None,
) -> list[Noticing]:
    """A kind sentence of ours about a classmate, where the school allows it."""
    key = client_key or uuid.uuid4()
    Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    _check_classmate(classmate, by, on, key)
    offered = sentences_for(behaviour)
    if not 0 <= sentence < len(offered):
        raise ValidationError(_("Tap one of the sentences."))
    text = str(offered[sentence])
    check_note(students=[classmate], text=text, context=context, by=by)
    return keep_notes(
        students=[classmate], behaviour=behaviour, term=term, text=text, context=context, by=by, on=on,
        client_key=key, source=Noticing.Source.PEER,
    )  # fmt: skip


def _check_classmate(classmate: Member, by: Member, on: datetime.date, key: uuid.UUID) -> None:
    if not may(by, Permission.NOTICE_PEERS) or not choices_of(by.school).peers_notice:
        raise ValidationError(_("Your school has not switched this on."))
    if not classmates_of(by, on).filter(pk=classmate.pk).exists():
        raise ValidationError(_("Choose somebody of your class."))
    today = Noticing.objects.filter(school=by.school_id, author=by, source=Noticing.Source.PEER, noticed_on=on)
    if today.exclude(client_key=key).count() >= MOST_A_DAY:
        raise ValidationError(_("That is enough for today. Come back tomorrow."))
