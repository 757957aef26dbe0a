"""What a learner does not know yet: noted in ten seconds, looked at again within ten school days."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from school.access import Permission, may
from school.calendar import school_days_after
from school.models import Enrolment, Member, SchoolClass
from tracking.models import Recheck
from tracking.queries import CLASS_STAFF, members_of_class, teaches_in

SCHOOL_DAYS = 10
"""Until something not known yet is looked at again (000: what is forgotten is best met again soon)."""

LONGEST_TEXT = 140
CLOSED_SHOWN = datetime.timedelta(days=21)
"""How long a closed one stays on the class's list."""

FOLLOWING = uuid.UUID("6f0f6c1e-0b5c-4e0e-9a53-3b6a8d2f4c11")
"""Names the one that follows: closing twice makes it once."""


@transaction.atomic
def note_rechecks(
    *,
    students: Sequence[Member],
    school_class: SchoolClass,
    text: str,
    by: Member,
    on: datetime.date,
    client_key: uuid.UUID | None = None,
) -> list[Recheck]:
    """Note one thing for one or several learners of a class, in one statement. One ``client_key`` is kept once."""
    check_can_note(students=students, school_class=school_class, text=text, by=by, on=on)
    key = client_key or uuid.uuid4()
    due = school_days_after(by.school, on, SCHOOL_DAYS)
    rows = [
        Recheck(
            school_id=by.school_id,
            school_class=school_class,
            student=student,
            noted_by=by,
            text=text.strip(),
            noted_on=on,
            due_on=due,
            client_key=key,
        )
        for student in sorted(set(students), key=lambda student: student.pk)
    ]
    return Recheck.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["school", "noted_by", "client_key", "student"],
        update_fields=["client_key"],
    )


def check_can_note(
    *, students: Sequence[Member], school_class: SchoolClass, text: str, by: Member, on: datetime.date
) -> None:
    """Raise with what is missing."""
    check_is_of_class(school_class=school_class, by=by, on=on)
    if not students:
        raise ValidationError(_("Choose at least one learner."))
    here = set(members_of_class(school_class, on).values_list("pk", flat=True))
    if not {student.pk for student in students} <= here:
        raise ValidationError(_("This can only be about learners of this class."))
    if not 0 < len(text.strip()) <= LONGEST_TEXT:
        raise ValidationError(_("Say in a few words what is not known yet."))


def check_is_of_class(*, school_class: SchoolClass, by: Member, on: datetime.date) -> None:
    if not may(by, Permission.SEE_CLASSES) or not teaches_in(by, school_class, on):
        raise ValidationError(_("Only the staff of a class keep this list."))


@transaction.atomic
def close_recheck(*, recheck: Recheck, outcome: str, by: Member, on: datetime.date) -> Recheck:
    """Say what was found. "Not yet" begins the next one, once. The first answer stays until it is taken back."""
    check_is_of_class(school_class=recheck.school_class, by=by, on=on)
    if outcome not in Recheck.Outcome.values:
        raise ValidationError(_("Say whether it is known now."))
    found = Recheck.objects.select_for_update().get(school=recheck.school_id, pk=recheck.pk)
    if found.outcome:
        return found
    found.outcome, found.checked_on, found.checked_by = outcome, on, by
    found.save(update_fields=["outcome", "checked_on", "checked_by"])
    if outcome == Recheck.Outcome.NOT_YET:
        _follow(found, by, on)
    return found


def _follow(recheck: Recheck, by: Member, on: datetime.date) -> None:
    due = school_days_after(by.school, on, SCHOOL_DAYS)
    row = Recheck(
        school_id=recheck.school_id,
        school_class_id=recheck.school_class_id,
        student_id=recheck.student_id,
        noted_by=by,
        text=recheck.text,
        noted_on=on,
        due_on=due,
        follows=recheck,
        client_key=uuid.uuid5(FOLLOWING, str(recheck.pk)),
    )
    Recheck.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def reopen_recheck(*, recheck: Recheck, by: Member, on: datetime.date) -> Recheck:
    """Take an answer of the same day back, and what followed from it."""
    check_is_of_class(school_class=recheck.school_class, by=by, on=on)
    found = Recheck.objects.select_for_update().get(school=recheck.school_id, pk=recheck.pk)
    if found.checked_on != on:
        raise ValidationError(_("This was answered on another day. Note it anew instead."))
    Recheck.objects.filter(school=found.school_id, follows=found, outcome="").delete()
    if Recheck.objects.filter(school=found.school_id, follows=found).exists():
        raise ValidationError(_("What followed has been looked at already, so this stays."))
    found.outcome, found.checked_on, found.checked_by = "", None, None
    found.save(update_fields=["outcome", "checked_on", "checked_by"])
    return found


def rechecks_in(school_class: SchoolClass, on: datetime.date) -> QuerySet[Recheck]:
    """A class's list: open ones of learners who are still in it, those due first."""
    here = Enrolment.objects.on(on).learners().filter(member=OuterRef("student"), school_class=school_class)
    found = Recheck.objects.filter(Exists(here), school=school_class.school_id, school_class=school_class, outcome="")
    return found.select_related("student", "noted_by")


def closed_rechecks_in(school_class: SchoolClass, on: datetime.date) -> QuerySet[Recheck]:
    """What was looked at in the last weeks, newest first."""
    here = Enrolment.objects.on(on).learners().filter(member=OuterRef("student"), school_class=school_class)
    found = Recheck.objects.filter(
        Exists(here), school=school_class.school_id, school_class=school_class, checked_on__gt=on - CLOSED_SHOWN
    )
    return found.select_related("student", "checked_by").order_by("-checked_on", "-id")


def rechecks_of(student: Member) -> QuerySet[Recheck]:
    """A student's own, open ones first: the student sees them too."""
    found = Recheck.objects.filter(school=student.school_id, student=student).select_related("noted_by", "checked_by")
    return found.order_by("outcome", "due_on", "-checked_on")


def due_for(member: Member, on: datetime.date) -> QuerySet[Recheck]:
    """What is due in the classes that a member teaches or supports."""
    taught = Enrolment.objects.on(on).filter(member=member, role__in=CLASS_STAFF, school_class=OuterRef("school_class"))
    here = Enrolment.objects.on(on).learners().filter(member=OuterRef("student"), school_class=OuterRef("school_class"))
    found = Recheck.objects.filter(Exists(taught), Exists(here), school=member.school_id, outcome="", due_on__lte=on)
    return found.select_related("student", "school_class")


def open_or_of_today(school_class: SchoolClass, on: datetime.date) -> QuerySet[Recheck]:
    """What may be answered, or whose answer may be taken back."""
    found = Recheck.objects.filter(school=school_class.school_id, school_class=school_class)
    return (found.filter(outcome="") | found.filter(checked_on=on)).select_related("student", "school_class")
