"""One learner from all sides."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.school import TODAY, make_student
from tests.factories.tracking import make_check_in, make_evidence, make_goal, make_judgement, make_noticing
from tests.factories.vision import make_framework
from tests.personas import Personas
from tracking.learner_page import learner_page


def test_sources_stand_side_by_side(people: Personas) -> None:
    make_check_in(student=people.student)
    make_noticing(student=people.student, author=people.teacher, context="pe")
    make_noticing(student=people.student, author=people.teacher, context="maths")
    make_judgement(student=people.student, judge=people.teacher, phase=2)
    side = learner_page(people.student, people.term, TODAY).side_by_side()[0]
    assert [str(said.words) for said in side.said] == ["sometimes", "most times", "nearly every time"]
    assert [said.icon for said in side.said] == ["cloud-sun", "sun", "sparkles"]
    assert side.places == ["Maths", "PE and games"]
    assert side.judged is not None
    assert side.judged.label == "When reminded"


def test_another_childs_records_are_not_there(people: Personas) -> None:
    other = make_student(school=people.school)
    make_check_in(student=other)
    make_noticing(student=other, author=people.teacher)
    make_judgement(student=other, judge=people.teacher)
    make_goal(student=other)
    make_evidence(student=other)
    page = learner_page(people.student, people.term, TODAY)
    assert (page.sittings, page.noticings, page.judgements, page.goals, page.evidence) == ([], [], [], [], [])
    assert (page.sitting, page.goal, page.finished, page.past_goals) == (None, None, [], [])


def test_an_unfinished_check_in_is_not_shown_to_staff(people: Personas) -> None:
    make_check_in(student=people.student, finished=False)
    page = learner_page(people.student, people.term, TODAY)
    assert page.sitting is not None
    assert page.side_by_side()[0].said == []


def test_no_chance_is_said_as_such(people: Personas) -> None:
    make_check_in(student=people.student, answers={"perseverance.b1": None})
    said = learner_page(people.student, people.term, TODAY).finished[0].answers[0]
    assert (said.no_chance, said.icon, str(said.words)) == (True, "moon", "I had no chance to")


def test_queries_do_not_grow_with_records(people: Personas) -> None:
    make_framework(school=people.school)
    counts = []
    for size in (1, 3):
        student = make_student(school=people.school)
        make_check_in(student=student)
        for _ in range(size):
            make_noticing(student=student, author=people.teacher)
            make_evidence(student=student)
        with CaptureQueriesContext(connection) as queries:
            learner_page(student, people.term, TODAY).side_by_side()
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9
