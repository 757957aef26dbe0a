"""Who sees which class and learner, and what a term judges."""

import pytest

from school.models import Enrolment
from tests.factories.school import TODAY, enrol, make_class
from tests.factories.tracking import make_taught_class
from tests.factories.vision import make_focus, make_framework
from tests.personas import Personas
from tracking.queries import (
    behaviours_judged_in,
    class_to_go_back_to,
    classes_visible_to,
    learners_judged_by,
    learners_visible_to,
    speaks_early,
)


def test_class_staff_see_their_classes_and_leaders_all(people: Personas) -> None:
    other = make_class(school=people.school, teacher=people.plc_lead)
    enrol(people.teaching_assistant, people.maple, role=Enrolment.Role.ASSISTANT)
    seen = {role: set(classes_visible_to(member, people.term)) for role, member in people.members().items()}
    assert seen == {
        "head": {people.maple, other},
        "teacher": {people.maple},
        "teaching_assistant": {people.maple},
        "plc_lead": {other},
        "student": set(),
        "governor": set(),
        "administrator": set(),
    }


def test_learners_are_those_of_visible_classes_and_students_see_themselves(people: Personas) -> None:
    _class, students = make_taught_class(teacher=people.plc_lead, learners=1)
    seen = {role: set(learners_visible_to(member, people.term)) for role, member in people.members().items()}
    assert seen["head"] == {people.student, *students}
    assert seen["teacher"] == {people.student}
    assert seen["plc_lead"] == set(students)
    assert seen["student"] == {people.student}
    assert seen["governor"] == seen["administrator"] == set()


def test_those_who_left_the_class_see_it_no_more(people: Personas) -> None:
    Enrolment.objects.filter(member=people.teacher).update(ends_on=TODAY)
    assert not classes_visible_to(people.teacher, people.term, TODAY).exists()
    assert not learners_judged_by(people.teacher, TODAY).exists()


def test_a_place_that_ends_with_the_year_counts_until_then(people: Personas) -> None:
    Enrolment.objects.filter(member=people.teacher).update(ends_on=people.term.academic_year.ends_on)
    assert classes_visible_to(people.teacher, people.term).get() == people.maple


def test_term_judges_its_focus_else_the_first_four(people: Personas) -> None:
    framework = make_framework(school=people.school)
    assert list(behaviours_judged_in(people.term)) == list(framework.behaviours.all()[:4])
    make_focus(term=people.term, key="revising")
    make_focus(term=people.term, key="questioning")
    assert [behaviour.key for behaviour in behaviours_judged_in(people.term)] == ["questioning", "revising"]


@pytest.mark.parametrize(
    ("years", "early"), [([0, 1], True), ([2], True), ([2, 3], False), ([], False), ([None], False)]
)
def test_early_words_are_for_the_youngest(years: list[int | None], early: bool) -> None:
    assert speaks_early(years) is early


def test_way_back_leads_to_the_class_one_shares_with_a_learner(people: Personas) -> None:
    back = {
        role: class_to_go_back_to(who, people.student, people.term, TODAY) for role, who in people.members().items()
    }
    assert {role for role, found in back.items() if found == people.maple} == {"head", "teacher"}
    assert {found for role, found in back.items() if role not in ("head", "teacher")} == {None}
