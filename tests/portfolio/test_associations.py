"""The findings: from records to a figure with its interval, or the reason why there is none."""

import pytest

from portfolio.associations import associated, findings_of
from tests.factories.school import make_student
from tests.factories.tracking import NOW, make_judgement
from tests.factories.vision import make_behaviour, make_focus
from tests.personas import Personas
from tests.tracking.attainment.tables import BY_NAME, table_of
from tracking.attainment.imports import bring_attainment


def brought_in(people: Personas, students: int) -> None:
    """Each student's result rises with the judgement, but for every third."""
    behaviour = make_behaviour(school=people.school)
    make_focus(term=people.term, key=behaviour.key)
    lines = []
    for n in range(students):
        student = make_student(school=people.school, name=f"Kit N{n}", school_class=people.maple)
        make_judgement(student=student, judge=people.teacher, behaviour=behaviour, term=people.term, phase=n % 5)
        lines.append(f"Kit,N{n},{100 + (n % 5 if n % 3 else 2)}")
    bring_attainment(table=table_of(*lines), told=BY_NAME, term=people.term, by=people.head, now=NOW)


def test_teachers_and_students_stand_apart_and_missing_is_said(people: Personas) -> None:
    brought_in(people, 45)
    by_source = {finding["source"]: finding for finding in findings_of(people.term)}
    teacher = by_source["teacher"]
    assert (teacher["n"], teacher["eligible"], teacher["subject"]) == (45, 45, "Reading")
    assert 0 < teacher["low"] < teacher["rho"] < teacher["high"] < 1
    assert by_source["self"]["withheld"] == "Withheld: fewer than 30 students with both."
    assert "rho" not in by_source["self"]


def test_findings_are_the_same_again(people: Personas) -> None:
    brought_in(people, 31)
    assert findings_of(people.term) == findings_of(people.term)


@pytest.mark.parametrize("students", [0, 1, 29])
def test_no_figure_leaves_below_thirty(students: int) -> None:
    values = {n: float(n) for n in range(students)}
    assert set(associated(values, values, {})) == {"withheld"}


def test_constant_judgements_have_no_association() -> None:
    values = {n: float(n) for n in range(40)}
    assert "the same" in associated(values, dict.fromkeys(values, 3.0), {})["withheld"]
