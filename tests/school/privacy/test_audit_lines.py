"""The audit's lines of a person's rows, also of rows that are gone."""

from __future__ import annotations

import pytest

from learningculture.tenancy import tenant
from school.models import Change
from school.privacy.audit_lines import earlier_versions, forget_words, rows_ever
from school.privacy.data_map import data_map
from tests.factories.tracking import make_check_in, make_noticing
from tests.personas import Personas

NOTICING = data_map()["tracking.Noticing"]
ANSWER = data_map()["tracking.CheckInAnswer"]


@pytest.fixture
def lines(people: Personas) -> dict[str, str]:
    live = make_noticing(student=people.student, author=people.teacher)
    lost = make_noticing(student=people.student, author=people.teacher, text="Lost words")
    key = str(lost.pk)
    lost.delete()
    make_noticing(student=people.head, author=people.teacher)
    return {"live": str(live.pk), "lost": key}


def test_rows_that_are_gone_are_known_by_the_audit(people: Personas, lines: dict[str, str]) -> None:
    assert rows_ever(NOTICING, [people.student.pk]) == set(lines.values())


def test_rows_two_tables_away_are_known_when_both_are_gone(people: Personas) -> None:
    check_in = make_check_in(student=people.student)
    keys = {str(answer.pk) for answer in check_in.answers.all()}
    check_in.delete()
    assert rows_ever(ANSWER, [people.student.pk]) == keys


def test_forgetting_takes_words_and_the_way_back(people: Personas, lines: dict[str, str]) -> None:
    Change.objects.filter(row_id=lines["lost"])
    with tenant(people.school.pk, purpose="privacy"):
        assert forget_words(NOTICING, set(lines.values())) == 1
    line = Change.objects.get(row_id=lines["lost"], table_name="tracking_noticing", action="delete")
    assert line.before["student_id"] == people.student.pk and "text" not in line.before and line.batch_id is None


def test_earlier_versions_are_of_own_rows_only(people: Personas, lines: dict[str, str]) -> None:
    with tenant(people.school.pk, member_id=people.student.pk, purpose="privacy"):
        assert [line.row_id for line in earlier_versions(people.student.pk)] == [lines["lost"]]
        assert not earlier_versions(people.plc_lead.pk).exists()
