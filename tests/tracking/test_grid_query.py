"""The class grid is read in one question, whoever asks."""

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from school.models import Member, Term
from tests.factories.school import TODAY, make_class, make_student, make_term
from tests.factories.tracking import make_judgement, make_taught_class
from tests.factories.vision import make_behaviour, make_focus, make_framework
from tests.personas import Personas
from tracking.grid import GridRow, Learner
from tracking.grid_query import grid_of, grid_seen_by
from tracking.models import Judgement
from vision.models import Framework


def test_grid_is_one_query_for_any_class(people: Personas) -> None:
    make_framework(school=people.school)
    for size in (1, 3, 30):
        school_class, _students = make_taught_class(teacher=people.teacher, learners=size)
        with CaptureQueriesContext(connection) as queries:
            assert len(grid_of(school_class, people.term, TODAY).rows) == size
        assert len(queries) == 1


def test_row_holds_signs_versions_and_what_is_told_in_the_order_of_the_columns(people: Personas) -> None:
    """Cells are read in any order, and those of other behaviours and terms are none of the grid's."""
    make_framework(school=people.school)
    keys = ("questioning", "collaboration", "perseverance", "revising")
    behaviours = {key: make_focus(term=people.term, key=key).behaviour for key in keys[:3]}
    where = {"student": people.student, "judge": people.teacher}
    for version, key in enumerate(("collaboration", "questioning", "perseverance"), start=9):
        phase = {"collaboration": 4, "questioning": None, "perseverance": 0}[key]
        judgement = make_judgement(behaviour=behaviours[key], phase=phase, version=version, **where)
        if key != "questioning":
            Judgement.objects.filter(pk=judgement.pk).update(context="maths", confidence="high")
        if key == "perseverance":
            Judgement.cells.filter(pk=judgement.pk).update(cleared=True, phase=None)
    make_judgement(behaviour=make_behaviour(school=people.school, key=keys[3]), **where)
    make_judgement(term=make_term(school=people.school, key="autumn"), **where)
    grid = grid_of(people.maple, people.term, TODAY)
    by_key = {behaviour.pk: key for key, behaviour in behaviours.items()}
    assert [by_key[column.pk] for column in grid.columns] == ["perseverance", "questioning", "collaboration"]
    student = Learner(people.student.pk, people.student.sorted_name)
    assert grid.rows == [GridRow(student, "-n4", [11, 10, 9], {2: "maths:high"})]


def test_cell_judged_often_enough_is_closed_unless_it_is_filled(people: Personas) -> None:
    summer = make_term(school=people.school, key="summer")
    second = make_student(school=people.school, school_class=people.maple)
    for student in (people.student, second):
        for term in (make_term(school=people.school, key="autumn"), people.term):
            make_judgement(student=student, judge=people.teacher, term=term)
    make_judgement(student=people.student, judge=people.teacher, term=summer)

    def signs_in(term: Term, on: datetime.date) -> list[str]:
        rows = {row.student.pk: row.signs for row in grid_of(people.maple, term, on).rows}
        return [rows[student.pk][0] for student in (people.student, second)]

    assert signs_in(summer, summer.starts_on) == ["3", "x"]
    assert signs_in(people.term, TODAY) == ["3", "3"]


def test_class_is_seen_by_its_staff_and_by_leaders(people: Personas) -> None:
    other = make_class(school=people.school)

    def seen(member: Member, pk: int) -> bool | None:
        grid = grid_seen_by(member, people.term, TODAY, pk)
        return grid and grid.school_class.taught  # type: ignore[attr-defined, no-any-return]

    assert (seen(people.teacher, people.maple.pk), seen(people.teacher, other.pk)) == (True, None)
    assert (seen(people.head, people.maple.pk), seen(people.head, other.pk)) == (False, False)
    assert seen(people.student, people.maple.pk) is seen(people.governor, people.maple.pk) is None


def test_learner_whose_name_was_removed_is_a_former_student(people: Personas) -> None:
    make_framework(school=people.school)
    Member.objects.filter(pk=people.student.pk).update(family_name="", given_name="", preferred_name="")
    assert [row.student.sorted_name for row in grid_of(people.maple, people.term, TODAY).rows] == ["A former student"]


def test_phases_are_those_of_the_columns_framework(people: Personas) -> None:
    assert grid_of(people.maple, people.term, TODAY).phases == ()
    former = make_framework(school=people.school)
    Framework.objects.filter(pk=former.pk).update(retired_on=TODAY)
    make_framework(school=people.school, version=2).phases.update(meaning="Now")
    phases = grid_of(people.maple, people.term, TODAY).phases
    assert [(phase.number, phase.meaning) for phase in phases] == [(number, "Now") for number in range(6)]
