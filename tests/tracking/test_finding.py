"""Two letters are enough to find a learner."""

from school.models import Member
from tests.factories.school import TODAY, make_student
from tests.factories.tracking import make_goal, make_taught_class
from tests.personas import Personas
from tracking.finding import MOST_FOUND, Found, learners_to_choose, names_to_notice


def found(people: Personas, by: Member, **given: object) -> Found:
    return learners_to_choose(by, people.term, TODAY, **given)  # type: ignore[arg-type]


def test_a_small_class_is_listed_without_typing(people: Personas) -> None:
    assert found(people, people.teacher).learners == [people.student]


def test_many_are_found_by_letters_of_any_name(people: Personas) -> None:
    make_taught_class(teacher=people.teacher, learners=45)
    assert (found(people, people.teacher).learners, found(people, people.teacher).more) == ([], True)
    assert found(people, people.teacher, words="co").learners == [people.student]
    assert found(people, people.teacher, words="idr co").learners == [people.student]
    assert found(people, people.teacher, words="i").learners == []
    assert len(found(people, people.teacher, words="person").learners) == MOST_FOUND


def test_those_ticked_stay_and_class_narrows(people: Personas) -> None:
    other, students = make_taught_class(teacher=people.teacher, learners=2)
    ticked = [str(people.student.pk), "nonsense"]
    result = found(people, people.teacher, class_id=str(other.pk), chosen=ticked)
    assert result.learners == [people.student, *students]
    assert result.chosen == {people.student.pk}


def test_number_longer_than_any_key_is_nobodys(people: Personas) -> None:
    result = found(people, people.teacher, class_id="9" * 5_000, chosen=["9" * 19, "9" * 5_000])
    assert (result.learners, result.chosen) == ([people.student], set())


def test_learners_of_others_are_never_found(people: Personas) -> None:
    hidden = make_student(school=people.school, name="Idris Other")
    result = found(people, people.teacher, words="idris", chosen=[str(hidden.pk)])
    assert result.learners == [people.student]


def test_names_to_notice_are_short_and_of_own_classes(people: Personas) -> None:
    goal = make_goal(student=people.student)
    make_student(school=people.school, name="Nobody Ofmine")
    found = names_to_notice(people.teacher, people.term, TODAY)
    assert found["learners"] == [{"id": people.student.pk, "name": "Idris C.", "trying": goal.behaviour_id}]
    assert goal.behaviour_id in {each["id"] for each in found["behaviours"]}
    assert names_to_notice(people.head, people.term, TODAY)["learners"] == []
