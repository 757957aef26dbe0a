"""What is not known yet: noted once, due in ten school days, answered once, taken back."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.calendar import forget_calendar
from school.models import Closure
from tests.factories.school import TODAY, make_student
from tests.factories.tracking import make_taught_class
from tests.personas import Personas
from tracking.models import Recheck
from tracking.rechecks import (
    close_recheck,
    closed_rechecks_in,
    due_for,
    note_rechecks,
    open_or_of_today,
    rechecks_in,
    rechecks_of,
    reopen_recheck,
)

DUE = datetime.date(2026, 3, 24)
"""Ten school days after Tuesday 10 March."""


def noted(people: Personas, *, key: uuid.UUID | None = None, on: datetime.date = TODAY) -> Recheck:
    return note_rechecks(
        students=[people.student], school_class=people.maple, text="Halves", by=people.teacher, on=on, client_key=key
    )[0]


def test_it_comes_back_within_ten_school_days(people: Personas) -> None:
    assert noted(people).due_on == DUE
    year, last = people.term.academic_year, TODAY + datetime.timedelta(days=2)
    Closure.objects.create(school=people.school, academic_year=year, kind="inset", starts_on=TODAY, ends_on=last)
    forget_calendar(people.school)
    assert noted(people, on=TODAY - datetime.timedelta(days=1)).due_on == DUE + datetime.timedelta(days=2)


def test_the_same_note_sent_twice_is_one(people: Personas) -> None:
    key = uuid.uuid4()
    assert noted(people, key=key).pk == noted(people, key=key).pk
    assert Recheck.objects.count() == 1


def test_only_staff_of_the_class_and_only_about_its_learners(people: Personas) -> None:
    elsewhere = make_student(school=people.school, name="Wren Vale")
    for by, students in ((people.head, [people.student]), (people.teacher, [elsewhere]), (people.teacher, [])):
        with pytest.raises(ValidationError):
            note_rechecks(students=students, school_class=people.maple, text="Halves", by=by, on=TODAY)


def test_not_yet_begins_the_next_one_once(people: Personas) -> None:
    first = noted(people)
    for _time in range(2):
        close_recheck(recheck=first, outcome="not_yet", by=people.teacher, on=DUE)
    (following,) = rechecks_in(people.maple, DUE)
    assert (following.follows_id, following.text, following.due_on > DUE) == (first.pk, "Halves", True)
    assert [each.pk for each in closed_rechecks_in(people.maple, DUE)] == [first.pk]


def test_an_answer_can_be_taken_back_the_same_day(people: Personas) -> None:
    first = close_recheck(recheck=noted(people), outcome="not_yet", by=people.teacher, on=DUE)
    reopen_recheck(recheck=first, by=people.teacher, on=DUE)
    assert [each.pk for each in rechecks_in(people.maple, DUE)] == [first.pk]
    close_recheck(recheck=first, outcome="known", by=people.teacher, on=DUE)
    with pytest.raises(ValidationError):
        reopen_recheck(recheck=first, by=people.teacher, on=DUE + datetime.timedelta(days=1))


def test_due_ones_are_those_of_ones_own_classes(people: Personas) -> None:
    first = noted(people)
    other, _students = make_taught_class(teacher=people.plc_lead)
    assert other.pk != people.maple.pk
    assert [each.pk for each in due_for(people.teacher, DUE)] == [first.pk]
    assert not due_for(people.teacher, DUE - datetime.timedelta(days=1))
    assert not due_for(people.plc_lead, DUE) and not due_for(people.head, DUE)
    assert [each.pk for each in rechecks_of(people.student)] == [first.pk]
    assert [each.pk for each in open_or_of_today(people.maple, DUE)] == [first.pk]


ACTS = st.lists(st.sampled_from(["known", "not_yet", "dropped", "again"]), max_size=8)


@given(ACTS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_order_of_answers_leaves_one_truth(people: Personas, acts: list[str]) -> None:
    """One open row or one answer at the end of the chain, and each answer at most one that follows."""
    Recheck.objects.all().delete()
    first = noted(people)
    for act in acts:
        if act == "again":
            reopen_recheck(recheck=first, by=people.teacher, on=DUE) if _answered(first) else None
        else:
            close_recheck(recheck=first, outcome=act, by=people.teacher, on=DUE)
    first.refresh_from_db()
    following = Recheck.objects.filter(follows=first).count()
    assert following == (first.outcome == "not_yet")


def _answered(recheck: Recheck) -> bool:
    recheck.refresh_from_db()
    return bool(recheck.outcome)
