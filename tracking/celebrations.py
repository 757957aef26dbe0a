"""Thanks tied to a behaviour and to what was seen or kept."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.access import Permission, may
from school.models import Enrolment, Member, SchoolClass, Term
from school.models.people import EDUCATORS
from tracking.models import Celebration, Evidence, Noticing, TakenBack
from tracking.queries import learners_visible_to, members_of_class
from vision.models import Behaviour, Commitment

LONGEST_TEXT = 280
MOST_A_DAY = 10
"""From one student in one day: thanks are not handed out in bulk, nor used to pester."""

FEWEST_COLLEAGUES = 5
"""Below this a count of colleagues who were never thanked would point at people."""

KIND_SENTENCES = (
    gettext_lazy("You helped me when I was stuck."),
    gettext_lazy("You kept going, and I saw it."),
    gettext_lazy("You listened to my idea."),
    gettext_lazy("You asked a question that helped us."),
    gettext_lazy("You made our work better."),
    gettext_lazy("You showed me how you do it."),
)
"""What a student says to a classmate, by tapping: no child writes freely about another child here."""


def noticings_to_thank_for(member: Member, term: Term, on: datetime.date) -> QuerySet[Noticing]:
    """What a member may tie thanks to: noticings of learners they see."""
    return Noticing.objects.filter(school=member.school_id, student__in=_seen_by(member, term, on))


def evidence_to_thank_for(member: Member, term: Term, on: datetime.date) -> QuerySet[Evidence]:
    """What a member may tie thanks to: evidence of learners they see."""
    return Evidence.objects.filter(school=member.school_id, student__in=_seen_by(member, term, on))


def _seen_by(member: Member, term: Term, on: datetime.date) -> QuerySet[Member]:
    return learners_visible_to(member, term, on).order_by().values("pk")  # type: ignore[return-value]


def may_be_thanked_by(member: Member, term: Term, on: datetime.date) -> QuerySet[Member]:
    """Staff: their learners and any colleague. Students: their classmates and the adults of their classes."""
    others = Member.objects.filter(school=member.school_id).here_on(on).exclude(pk=member.pk)
    if may(member, Permission.SEE_CLASSES):
        mine = learners_visible_to(member, term, on).values("pk")
        return others.filter(Q(pk__in=mine) | Q(roles__overlap=[str(role) for role in EDUCATORS]))
    if not may(member, Permission.CELEBRATE):
        return others.none()
    classes = Enrolment.objects.on(on).learners().filter(member=member).values("school_class")
    here = Enrolment.objects.on(on).filter(member=OuterRef("pk"), school_class__in=classes)
    return others.filter(Exists(here))


def may_thank(by: Member, to: Member, term: Term, on: datetime.date) -> bool:
    """Whether ``to`` is among :func:`may_be_thanked_by`, asked about one person only."""
    if may(by, Permission.SEE_CLASSES) and to.is_student:
        return to.left_on is None and learners_visible_to(by, term, on).filter(pk=to.pk).exists()
    return may_be_thanked_by(by, term, on).filter(pk=to.pk).exists()


@transaction.atomic
def celebrate(
    *,
    to: Member,
    behaviour: Behaviour,
    text: str,
    term: Term,
    by: Member,
    on: datetime.date,
    noticing: Noticing | None = None,
    evidence: Evidence | None = None,
    commitment: Commitment | None = None,
    client_key: uuid.UUID | None = None,
) -> Celebration:
    """Thank someone for how they learn. One ``client_key`` is kept once; ``commitment`` is carried by it.

    Raises:
        ValidationError: not someone this member can thank, nothing said, another's noticing or evidence, or, from a
            student to a classmate, words that are not among :data:`KIND_SENTENCES`.
    """
    key = client_key or uuid.uuid4()
    check_can_celebrate(to=to, text=text, term=term, by=by, on=on, things=(noticing, evidence), client_key=key)
    row = Celebration(
        school_id=by.school_id,
        term=term,
        to=to,
        by=by,
        behaviour=behaviour,
        text=text.strip(),
        noticing=noticing,
        evidence=evidence,
        commitment=commitment,
        celebrated_on=on,
        client_key=key,
    )
    return Celebration.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["school", "by", "client_key"], update_fields=["client_key"]
    )[0]


def check_can_celebrate(
    *,
    to: Member,
    text: str,
    term: Term,
    by: Member,
    on: datetime.date,
    things: Iterable[Noticing | Evidence | None] = (),
    client_key: uuid.UUID | None = None,
) -> None:
    """Raise with the sentence that the giver reads. Thanks of the same ``client_key`` are a replay, not one more."""
    if client_key and TakenBack.objects.filter(school=by.school_id, author=by, client_key=client_key).exists():
        raise ValidationError(_("You took this back. Write it anew if you want to say it."))
    if not may_thank(by, to, term, on):
        raise ValidationError(_("You can thank people you learn or work with."))
    if not 0 < len(text.strip()) <= LONGEST_TEXT:
        raise ValidationError(_("Say what you want to thank for."))
    if any(thing is not None and thing.student_id != to.pk for thing in things):
        raise ValidationError(_("That belongs to somebody else."))
    if not by.is_student:
        return
    if to.is_student and text.strip() not in {str(sentence) for sentence in KIND_SENTENCES}:
        raise ValidationError(_("Choose one of the sentences for a classmate."))
    today = Celebration.objects.filter(school=by.school_id, by=by, celebrated_on=on)
    others = today.exclude(client_key=client_key) if client_key else today
    if others.count() >= MOST_A_DAY:
        raise ValidationError(_("That is enough thanks for one day. Come back tomorrow."))


@transaction.atomic
def take_back_celebration(*, celebration: Celebration, by: Member, on: datetime.date, now: datetime.datetime) -> None:
    """Take one's own thanks back on the same day; a late replay brings nothing back. The audit keeps what was there."""
    if celebration.by_id != by.pk or celebration.celebrated_on != on:
        raise ValidationError(_("Only your own thanks of today can be taken back."))
    key = celebration.client_key
    TakenBack.objects.get_or_create(school_id=by.school_id, author=by, client_key=key, defaults={"taken_at": now})
    celebration.delete()


