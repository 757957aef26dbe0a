"""Input of the grid, cleaned."""

import pytest

from tests.factories.school import TODAY
from tests.factories.tracking import make_judgement
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tracking.forms_grid import CellForm, ColumnForm
from tracking.grid_query import grid_of


@pytest.mark.parametrize(("phase", "clears", "chosen"), [("0", False, 0), ("5", False, 5), ("n", False, None)])
def test_cell_reads_phase(phase: str, clears: bool, chosen: int | None) -> None:
    form = CellForm({"student": 1, "behaviour": 1, "phase": phase, "version": 0})
    assert form.is_valid()
    assert (form.clears, form.chosen) == (clears, chosen)


def test_column_names_only_changes(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    make_judgement(student=people.student, judge=people.teacher, behaviour=behaviour, phase=3, version=4)
    grid, pk = grid_of(people.maple, people.term, TODAY), people.student.pk
    same = ColumnForm(grid, behaviour.pk, {f"phase_{pk}": "3", f"seen_{pk}": "4"})
    other = ColumnForm(grid, behaviour.pk, {f"phase_{pk}": "n", f"seen_{pk}": "4"})
    assert same.is_valid() and other.is_valid()
    assert (same.changed(), other.changed(), other.seen()) == ({}, {pk: None}, {pk: 4})
