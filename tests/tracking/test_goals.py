"""A student's next muscle."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from tests.factories.school import TODAY
from tests.factories.tracking import make_goal
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tracking.goals import choose_goal, review_goal
from tracking.models import Goal


def chosen(people: Personas, **changes: object) -> Goal:
    values = {
        "student": people.student,
        "behaviour": make_behaviour(school=people.school),
        "situation": " When I am stuck in maths ",
        "review_on": TODAY + datetime.timedelta(days=21),
        "term": people.term,
        "on": TODAY,
    }
    with tenant(people.school.pk, member_id=people.student.pk):
        return choose_goal(**{**values, **changes})  # type: ignore[arg-type]


def test_choose_goal_keeps_situation_and_day(people: Personas) -> None:
    goal = Goal.objects.get(pk=chosen(people).pk)
    assert (goal.situation, goal.chosen_on, goal.reviewed_on) == ("When I am stuck in maths", TODAY, None)


def test_one_goal_at_a_time(people: Personas) -> None:
    review_goal(goal=chosen(people), reflection=" I asked myself first. ", on=TODAY)
    chosen(people)
    with pytest.raises(ValidationError, match="goal already"):
        chosen(people)
    assert Goal.objects.get(reviewed_on=TODAY).reflection == "I asked myself first."


@pytest.mark.parametrize("days", [0, -1, 200])
def test_review_day_is_in_the_next_weeks(people: Personas, days: int) -> None:
    with pytest.raises(ValidationError, match="day to look back"):
        chosen(people, review_on=TODAY + datetime.timedelta(days=days))


def test_choose_goal_needs_a_student_and_a_situation(people: Personas) -> None:
    with pytest.raises(ValidationError, match="when you will try it"):
        chosen(people, situation=" ")
    with pytest.raises(ValidationError, match="Only students"):
        chosen(people, student=people.teacher)


def test_review_needs_words_and_happens_once(people: Personas) -> None:
    goal = make_goal(student=people.student)
    with pytest.raises(ValidationError, match="what happened"):
        review_goal(goal=goal, reflection=" ", on=TODAY)
    review_goal(goal=goal, reflection="It worked.", on=TODAY)
    with pytest.raises(ValidationError, match="already"):
        review_goal(goal=goal, reflection="Again.", on=TODAY)
