"""Who has begun and finished; what was answered hastily only for many together."""

import datetime

from school.models import Member
from tests.factories.school import TODAY, make_student
from tests.factories.tracking import NOW, make_check_in
from tests.personas import Personas
from tracking.form_time import FEWEST_FINISHED, State, forms_of, progress_by_year, progress_in
from tracking.models import CheckIn

ALIKE = {f"{key}.b{n}": 4 for key in ("perseverance", "questioning") for n in (1, 2, 3)}


def test_each_student_is_in_one_state(people: Personas) -> None:
    at_it, finished = (make_student(school=people.school, school_class=people.maple) for _ in range(2))
    make_check_in(student=at_it, finished=False)
    make_check_in(student=finished)
    states = {each.member.pk: each.state for each in progress_in(people.maple, people.term, TODAY)}
    assert states == {people.student.pk: State.NOT_BEGUN, at_it.pk: State.AT_IT, finished.pk: State.FINISHED}


def test_a_school_answers_the_forms_of_its_ages(people: Personas) -> None:
    assert forms_of(people.school, TODAY) == ["B"]
    make_student(school=people.school, year_group=1)
    make_student(school=people.school, year_group=5)
    assert forms_of(people.school, TODAY) == ["A", "B"]
    Member.objects.filter(school=people.school).update(year_group=None)
    assert forms_of(people.school, TODAY) == ["A", "B", "C"]


def finished_hastily(people: Personas, students: int) -> None:
    for _each in range(students):
        student = make_student(school=people.school, school_class=people.maple, year_group=4)
        make_check_in(student=student, answers=ALIKE)
    CheckIn.objects.update(started_at=NOW, finished_at=NOW + datetime.timedelta(seconds=5))


def test_hasty_sittings_are_counted_for_many_and_never_for_few(people: Personas) -> None:
    finished_hastily(people, FEWEST_FINISHED - 1)
    assert [each.hasty for each in progress_by_year(people.head, people.term, TODAY) if each.finished] == [None]
    finished_hastily(people, 1)
    (year,) = [each for each in progress_by_year(people.head, people.term, TODAY) if each.finished]
    assert (year.year_group, year.finished, year.hasty) == (4, FEWEST_FINISHED, FEWEST_FINISHED)


def test_taking_ones_time_is_not_hasty(people: Personas) -> None:
    finished_hastily(people, FEWEST_FINISHED)
    CheckIn.objects.update(finished_at=NOW + datetime.timedelta(minutes=3))
    assert [each.hasty for each in progress_by_year(people.head, people.term, TODAY) if each.finished] == [0]


def test_year_groups_are_for_leaders(people: Personas) -> None:
    assert progress_by_year(people.teacher, people.term, TODAY) == []
