"""Many counts, one statement."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from school.models import Member
from school.privacy.counting import count_together
from tests.factories.tracking import make_noticing
from tests.personas import Personas
from tracking.models import Goal, Noticing


def test_counts_come_in_order_by_one_statement(people: Personas) -> None:
    for _ in range(3):
        make_noticing(student=people.student, author=people.teacher)
    mine = Noticing.objects.filter(student=people.student)
    asked = [mine, Goal.objects.all(), mine.none(), Member.objects.filter(school=people.school), mine.distinct()]
    with CaptureQueriesContext(connection) as queries:
        assert count_together(asked) == [3, 0, 0, 7, 3]
    assert len(queries) == 1


def test_nothing_to_count_asks_nothing(people: Personas) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert count_together([Goal.objects.none()]) == [0] and count_together([]) == []
    assert len(queries) == 0
