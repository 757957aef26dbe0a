"""One sitting a term, in words."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests.factories.school import make_student, make_term
from tests.factories.tracking import NOW, make_check_in
from tests.factories.vision import FOUNDATION, make_behaviour
from tests.personas import Personas
from tests.tracking.sittings import started
from tracking.checkins import (
    answer_item,
    finish_check_in,
    form_for,
    items_for,
    items_of,
    not_asked,
    start_check_in,
)
from tracking.checkins_whole import submit_check_in
from tracking.models import CheckIn, CheckInAnswer


@pytest.mark.parametrize(
    ("year_group", "form"), [(-1, "A"), (2, "A"), (3, "B"), (6, "B"), (7, "C"), (13, "C"), (None, "B")]
)
def test_form_follows_the_year_group(people: Personas, year_group: int | None, form: str) -> None:
    people.student.year_group = year_group
    assert form_for(people.student) == form


@pytest.mark.parametrize(("form", "count"), [("A", 6), ("B", 12), ("C", 12)])
def test_items_are_three_for_each_behaviour_asked(ready: Personas, form: str, count: int) -> None:
    behaviours = [make_behaviour(school=ready.school, key=key) for key, *_rest in FOUNDATION]
    items = items_for(form, behaviours)
    assert len(items) == len({item.key for item in items}) == count
    assert [item.asks_example for item in items[:3]] == [False, False, form == "C"]


def test_behaviours_without_items_are_left_out_and_named(ready: Personas) -> None:
    behaviour = make_behaviour(school=ready.school)
    behaviour.key = "whistling"
    assert items_for("B", [behaviour]) == []
    assert not_asked([behaviour]) == [behaviour]


def test_start_shuffles_behaviours_not_items_and_resumes(ready: Personas) -> None:
    first = started(ready)
    assert started(ready).pk == first.pk
    assert len(first.order) == 12
    for place in range(0, 12, 3):
        key = first.order[place].partition(".")[0]
        assert first.order[place : place + 3] == [f"{key}.b1", f"{key}.b2", f"{key}.b3"]
    behaviours = list(first.framework.behaviours.all())
    assert [item.key for item in items_of(first, behaviours)] == first.order


def test_sittings_are_eight_weeks_apart(ready: Personas) -> None:
    autumn = make_term(school=ready.school, key="autumn")
    make_check_in(student=ready.student, term=autumn, started_at=NOW - datetime.timedelta(days=55))
    with pytest.raises(ValidationError, match="a few weeks ago"):
        started(ready)
    CheckIn.objects.update(started_at=NOW - datetime.timedelta(days=57))
    assert started(ready).term == ready.term


def test_only_students_check_in_and_only_with_items(people: Personas) -> None:
    with pytest.raises(ValidationError, match="no questions yet"):
        started(people)
    with pytest.raises(ValidationError, match="Only students"):
        start_check_in(student=people.teacher, term=people.term, now=NOW)


def test_answer_replaces_and_no_chance_is_an_answer(ready: Personas) -> None:
    check_in = started(ready)
    answer_item(check_in=check_in, item=check_in.order[0], value=4)
    answer_item(check_in=check_in, item=check_in.order[0], value=None)
    assert CheckInAnswer.objects.get().value is None


@pytest.mark.parametrize(("item", "value"), [("perseverance.b1", 5), ("perseverance.b1", 0), ("other.b1", 2)])
def test_answer_refuses_what_is_not_on_the_form(ready: Personas, item: str, value: int) -> None:
    with pytest.raises(ValidationError):
        answer_item(check_in=started(ready), item=item, value=value)


def test_form_a_has_three_answers(ready: Personas) -> None:
    student = make_student(school=ready.school, year_group=1)
    check_in = start_check_in(student=student, term=ready.term, now=NOW)
    assert (check_in.form, len(check_in.order)) == ("A", 6)
    with pytest.raises(ValidationError, match="one of the answers"):
        answer_item(check_in=check_in, item=check_in.order[0], value=4)


def test_finish_waits_for_every_answer(ready: Personas) -> None:
    check_in = started(ready)
    with pytest.raises(ValidationError, match="no answer yet"):
        finish_check_in(check_in=check_in, now=NOW)
    for item in check_in.order:
        answer_item(check_in=check_in, item=item, value=3)
    assert finish_check_in(check_in=check_in, now=NOW).finished_at == NOW
    assert finish_check_in(check_in=check_in, now=NOW + datetime.timedelta(1)).finished_at == NOW
    with pytest.raises(ValidationError, match="have finished"):
        answer_item(check_in=check_in, item=check_in.order[0], value=1)


def test_start_beside_another_screen_keeps_what_is_finished(ready: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both screens asked whether there was a sitting before either began; one has finished since."""
    begun = started(ready)
    submit_check_in(student=ready.student, term=ready.term, answers=dict.fromkeys(begun.order, 3), examples={}, now=NOW)
    monkeypatch.setattr("tracking.checkins.check_can_start", lambda **_: None)
    again = start_check_in(student=ready.student, term=ready.term, now=NOW + datetime.timedelta(minutes=1))
    assert (again, again.finished_at, again.order) == (begun, NOW, begun.order)
    assert CheckIn.objects.get().finished_at == NOW
