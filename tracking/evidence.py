"""What a student is proud of, kept with the behaviour it shows."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from learningculture.tenancy import tenant
from school.access import Permission, may
from school.models import Enrolment, Member, Term
from tracking.models import CheckInAnswer, Evidence, Picture
from tracking.own_items import words_asked
from tracking.queries import CLASS_STAFF
from vision.models import Behaviour, Commitment

LONGEST_TITLE = 100
KEPT_TO_BRING_BACK = datetime.timedelta(days=1)
"""The page offers it for twenty seconds; a window that was left open overnight may still hold words for it."""


@transaction.atomic
def add_evidence(
    *,
    student: Member,
    term: Term,
    behaviour: Behaviour,
    title: str,
    story: str,
    on: datetime.date,
    commitment: Commitment | None = None,
    picture: Picture | None = None,
) -> Evidence:
    """Keep something the student is proud of; ``picture`` is the student's own."""
    if not student.is_student:
        raise ValidationError(_("Only students keep evidence here."))
    if not title.strip() or not story.strip():
        raise ValidationError(_("Say what you made or did, and how you used the muscle."))
    return Evidence.objects.create(
        school_id=student.school_id,
        student=student,
        term=term,
        behaviour=behaviour,
        title=title.strip(),
        story=story.strip(),
        added_on=on,
        commitment=commitment,
        picture=picture,
    )


@transaction.atomic
def keep_example(*, answer: CheckInAnswer, by: Member, term: Term, on: datetime.date) -> Evidence:
    """Make a check-in example an item of the portfolio. Kept again, it is the same item."""
    if answer.check_in.student_id != by.pk or not answer.example:
        raise ValidationError(_("Only your own example can be kept."))
    row = Evidence(
        school_id=by.school_id,
        student=by,
        term=term,
        behaviour_id=answer.behaviour_id,
        title=str(words_asked(answer))[:LONGEST_TITLE],
        story=answer.example,
        added_on=on,
        answer=answer,
    )
    Evidence.objects.bulk_create([row], ignore_conflicts=True)
    Evidence.everything.filter(school=by.school_id, answer=answer).update(taken_away_at=None)
    return Evidence.objects.get(school=by.school_id, answer=answer)


@transaction.atomic
def ask_reader(*, evidence: Evidence, reader: Member, by: Member, term: Term, on: datetime.date) -> Evidence:
    """Ask a grown-up of one's classes to read it."""
    if evidence.student_id != by.pk or evidence.confirmed_by_id:
        raise ValidationError(_("This has been read already, or is not yours."))
    if not readers_for(by, on).filter(pk=reader.pk).exists():
        raise ValidationError(_("Ask a grown-up of one of your classes."))
    evidence.asked_reader, evidence.asked_on = reader, on
    evidence.save(update_fields=["asked_reader", "asked_on"])
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Member, now: datetime.datetime) -> None:
    """Take one's own item away as long as nobody has confirmed it. For a day it can be brought back."""
    if evidence.student_id != by.pk:
        raise ValidationError(_("Only your own items can be removed."))
    if evidence.confirmed_by_id:
        raise ValidationError(_("Somebody has confirmed this already, so it stays. Talk to them if it is wrong."))
    evidence.taken_away_at = now
    evidence.save(update_fields=["taken_away_at"])


@transaction.atomic
def bring_back(*, evidence: Evidence, by: Member) -> Evidence:
    """What was taken away is there again, with everything that was said to it."""
    if evidence.student_id != by.pk:
        raise ValidationError(_("Only your own items can be brought back."))
    evidence.taken_away_at = None
    evidence.save(update_fields=["taken_away_at"])
    return evidence


def let_go_of_taken_away(*, school_id: int, now: datetime.datetime) -> int:
    """Remove for good what was taken away a day ago, its picture too; how many items."""
    with tenant(school_id):
        gone = Evidence.everything.filter(school=school_id, taken_away_at__lte=now - KEPT_TO_BRING_BACK)
        pictures = [pk for pk in gone.values_list("picture", flat=True) if pk]
        count = gone.count()
        gone.delete()
        Picture.objects.filter(school=school_id, pk__in=pictures).delete()
    return count


def readers_for(student: Member, on: datetime.date) -> QuerySet[Member]:
    """The adults of a student's classes."""
    classes = Enrolment.objects.on(on).learners().filter(member=student).values("school_class")
    here = Enrolment.objects.on(on).filter(member=OuterRef("pk"), school_class__in=classes, role__in=CLASS_STAFF)
    return Member.objects.filter(Exists(here), school=student.school_id).order_by("family_name", "given_name", "pk")


def asked_to_read(member: Member) -> QuerySet[Evidence]:
    """What students ask this member to read, and nobody has yet; oldest first."""
    found = Evidence.objects.filter(school=member.school_id, asked_reader=member, confirmed_by=None)
    return found.select_related("student").order_by("asked_on", "pk")


@transaction.atomic
def confirm_evidence(
    *,
    evidence: Evidence,
    by: Member,
    on: datetime.date,
    version: int | None = None,
    commitment: Commitment | None = None,
) -> Evidence:
    """A second reader says that it shows the behaviour. The first to do so stays named.

    ``version``: of the words that the reader saw; others are read first. ``commitment``: of the vision, which it
    carries; what the student's own choice was stays.
    """
    if by.pk == evidence.student_id or not may(by, Permission.SEE_CLASSES) or by.school_id != evidence.school_id:
        raise ValidationError(_("A second reader is a member of staff who knows the class."))
    if version not in (None, evidence.version):
        raise ValidationError(_("The words were changed while you read. Please read them again."))
    if evidence.confirmed_by_id is None:
        evidence.confirmed_by = by
        evidence.confirmed_on = on
        evidence.commitment = evidence.commitment or commitment
        evidence.save(update_fields=["confirmed_by", "confirmed_on", "commitment"])
    return evidence