def received_by(member: Member) -> QuerySet[Celebration]:
    found = Celebration.objects.filter(school=member.school_id, to=member)
    return found.select_related("by", "behaviour", "commitment")


def given_by(member: Member) -> QuerySet[Celebration]:
    found = Celebration.objects.filter(school=member.school_id, by=member)
    return found.select_related("to", "behaviour", "commitment")


def celebrations_in(school_class: SchoolClass, on: datetime.date) -> QuerySet[Celebration]:
    """Thanks to the learners of a class, newest first."""
    here = members_of_class(school_class, on).values("pk")
    found = Celebration.objects.filter(school=school_class.school_id, to__in=here)
    return found.select_related("to", "by", "behaviour", "commitment")


def never_thanked_in(school_class: SchoolClass, on: datetime.date) -> QuerySet[Member]:
    """Learners of a class who have never had one, as in a register."""
    had = Celebration.objects.filter(school=school_class.school_id, to=OuterRef("pk"))
    return members_of_class(school_class, on).filter(~Exists(had))


def colleagues_never_thanked(member: Member, on: datetime.date) -> int | None:
    """How many colleagues have never had one, for leaders; None below five, and for everybody else."""
    if not may(member, Permission.SEE_ALL_CLASSES):
        return None
    had = Celebration.objects.filter(school=member.school_id, to=OuterRef("pk"))
    staff = Member.objects.filter(school=member.school_id).here_on(on).with_any_role(*EDUCATORS)
    count = staff.filter(~Exists(had)).count()
    return count if count >= FEWEST_COLLEAGUES else None
