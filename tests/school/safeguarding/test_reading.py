"""What a lead sees."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from school.queries import today_in
from school.safeguarding.reading import concern_for, concerns_waiting, shelf_of
from school.safeguarding.steps import add_step
from tests.factories.care import NOW, make_concern, make_lead
from tests.personas import Personas

pytestmark = pytest.mark.django_db
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "SELECT set_config", "SELECT current_setting")


def queries(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len([one for one in captured.captured_queries if not one["sql"].startswith(BOOKKEEPING)])


def test_shelf_has_the_oldest_waiting_first(people: Personas) -> None:
    lead, today = make_lead(school=people.school), today_in(people.school)
    old, new = (make_concern(by=people.teacher, now=NOW + datetime.timedelta(hours=h)) for h in (0, 1))
    held, done = (make_concern(by=people.teacher, now=NOW) for _ in range(2))
    add_step(concern=held, kind="note", text="Seen", by=lead, now=NOW)
    add_step(concern=done, kind="closed", text="Done", by=lead, now=NOW)
    shelf = shelf_of(lead, today)
    parts = [[view.concern.pk for view in part] for part in (shelf.waiting, shelf.in_hand, shelf.closed)]
    assert parts == [[old.pk, new.pk], [held.pk], [done.pk]]
    waiting = concerns_waiting(lead, today)
    assert (waiting.count, waiting.since) == (2, NOW)


def test_bell_costs_one_query_and_the_shelf_two_whatever_their_number(people: Personas) -> None:
    lead, today = make_lead(school=people.school), today_in(people.school)
    for _ in range(2):
        make_concern(by=people.teacher)
        assert queries(lambda: concerns_waiting(lead, today)) == 1
        assert queries(lambda: shelf_of(lead, today)) == 2


def test_concern_of_others_is_none(people: Personas) -> None:
    lead, today = make_lead(school=people.school), today_in(people.school)
    concern = make_concern(by=people.teacher, subject=people.student)
    view = concern_for(lead, concern.pk, today)
    assert view and view.whom == "Idris Costa"
    stranger = make_lead(school=people.stranger.school)
    for member in (people.head, people.teacher, stranger):
        assert concern_for(member, concern.pk, today) is None
