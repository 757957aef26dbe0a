"""To whom a cell of the grid is open."""

from dataclasses import replace

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.tracking import NOW, make_taught_class
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tracking.cells import AskedCell, Cell, open_cell


def asked_in_maple(people: Personas) -> AskedCell:
    """The student's cell, as the class's teacher asks for it."""
    behaviour = make_behaviour(school=people.school)
    return AskedCell(
        by=people.teacher, term=people.term, on=NOW.date(), class_id=people.maple.pk, student_id=people.student.pk,
        behaviour_id=behaviour.pk,
    )  # fmt: skip


def test_open_cell_is_one_query_and_knows_the_class(people: Personas) -> None:
    asked = asked_in_maple(people)
    other, _students = make_taught_class(teacher=people.teacher, learners=1)
    with CaptureQueriesContext(connection) as queries:
        found = open_cell(asked)
    assert len(queries) == 1
    assert found == Cell(people.school.pk, people.term.pk, asked.behaviour_id, people.student.pk)
    assert open_cell(replace(asked, class_id=other.pk)) is None
    assert open_cell(replace(asked, by=people.teaching_assistant)) is None
