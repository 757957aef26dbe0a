"""The student echo: students drawn at random say, in a short talk, what they are getting better at as a learner."""

from __future__ import annotations

import datetime
import random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from school.models import Member, Role, School, Term
from vision.models import Commitment, StudentTalk

DRAWN = 24
"""Students drawn a term: twenty are the least that is told (Q1.6), and some will be away."""


def talks_in(term: Term) -> QuerySet[StudentTalk]:
    """The students drawn for the term, those not yet talked with first, by family name."""
    found = StudentTalk.objects.filter(school=term.school_id, term=term)
    return found.select_related("student", "talked_with", "commitment").order_by(
        F("talked_on").asc(nulls_first=True), "student__family_name", "student__given_name", "id"
    )


def talks_visible_to(member: Member) -> QuerySet[StudentTalk]:
    """All of the school, for who may talk with students anywhere; see ``Permission.SEE_ALL_CLASSES``."""
    return StudentTalk.objects.filter(school=member.school_id).select_related("student", "term")


def talks_about(student: Member) -> QuerySet[StudentTalk]:
    """What was recorded of one student's talks; the student reads it too."""
    held = StudentTalk.objects.filter(school=student.school_id, student=student).exclude(talked_on=None)
    return held.select_related("talked_with", "term").order_by("-talked_on")


@transaction.atomic
def draw_students(
    *, term: Term, on: datetime.date, number: int = DRAWN, chance: random.Random | None = None
) -> list[StudentTalk]:
    """Draw students on roll today at random. Drawing again adds only what is missing: nobody can choose."""
    School.objects.select_for_update(no_key=True).get(pk=term.school_id)
    drawn = StudentTalk.objects.filter(school=term.school_id, term=term)
    here = Member.objects.filter(school=term.school_id).with_any_role(Role.STUDENT).here_on(on)
    waiting = list(here.exclude(pk__in=drawn.values("student")).order_by("pk").values_list("pk", flat=True))
    missing = min(max(0, number - drawn.count()), len(waiting))
    lots = (chance or random.SystemRandom()).sample(waiting, missing)
    return StudentTalk.objects.bulk_create(
        [StudentTalk(school_id=term.school_id, term=term, student_id=pk, drawn_on=on) for pk in lots]
    )


@transaction.atomic
def record_talk(
    *,
    talk: StudentTalk,
    can_say: bool,
    words: str,
    by: Member,
    on: datetime.date,
    commitment: Commitment | None = None,
) -> StudentTalk:
    """Note what the student said. A talk is recorded once, so that nobody asks until the answer pleases."""
    current = StudentTalk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    said = (can_say, words.strip(), commitment.pk if commitment else None)
    if current.talked_on and (current.can_say, current.words, current.commitment_id) == said:
        return current
    check_can_record(current, can_say=can_say, words=words)
    current.can_say, current.words, current.commitment = can_say, words.strip(), commitment
    current.talked_on, current.talked_with = on, by
    current.full_clean()
    current.save()
    return current


def check_can_record(talk: StudentTalk, *, can_say: bool, words: str) -> None:
    if talk.talked_on:
        raise ValidationError(_("This talk has been recorded."))
    if can_say and not words.strip():
        raise ValidationError({"words": _("Write down what the student said, in their words.")})
