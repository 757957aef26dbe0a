"""One learner from all sides."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.school import TODAY, make_student
from tests.factories.tracking import make_check_in, make_evidence, make_goal, make_judgement, make_noticing
from tests.factories.vision import make_focus, make_framework
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.learner_page import learner_page, sides_of
from vision.behaviours import begin_new_version, declare_focus
from vision.crosswalk import map_behaviours
from vision.models import Framework


def test_sources_stand_side_by_side(people: Personas) -> None:
    make_check_in(student=people.student)
    make_noticing(student=people.student, author=people.teacher, context="pe")
    make_noticing(student=people.student, author=people.teacher, context="maths")
    make_judgement(student=people.student, judge=people.teacher, phase=2)
    side = sides_of(learner_page(people.student, people.term, TODAY))[0]
    assert [str(said.words) for said in side.said] == ["sometimes", "most times", "nearly every time"]
    assert [said.icon for said in side.said] == ["cloud-sun", "sun", "sparkles"]
    assert side.frequency is not None and side.frequency.places == ["Maths", "PE and games"]
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
    assert sides_of(page)[0].said == []


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
            sides_of(learner_page(student, people.term, TODAY))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9


def test_other_words_that_mean_the_same_are_together_with_a_visible_break(people: Personas) -> None:
    make_focus(term=people.term)
    make_check_in(student=people.student)
    make_noticing(student=people.student, author=people.teacher)
    make_judgement(student=people.student, judge=people.teacher, phase=2)
    old = Framework.objects.get(school=people.school)
    new = begin_new_version(framework=old, by=people.head, on=TODAY)
    declare_focus(term=people.term, behaviours=list(new.behaviours.all()[:2]), by=people.head, on=TODAY)
    side, other = sides_of(learner_page(people.student, people.term, TODAY))
    assert (side.broken, len(side.said), len(side.noticings), side.judged) == (True, 3, 1, None)
    assert (other.broken, other.said, other.noticings) == (False, [], [])
    page = client_for(people.teacher).get(address(people, "learner", people.student.pk)).text
    assert page.count("other words that mean the same") == 1 and "This term: once (Maths)." in page
    map_behaviours(
        older=old.behaviours.get(key="perseverance"), newer=side.behaviour, strength="overlaps", by=people.head
    )
    assert sides_of(learner_page(people.student, people.term, TODAY))[0].noticings == []
