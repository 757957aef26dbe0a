"""What a judgement writes: once where the cell is open, and nothing where it is not."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learningculture.tenancy import tenant
from tests.factories.school import make_student
from tests.factories.tracking import NOW, make_taught_class
from tests.factories.vision import make_focus
from tests.personas import Personas
from tests.tracking.test_cells import asked_in_maple
from tracking.cells import AskedCell
from tracking.models import Judgement
from tracking.ratings_saved import Saved, save_open_cell


def saved(asked: AskedCell, phase: int | None = 3, seen: int = 0) -> Saved | None:
    values = {"context": "", "confidence": "medium", "judge": asked.by.pk, "now": NOW, "checked": True, "own": False}
    with tenant(asked.by.school_id, member_id=asked.by.pk):
        return save_open_cell(asked, phase, seen, values)


def test_looks_and_saves_in_one_statement(people: Personas) -> None:
    asked = asked_in_maple(people)
    with CaptureQueriesContext(connection) as queries:
        first = saved(asked)
    assert len([query for query in queries if "tracking_judgement" in query["sql"]]) == 1
    assert len([query for query in queries if "school_enrolment" in query["sql"]]) == 1
    kept = Judgement.objects.get()
    assert first == (kept.pk, people.student.pk, 1)
    again = saved(replace(asked, by=people.head), None, 1)
    assert again == (kept.pk, people.student.pk, 2)
    assert saved(asked, 3, 1) is None


@pytest.mark.parametrize("who", ["teaching_assistant", "plc_lead", "governor", "student"])
def test_nobody_else_saves(people: Personas, who: str) -> None:
    assert saved(replace(asked_in_maple(people), by=getattr(people, who))) is None
    assert not Judgement.objects.exists()


def test_nothing_is_saved_outside_class_and_focus(people: Personas) -> None:
    asked = asked_in_maple(people)
    other, _students = make_taught_class(teacher=people.teacher, learners=1)
    stranger = make_student(school=people.school)
    focus = make_focus(term=people.term, key="questioning").behaviour_id
    for change in ({"class_id": other.pk}, {"student_id": stranger.pk}, {"student_id": people.teacher.pk}, {}):
        assert saved(replace(asked, **{"behaviour_id": focus, **change} if change else {})) is None
    assert not Judgement.objects.exists()
    assert saved(replace(asked, behaviour_id=focus))
