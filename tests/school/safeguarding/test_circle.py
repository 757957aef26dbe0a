"""Who reads which concern; and that the lists and the mails agree about it."""

from __future__ import annotations

import datetime

import pytest

from school.models import Concern, Member, Role
from school.queries import today_in
from school.safeguarding.circle import concerns_for, open_concerns, readers_of, route_of, waiting_for
from school.safeguarding.telling import escalate_concern
from tests.factories.care import NOW, make_concern, make_lead
from tests.factories.school import make_member
from tests.personas import Personas

pytestmark = pytest.mark.django_db
About = Concern.About


def who_reads(people: Personas, concern: Concern, *more: Member) -> set[str]:
    """By the lists that each person opens."""
    everyone = [*people.members().values(), *more]
    with open_concerns(people.school.pk):
        return {
            member.display_name
            for member in everyone
            if concerns_for(member, today_in(people.school)).filter(pk=concern.pk).exists()
        }


def told(people: Personas, concern: Concern, *, escalated: bool = False) -> set[str]:
    """By the mails that go out."""
    today = today_in(people.school)
    readers = readers_of(people.school, concern.about, concern.subject, today, escalated=escalated)
    return {reader.display_name for reader in readers}


HEAD, LEAD, DEPUTY = "Helen Bellamy", "Nadia Adeyemi", "Dele Deputy"


@pytest.mark.parametrize(
    ("about", "subject", "readers"),
    [
        ("child", None, {LEAD, DEPUTY}),
        ("child", "student", {LEAD, DEPUTY}),
        ("not_sure", None, {LEAD, DEPUTY}),
        ("adult", None, {HEAD, LEAD, DEPUTY}),
        ("adult", "teacher", {HEAD, LEAD, DEPUTY}),
        ("adult", "lead", {HEAD, DEPUTY}),
        ("child", "lead", {HEAD, DEPUTY}),
        ("lead", None, {HEAD}),
        ("head", None, {LEAD, DEPUTY}),
        ("adult", "head", {LEAD, DEPUTY}),
        ("not_sure", "head", {LEAD, DEPUTY}),
    ],
)
def test_readers_follow_whom_it_is_about(people: Personas, about: str, subject: str | None, readers: set[str]) -> None:
    lead, deputy = make_lead(school=people.school), make_lead(school=people.school, name=DEPUTY)
    whom = {"lead": lead, None: None}.get(subject) if subject in ("lead", None) else getattr(people, subject)
    concern = make_concern(by=people.plc_lead, about=about, subject=whom)
    assert who_reads(people, concern, lead, deputy) == readers
    assert told(people, concern) == readers


def test_without_a_lead_the_head_reads_and_nobody_else(people: Personas) -> None:
    concern = make_concern(by=people.teacher)
    assert who_reads(people, concern) == told(people, concern) == {HEAD}


def test_lead_who_cannot_sign_in_is_no_lead(people: Personas) -> None:
    make_member(school=people.school, roles=(Role.SAFEGUARDING_LEAD,))
    concern = make_concern(by=people.teacher)
    assert who_reads(people, concern) == told(people, concern) == {HEAD}


def test_lead_who_left_reads_nothing(people: Personas) -> None:
    left = make_lead(school=people.school, left_on=datetime.date(2026, 1, 1))
    concern = make_concern(by=people.teacher)
    assert told(people, concern) == {HEAD}
    assert left.display_name not in told(people, concern)


def test_head_who_is_also_lead_never_reads_about_the_head(people: Personas) -> None:
    Member.objects.filter(pk=people.head.pk).update(roles=[Role.HEAD, Role.SAFEGUARDING_LEAD])
    people.head.refresh_from_db()
    lead = make_lead(school=people.school)
    concern = make_concern(by=people.teacher, about="head")
    assert who_reads(people, concern, lead) == told(people, concern) == {LEAD}


def test_an_hours_silence_brings_the_head_in_but_never_about_the_head(people: Personas) -> None:
    lead = make_lead(school=people.school)
    child = make_concern(by=people.teacher, now=NOW)
    about_head = make_concern(by=people.teacher, about="head", now=NOW)
    for concern in (child, about_head):
        escalate_concern(school_id=people.school.pk, concern_id=concern.pk, now=NOW)
    assert who_reads(people, child, lead) == told(people, child, escalated=True) == {HEAD, LEAD}
    assert who_reads(people, about_head, lead) == told(people, about_head, escalated=True) == {LEAD}


def test_whom_was_picked_corrects_what_it_is_about(people: Personas) -> None:
    assert route_of("adult", people.head) == About.HEAD
    assert route_of("adult", people.student) == About.CHILD
    assert route_of("child", people.teacher) == About.ADULT
    assert route_of("lead", people.teacher) == About.LEAD
    assert route_of("not_sure", None) == About.NOT_SURE


def test_outside_the_door_the_queries_find_nothing(people: Personas) -> None:
    from learningculture.tenancy import tenant

    lead = make_lead(school=people.school)
    make_concern(by=people.teacher)
    with tenant(people.school.pk, member_id=lead.pk):
        assert not waiting_for(lead, today_in(people.school)).exists()
