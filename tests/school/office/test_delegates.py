"""A deputy acts for a while, in what was lent, and no further."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learningculture.tenancy import tenant
from school.access import LENT, Permission, may
from school.models import Delegation, Member, User
from school.models.delegates import Area
from school.office.delegates import lend, lendable, take_back
from school.queries import memberships_of, today_in
from tests.factories.office import DAY, make_delegation
from tests.factories.sign_in import make_second_step
from tests.personas import Personas, client_for

BOARD = "/s/harbour-lane/portfolio/"


@pytest.fixture(autouse=True)
def _everybody_has_a_second_step(people: Personas) -> None:
    for member in (people.plc_lead, people.teacher):
        make_second_step(user=member.user)


def status(member: Member, path: str = BOARD) -> int:
    return client_for(User.objects.get(pk=member.user_id)).get(path).status_code


def lent(people: Personas, **more: Any) -> Delegation:
    today = today_in(people.school)
    given = {
        "principal": people.head,
        "deputy": people.plc_lead,
        "areas": [Area.DASHBOARDS],
        "by": people.head,
        "starts_on": today,
        "ends_on": today + 3 * DAY,
        "today": today,
    }
    return lend(**{**given, **more})


def test_deputy_reads_what_was_lent_and_no_more(people: Personas) -> None:
    assert status(people.plc_lead) == 403
    lent(people)
    assert [status(people.plc_lead, path) for path in (BOARD, "/s/harbour-lane/school/office/")] == [200, 403]
    assert status(people.teacher) == 403


def test_it_begins_and_ends_by_itself_and_at_once(people: Personas) -> None:
    today = today_in(people.school)
    early = make_delegation(principal=people.head, deputy=people.plc_lead, starts_on=today + DAY)
    over = make_delegation(principal=people.head, deputy=people.teacher, starts_on=today - 2 * DAY, ends_on=today - DAY)
    assert [status(one.deputy) for one in (early, over)] == [403, 403]
    now = lent(people)
    assert status(people.plc_lead) == 200
    take_back(delegation=now, by=people.plc_lead, now=timezone.now())
    assert status(people.plc_lead) == 403


@pytest.mark.parametrize("change", [{"roles": ["teacher"]}, {"left_on": datetime.date(2026, 1, 1)}])
def test_who_loses_a_role_or_leaves_lends_nothing(people: Personas, change: dict[str, Any]) -> None:
    lent(people)
    Member.objects.filter(pk=people.head.pk).update(**change)
    assert status(people.plc_lead) == 403


def test_page_costs_no_query_more(people: Personas) -> None:
    counts = []
    for _number in range(2):
        with CaptureQueriesContext(connection) as asked:
            client_for(User.objects.get(pk=people.plc_lead.user_id)).get("/s/harbour-lane/enquiry/")
        counts.append(len(asked))
        make_delegation(principal=people.head, deputy=people.plc_lead)
    assert counts[0] == counts[1]


def test_nothing_private_is_ever_lent() -> None:
    given = frozenset[Permission]().union(*LENT.values())
    never = ("own_learning", "read_concerns", "manage_members", "manage_privacy", "let_support_in", "answer_pulse")
    assert not given & {Permission(name) for name in (*never, "visit", "lend", "enquire")}
    assert set(LENT) == set(Area)


def test_only_own_areas_by_oneself_to_a_colleague_here(people: Personas) -> None:
    assert lendable(people.administrator) == [Area.OFFICE]
    today = today_in(people.school)
    for wrong in (
        {"by": people.administrator},
        {"principal": people.administrator, "by": people.administrator},
        {"deputy": people.student},
        {"deputy": people.governor},
        {"deputy": people.head},
        {"deputy": people.stranger},
        {"areas": []},
        {"ends_on": today - DAY},
        {"ends_on": today + 200 * DAY},
    ):
        with pytest.raises(ValidationError):
            lent(people, **wrong)


def test_said_twice_is_said_once_and_others_cannot_end_it(people: Personas) -> None:
    assert lent(people) == lent(people)
    with pytest.raises(ValidationError, match="Only the two"):
        take_back(delegation=Delegation.objects.get(), by=people.teacher, now=timezone.now())


def test_borrowed_permission_is_not_lent_on(people: Personas) -> None:
    lent(people)
    deputy = memberships_of(people.plc_lead.user).get()
    assert may(deputy, Permission.READ_PORTFOLIO) and not may(deputy, Permission.LEND)


def test_database_shows_outside_a_school_only_whom_one_acts_for(people: Personas) -> None:
    lent(people)
    with tenant(None, user_id=people.plc_lead.user_id):
        assert set(Member.objects.all()) == {people.plc_lead, people.head}
    with tenant(None, user_id=people.teacher.user_id):
        assert (set(Member.objects.all()), Delegation.objects.count()) == ({people.teacher}, 0)


def test_who_acts_for_somebody_takes_a_second_step(people: Personas) -> None:
    lent(people)
    Authenticator.objects.filter(user=people.plc_lead.user).delete()
    assert status(people.plc_lead) == 302
