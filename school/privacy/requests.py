"""What people ask about their data, with the day by which the law wants an answer."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from school.calendar import school_days_after
from school.models import LegalHold, Member, PrivacyRequest, School

RECORD_SCHOOL_DAYS = 15
"""A parent's request for the educational record of a child, in maintained schools."""
MONTH_DAYS = 30
"""One month for the rights of the GDPR, and for acknowledging a complaint; counted so that no month is too short."""

LINKS = ["school", "about", "asked_by", "closed_by", "closed_on"]
"""Set here, never by what somebody typed."""

KINDS = PrivacyRequest.Kind
STATES = PrivacyRequest.State
OWN_KINDS = (KINDS.CORRECTION, KINDS.OBJECTION, KINDS.ERASURE, KINDS.COMPLAINT)
"""What a person asks for in words; a copy of everything is a button of its own."""


def due_on(*, school: School, kind: str, asked_on: datetime.date) -> datetime.date:
    if kind == KINDS.RECORD:
        return school_days_after(school, asked_on, RECORD_SCHOOL_DAYS)
    return asked_on + datetime.timedelta(days=MONTH_DAYS)


@transaction.atomic
def ask_about_data(
    *, about: Member, kind: str, words: str, by: Member, on: datetime.date, on_behalf: bool = False
) -> PrivacyRequest:
    """Write a request down; ``on_behalf``: the office does, for a parent or somebody at the door."""
    if not words.strip() and kind not in (KINDS.ACCESS, KINDS.RECORD):
        raise ValidationError({"words": _("Say in a sentence what it is about.")})
    request = PrivacyRequest(
        school=about.school,
        about=about,
        asked_by=by,
        on_behalf=on_behalf,
        kind=kind,
        words=words.strip(),
        asked_on=on,
        due_on=due_on(school=about.school, kind=kind, asked_on=on),
    )
    request.clean_fields(exclude=LINKS)
    request.save(force_insert=True)
    return request


@transaction.atomic
def answer_request(
    *, request: PrivacyRequest, done: bool, answer: str, by: Member, on: datetime.date
) -> PrivacyRequest:
    """Done or refused, in words that the person reads."""
    request = PrivacyRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != STATES.OPEN:
        raise ValidationError(_("This request has been answered already."))
    if not answer.strip():
        raise ValidationError({"answer": _("Write what was done, or why not: the person reads it.")})
    request.state = STATES.DONE if done else STATES.REFUSED
    request.answer, request.closed_on, request.closed_by = answer.strip(), on, by
    request.clean_fields(exclude=LINKS)
    request.save(update_fields=["state", "answer", "closed_on", "closed_by"])
    return request


def requests_of(member: Member) -> QuerySet[PrivacyRequest]:
    """About this person or asked by them, newest first."""
    own = PrivacyRequest.objects.filter(Q(about=member) | Q(asked_by=member, on_behalf=False), school=member.school_id)
    return own.order_by("-asked_on", "-pk")


def requests_in(school: School) -> QuerySet[PrivacyRequest]:
    """All of the school's, by the day they are due."""
    return PrivacyRequest.objects.filter(school=school).select_related("about", "asked_by", "closed_by")


def open_requests(school: School) -> QuerySet[PrivacyRequest]:
    return requests_in(school).filter(state=STATES.OPEN)


def answered_requests(school: School) -> QuerySet[PrivacyRequest]:
    return requests_in(school).exclude(state=STATES.OPEN).order_by("-closed_on", "-pk")


def hold_on(member: Member) -> LegalHold | None:
    return LegalHold.objects.filter(about=member, ended_on=None).first()


@transaction.atomic
def set_hold(*, about: Member, reason: str, by: Member, on: datetime.date) -> LegalHold:
    """From now nothing of this person is removed."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say who asked for it and why.")})
    if found := hold_on(about):
        return found
    return LegalHold.objects.create(school=about.school, about=about, reason=reason.strip(), set_by=by, set_on=on)


@transaction.atomic
def end_hold(*, about: Member, on: datetime.date) -> None:
    LegalHold.objects.filter(about=about, ended_on=None).update(ended_on=on)
