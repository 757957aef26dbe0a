"""A mail at once and after an hour's silence, saying only that there is a concern."""

from __future__ import annotations

import datetime
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend as LocmemBackend

from school import tasks
from school.models import ConcernStep
from school.safeguarding.steps import acknowledge_concern
from school.safeguarding.telling import escalate_concern, tell_readers, untold_and_overdue
from tests.factories.care import NOW, make_concern, make_lead
from tests.personas import Personas

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def test_mail_says_that_there_is_a_concern_and_nothing_else(people: Personas) -> None:
    lead = make_lead(school=people.school)
    concern = make_concern(by=people.teacher, words="Osprey", subject=people.student)
    assert tell_readers(school_id=people.school.pk, concern_id=concern.pk, now=NOW)
    assert not tell_readers(school_id=people.school.pk, concern_id=concern.pk, now=NOW)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([lead.user.email], "There is a new concern")
    assert sent.body == "There is a new concern at Harbour Lane Primary. Please sign in and read it."


def test_after_an_hour_the_head_is_told_too_unless_somebody_acknowledged(people: Personas) -> None:
    lead = make_lead(school=people.school)
    late, taken = make_concern(by=people.teacher, now=NOW), make_concern(by=people.teacher, now=NOW)
    for concern in (late, taken):
        tell_readers(school_id=people.school.pk, concern_id=concern.pk, now=NOW)
    acknowledge_concern(concern=taken, by=lead, now=NOW)
    before = NOW + HOUR - datetime.timedelta(seconds=1)
    assert untold_and_overdue(school_id=people.school.pk, now=before) == ([], [])
    assert untold_and_overdue(school_id=people.school.pk, now=NOW + HOUR) == ([], [late.pk])
    mail.outbox.clear()
    assert escalate_concern(school_id=people.school.pk, concern_id=late.pk, now=NOW + HOUR)
    assert {to for sent in mail.outbox for to in sent.to} == {lead.user.email, people.head.user.email}
    assert untold_and_overdue(school_id=people.school.pk, now=NOW + 2 * HOUR) == ([], [])


class BrokenMail(BaseEmailBackend):
    def send_messages(self, messages: list) -> int:
        raise ConnectionRefusedError


def test_mail_that_failed_is_tried_again_by_the_sweep(people: Personas, settings) -> None:
    make_lead(school=people.school)
    concern = make_concern(by=people.teacher)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.BrokenMail"
    tasks.look_after_concerns()
    assert not ConcernStep.objects.exists()
    settings.EMAIL_BACKEND = working
    tasks.look_after_concerns()
    tasks.look_after_concerns()
    assert (ConcernStep.objects.get().concern, len(mail.outbox)) == (concern, 1)


class RefusesOne(LocmemBackend):
    """A mail server that knows all addresses but the first it is asked for."""

    refused = ""

    def send_messages(self, messages: list) -> int:
        RefusesOne.refused = RefusesOne.refused or messages[0].to[0]
        if messages[0].to == [RefusesOne.refused]:
            raise SMTPRecipientsRefused({})
        return super().send_messages(messages)


def test_one_refused_address_keeps_nobody_else_waiting(people: Personas, settings) -> None:
    addresses = {make_lead(school=people.school).user.email for _ in range(2)}
    make_concern(by=people.teacher)
    settings.EMAIL_BACKEND = f"{__name__}.RefusesOne"
    for _ in range(2):
        tasks.look_after_concerns()
    assert [sent.to for sent in mail.outbox] == [[email] for email in addresses - {RefusesOne.refused}]
    assert ConcernStep.objects.get().kind == ConcernStep.Kind.TOLD


def test_telling_is_queued_when_the_concern_is_committed(
    people: Personas, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    queued = []
    monkeypatch.setattr(tasks.tell_of_concern, "apply_async", lambda *a, **k: queued.append((a, k)))
    with django_capture_on_commit_callbacks(execute=True):
        concern = make_concern(by=people.teacher, words="Osprey")
    assert [str(concern.pk) in str(call) and "Osprey" not in str(call) for call in queued] == [True]
