"""The class grid is written out compactly, in words."""

import pytest

from tests.factories.school import TODAY, make_class, make_student
from tests.factories.tracking import make_judgement, make_taught_class
from tests.factories.vision import make_behaviour, make_framework
from tests.personas import Personas
from tracking.grid import _shortly, rows_html
from tracking.grid_query import grid_of
from tracking.grid_words import words_of


def test_rows_say_phases_versions_and_words(people: Personas) -> None:
    for key, phase in (("perseverance", 3), ("questioning", None), ("collaboration", 0)):
        behaviour = make_behaviour(school=people.school, key=key)
        make_judgement(student=people.student, judge=people.teacher, behaviour=behaviour, phase=phase, version=2)
    grid = grid_of(people.maple, people.term, TODAY)
    assert rows_html(grid) == (
        f"<tr data-s={people.student.pk} data-p=3n0- data-v=.2220><th scope=row>Costa, Idris"
        "<td>By choice<td class=none>Not looked for<td>Not seen yet<td class=blank>·"
    )
    assert (grid.judged, grid.minutes_left) == (0, 1)


def test_names_are_escaped(people: Personas) -> None:
    make_framework(school=people.school)
    school_class = make_class(school=people.school)
    make_student(school=people.school, name="<b> O'Neill", school_class=school_class)
    assert "&lt;b&gt;" in rows_html(grid_of(school_class, people.term, TODAY))


def test_the_youngest_have_three_words(people: Personas) -> None:
    framework = make_framework(school=people.school)
    framework.phases.filter(number__gte=3).update(early_label="On my own")
    school_class, students = make_taught_class(teacher=people.teacher, learners=1, year_group=1)
    make_judgement(student=students[0], judge=people.teacher, phase=5)
    grid = grid_of(school_class, people.term, TODAY)
    assert "<td>On my own" in rows_html(grid)
    assert [choice.number for choice in words_of(grid, people.school, people.term).choices] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("versions", "written"), [([2, 2], "2"), ([0], "0"), ([1, 0, 9], ".109"), ([1, 10, 2], "1,10,2")]
)
def test_versions_of_a_row_are_written_shortly(versions: list[int], written: str) -> None:
    assert _shortly(versions) == written
