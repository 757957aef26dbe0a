"""What tracking asks, and what is new."""

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from school.models import SchoolClass
from tests.factories.school import TODAY, make_class
from tests.factories.tracking import (
    make_check_in,
    make_evidence,
    make_goal,
    make_judgement,
    make_noticing,
    make_taught_class,
)
from tests.factories.vision import make_behaviour, make_focus
from tests.personas import Personas
from tracking.asks import asks_for, news_for
from tracking.evidence import ask_reader, confirm_evidence
from tracking.models import Noticing


def texts(people: Personas, who: str) -> list[tuple[str, str]]:
    member = getattr(people, who)
    with CaptureQueriesContext(connection) as queries:
        asks = asks_for(member, people.term, TODAY)
    assert len(queries) <= 4
    assert all(ask.url.startswith("/s/harbour-lane/") for ask in asks)
    return [(str(ask.what), str(ask.detail)) for ask in asks]


def test_teacher_is_asked_to_judge_and_to_notice(people: Personas) -> None:
    make_focus(term=people.term)
    assert texts(people, "teacher") == [
        ("Judge Maple on this term's behaviours", "1 learner"),
        ("Notice Idris", "Not noticed for three weeks"),
    ]


def test_teacher_is_asked_nothing_once_done(people: Personas) -> None:
    make_focus(term=people.term)
    make_judgement(student=people.student, judge=people.teacher)
    make_noticing(student=people.student, author=people.teacher)
    assert texts(people, "teacher") == []


def test_tutor_is_asked_to_judge_the_tutor_group_only(people: Personas) -> None:
    make_focus(term=people.term)
    school_class, _students = make_taught_class(teacher=people.teacher)
    SchoolClass.objects.filter(pk=school_class.pk).update(kind="teaching")
    assert [what for what, _detail in texts(people, "teacher") if what.startswith("Judge")] == [
        "Judge Maple on this term's behaviours"
    ]


def test_nothing_is_asked_before_behaviours_are_chosen(people: Personas) -> None:
    assert texts(people, "teacher") == texts(people, "head") == texts(people, "governor") == []


def test_student_is_asked_to_check_in_and_to_choose(people: Personas) -> None:
    make_behaviour(school=people.school)
    assert [what for what, _detail in texts(people, "student")] == [
        "How is your learning going?",
        "Choose what to try next",
    ]


def test_student_with_goal_due_is_asked_to_look_back(people: Personas) -> None:
    make_check_in(student=people.student)
    make_goal(student=people.student, chosen_on=TODAY - datetime.timedelta(days=21), review_on=TODAY)
    assert texts(people, "student") == [("Look back at your goal", "When I am stuck in maths")]


def test_news_is_what_others_noticed(people: Personas) -> None:
    make_noticing(student=people.student, author=people.head, text="Asked why twice.")
    make_noticing(student=people.student, author=people.teacher, text="Old.", on=TODAY - datetime.timedelta(days=20))
    assert [str(news.text) for news in news_for(people.teacher, people.term, TODAY)] == [
        "Idris Costa: Asked why twice."
    ]
    assert [str(news.text) for news in news_for(people.student, people.term, TODAY)] == [
        "Helen Bellamy noticed: Asked why twice."
    ]
    make_class(school=people.school, teacher=people.plc_lead)
    assert news_for(people.plc_lead, people.term, TODAY) == news_for(people.governor, people.term, TODAY) == []


def test_minutes_to_judge_are_those_of_the_grid(people: Personas) -> None:
    _class, students = make_taught_class(teacher=people.plc_lead, learners=18)
    focuses = [make_focus(term=people.term, key=key) for key in ("perseverance", "questioning")]
    asked = []
    for student in (None, *students[:12]):
        if student:
            make_judgement(student=student, judge=people.plc_lead, behaviour=focuses[0].behaviour)
        asked.append(asks_for(people.plc_lead, people.term, TODAY)[0])
    assert [(ask.minutes, str(ask.action)) for ask in (asked[0], asked[12])] == [(3, "Open the grid"), (2, "Carry on")]


def test_only_what_staff_noticed_quietens_the_ask(people: Personas) -> None:
    make_focus(term=people.term)
    note = make_noticing(student=people.student, author=people.student)
    Noticing.objects.filter(pk=note.pk).update(source=Noticing.Source.SELF)
    assert ("Notice Idris", "Not noticed for three weeks") in texts(people, "teacher")
    assert news_for(people.teacher, people.term, TODAY) == news_for(people.student, people.term, TODAY) == []


def test_the_chosen_muscle_is_what_staff_are_asked_to_notice(people: Personas) -> None:
    make_focus(term=people.term)
    muscle = make_goal(student=people.student).behaviour.label
    assert ("Notice Idris", f"Not noticed for three weeks. Idris is trying: {muscle}") in texts(people, "teacher")


def test_a_second_reader_is_asked_on_today_until_somebody_confirmed(people: Personas) -> None:
    make_focus(term=people.term)
    evidence = make_evidence(student=people.student)
    ask_reader(evidence=evidence, reader=people.teacher, by=people.student, term=people.term, on=TODAY)
    wanted = ("Read what Idris is proud of", evidence.title)
    assert wanted in texts(people, "teacher") and wanted not in texts(people, "head")
    confirm_evidence(evidence=evidence, by=people.teacher, on=TODAY)
    assert wanted not in texts(people, "teacher")
