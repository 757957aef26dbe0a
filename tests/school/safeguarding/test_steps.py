"""Acknowledging, noting, passing on, closing; and letting go after 25 years."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from learningculture.tenancy import tenant
from school.models import Concern, ConcernStep
from school.safeguarding.circle import PURPOSE
from school.safeguarding.steps import KEEP_YEARS, acknowledge_concern, add_step, let_go_of_old_concerns, note_opened
from tests.factories.care import NOW, make_concern, make_lead
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def kinds(concern: Concern) -> list[str]:
    return list(ConcernStep.objects.filter(concern=concern).values_list("kind", flat=True))


def test_first_acknowledgement_counts(people: Personas) -> None:
    lead, deputy = make_lead(school=people.school), make_lead(school=people.school)
    concern = make_concern(by=people.teacher)
    acknowledge_concern(concern=concern, by=lead, now=NOW)
    second = acknowledge_concern(concern=concern, by=deputy, now=NOW + datetime.timedelta(minutes=5))
    assert (second.by, second.at, kinds(concern)) == (lead, NOW, ["acknowledged"])


def test_first_act_acknowledges_and_closing_comes_once(people: Personas) -> None:
    lead, concern = make_lead(school=people.school), make_concern(by=people.teacher)
    add_step(concern=concern, kind="passed_on", text=" To the nurse ", by=lead, now=NOW)
    add_step(concern=concern, kind="closed", text="Settled", by=lead, now=NOW)
    with pytest.raises(ValidationError, match="closed already"):
        add_step(concern=concern, kind="closed", text="Again", by=lead, now=NOW)
    add_step(concern=concern, kind="note", text="Mum rang", by=lead, now=NOW)
    assert kinds(concern) == ["acknowledged", "passed_on", "closed", "note"]


@pytest.mark.parametrize(("kind", "text"), [("told", "x"), ("acknowledged", "x"), ("note", "  ")])
def test_what_is_not_for_hands_and_empty_words_are_refused(people: Personas, kind: str, text: str) -> None:
    lead, concern = make_lead(school=people.school), make_concern(by=people.teacher)
    with pytest.raises(ValidationError):
        add_step(concern=concern, kind=kind, text=text, by=lead, now=NOW)
    assert kinds(concern) == []


def test_each_reader_is_kept_once(people: Personas) -> None:
    lead, deputy = make_lead(school=people.school), make_lead(school=people.school)
    concern = make_concern(by=people.teacher)
    for reader in (lead, deputy, lead):
        note_opened(concern=concern, by=reader, now=NOW)
    assert kinds(concern) == ["opened", "opened"]


def test_nothing_is_let_go_before_its_time_even_when_asked(people: Personas) -> None:
    old, young = make_concern(by=people.teacher), make_concern(by=people.teacher)
    for concern, years in ((old, 26), (young, 24)):
        Concern.objects.filter(pk=concern.pk).update(raised_at=NOW - datetime.timedelta(days=365 * years))
    add_step(concern=old, kind="note", text="Then", by=make_lead(school=people.school), now=NOW)
    with tenant(people.school.pk, purpose=PURPOSE), connection.cursor() as cursor:
        cursor.execute("DELETE FROM school_concern WHERE id = %s", [young.pk])
        cursor.execute("UPDATE school_concern SET words = 'gone'")
    assert let_go_of_old_concerns(school_id=people.school.pk, now=NOW) == 1
    assert list(Concern.objects.values_list("pk", "words")) == [(young.pk, young.words)]
    assert (ConcernStep.objects.count(), KEEP_YEARS) == (0, 25)
