"""Raising a concern, and what its raiser learns of it."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError

from school.models import Concern
from school.queries import today_in
from school.safeguarding.raising import Seen, people_named, raise_concern, receipts_of
from school.safeguarding.steps import acknowledge_concern
from tests.factories.care import NOW, make_concern, make_lead
from tests.factories.school import make_student
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def test_sent_twice_it_is_raised_once(people: Personas) -> None:
    key = uuid.uuid4()
    what = {"by": people.student, "about": "child", "words": "Again", "danger_now": False, "client_key": key}
    first, second = raise_concern(now=NOW, **what), raise_concern(now=NOW, **what)
    assert (first.pk, Concern.objects.count()) == (second.pk, 1)


def test_about_the_head_without_another_lead_is_refused_and_kept_nowhere(people: Personas) -> None:
    with pytest.raises(ValidationError, match="chair of governors"):
        make_concern(by=people.teacher, about="head")
    with pytest.raises(ValidationError, match="chair of governors"):
        make_concern(by=people.teacher, about="adult", subject=people.head)
    assert not Concern.objects.exists()


def test_raiser_sees_times_and_nothing_more(people: Personas) -> None:
    lead = make_lead(school=people.school)
    concern = make_concern(by=people.student, now=NOW, danger_now=True)
    receipt = receipts_of(people.student)[0]
    assert (receipt.received_at, receipt.acknowledged_at, receipt.danger_now) == (NOW, None, True)
    acknowledge_concern(concern=concern, by=lead, now=NOW)
    assert receipts_of(people.student)[0].acknowledged_at == NOW
    assert receipts_of(people.teacher) == []


def test_text_goes_along_only_under_its_own_seal(people: Personas) -> None:
    sealed = Seen("a noticing", "Line one\r\nline | two").sealed_for(people.teacher)
    seen = Seen.opened(sealed.replace("\n", "\r\n"), people.teacher)
    assert seen == Seen("a noticing", "Line one\nline | two")
    assert Seen.opened(sealed, people.student) is None
    assert Seen.opened(sealed.replace("one", "six"), people.teacher) is None
    assert Seen.opened("", people.teacher) is None


def test_staff_find_people_by_name_and_students_and_governors_do_not(people: Personas) -> None:
    make_student(school=people.stranger.school, name="Idris Elsewhere")
    today = today_in(people.school)
    assert list(people_named(people.teacher, "idr cos", today)) == [people.student]
    assert not people_named(people.teacher, "i", today)
    for member in (people.student, people.governor):
        assert not people_named(member, "idris", today)
