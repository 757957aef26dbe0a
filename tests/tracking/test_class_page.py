"""What a class page knows."""

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from school.models import SchoolClass
from tests.factories.school import TODAY
from tests.factories.tracking import make_check_in, make_goal, make_judgement, make_noticing, make_taught_class
from tests.factories.vision import make_behaviour, make_focus, make_framework
from tests.personas import Personas
from tracking.class_page import class_page, with_progress
from tracking.models import Noticing


def test_class_page_takes_four_queries_for_any_class(people: Personas) -> None:
    make_framework(school=people.school)
    for size in (1, 3, 30):
        school_class, students = make_taught_class(teacher=people.teacher, learners=size)
        make_goal(student=students[0])
        make_noticing(student=students[0], author=people.teacher)
        with CaptureQueriesContext(connection) as queries:
            assert len(class_page(school_class, people.term, TODAY).learners) == size
        assert len(queries) == 4


def test_those_not_noticed_for_three_weeks_are_named(people: Personas) -> None:
    school_class, (fresh, old, never) = make_taught_class(teacher=people.teacher)
    make_noticing(student=fresh, author=people.teacher, on=TODAY - datetime.timedelta(days=21))
    make_noticing(student=old, author=people.teacher, on=TODAY - datetime.timedelta(days=22))
    page = class_page(school_class, people.term, TODAY)
    assert [row.member for row in page.not_noticed_lately] == [never, old]


def test_counts_only_what_is_whole(people: Personas) -> None:
    make_focus(term=people.term)
    make_focus(term=people.term, key="revising")
    school_class, (whole, half, _none) = make_taught_class(teacher=people.teacher)
    for student, keys in ((whole, ("perseverance", "revising")), (half, ("revising",))):
        for key in keys:
            behaviour = make_behaviour(school=people.school, key=key)
            make_judgement(student=student, judge=people.teacher, behaviour=behaviour, phase=None)
    make_check_in(student=whole)
    make_check_in(student=half, finished=False)
    page = class_page(school_class, people.term, TODAY)
    assert (page.judged, page.checked_in) == (1, 1)
    row = with_progress(SchoolClass.objects.filter(pk=school_class.pk), people.term, page.behaviours, TODAY).get()
    assert (row.learners, row.judged, row.checked_in) == (3, 1, 1)


def test_without_behaviours_nobody_is_judged(people: Personas) -> None:
    row = with_progress(SchoolClass.objects.filter(pk=people.maple.pk), people.term, [], TODAY).get()
    assert (row.learners, row.judged) == (1, 0)
    assert class_page(people.maple, people.term, TODAY).judged == 0


def test_only_what_staff_noticed_counts_as_noticed(people: Personas) -> None:
    note = make_noticing(student=people.student, author=people.student, term=people.term)
    Noticing.objects.filter(pk=note.pk).update(source=Noticing.Source.SELF)
    page = class_page(people.maple, people.term, TODAY)
    assert (page.noticings, page.learners[0].last_noticed) == ([], None)
