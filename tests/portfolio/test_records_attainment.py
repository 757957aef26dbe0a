"""Attainment beside what was said and judged."""

from portfolio.records.attainment import judged_of, results_of, said_of, year_groups_of
from tests.factories.tracking import NOW, make_judgement
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tests.tracking.attainment.tables import BY_NAME, table_of
from tracking.attainment.imports import bring_attainment


def test_each_source_by_student(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    make_judgement(student=people.student, judge=people.teacher, behaviour=behaviour, term=people.term, phase=4)
    bring_attainment(table=table_of("Idris,Costa,101"), told=BY_NAME, term=people.term, by=people.head, now=NOW)
    assert results_of(people.term) == {("Reading", "Spring test"): {people.student.pk: 101.0}}
    assert year_groups_of(people.term) == {people.student.pk: people.student.year_group}
    assert judged_of(people.term, behaviour.key) == {people.student.pk: 4}
    assert said_of(people.term, behaviour.key) == {}
