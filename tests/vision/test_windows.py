"""Times in which leaders ask, and the one rule by which they owe an answer."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from school.calendar import school_days_after, school_days_between
from tests.factories.dialogue import make_paragraph, make_remark, make_theme, make_unnamed_remark, make_window
from tests.factories.school import TODAY
from tests.personas import Personas
from vision.models import CommentWindow, Remark, Theme, UnnamedRemark
from vision.windows import open_window, owed_by, owes_an_answer, window_open_on, windows_since

DAY = datetime.timedelta(days=1)


def ask(people: Personas, asks: str = "What do you see?", days: int = 10) -> CommentWindow:
    return open_window(school=people.school, asks=asks, school_days=days, by=people.head, on=TODAY)


def closed_with_a_doubt(people: Personas, *, school_days_ago: int, named: bool = True) -> CommentWindow:
    first = TODAY - datetime.timedelta(days=60)
    while school_days_between(people.school, first, TODAY) > school_days_ago:
        first += DAY
    window = make_window(by=people.head, on=first, days=0)
    paragraph = make_paragraph(by=people.head)
    said = make_remark(by=people.teacher, paragraph=paragraph) if named else make_unnamed_remark(paragraph=paragraph)
    type(said).objects.filter(pk=said.pk).update(window=window)
    return windows_since(people.head, TODAY).get(pk=window.pk)


def test_a_window_is_open_to_the_end_of_its_last_day(people: Personas) -> None:
    window = make_window(by=people.head, on=TODAY, days=14)
    last = TODAY + datetime.timedelta(days=14)
    days = [TODAY - DAY, TODAY, last, last + DAY]
    assert [window_open_on(people.school.pk, day) for day in days] == [None, window, window, None]
    assert window_open_on(people.stranger.school_id, TODAY) is None


def test_its_length_is_counted_in_school_days(people: Personas) -> None:
    window = ask(people)
    assert window.closes_on == school_days_after(people.school, TODAY, 10)
    assert school_days_between(people.school, TODAY, window.closes_on) == 10


def test_asking_the_same_twice_is_once_and_something_else_waits(people: Personas) -> None:
    assert ask(people) == ask(people)
    with pytest.raises(ValidationError, match="asking something already"):
        ask(people, "Something else?")


@pytest.mark.parametrize(
    ("field", "asks", "days"), [("asks", " ", 10), ("school_days", "A?", 9), ("school_days", "A?", 41)]
)
def test_a_window_needs_a_question_and_two_weeks(people: Personas, field: str, asks: str, days: int) -> None:
    with pytest.raises(ValidationError) as refused:
        ask(people, asks, days)
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(("ago", "owes"), [(1, False), (15, False), (16, True)])
@pytest.mark.parametrize("named", [True, False])
def test_an_answer_is_owed_after_fifteen_school_days(people: Personas, ago: int, owes: bool, named: bool) -> None:
    window = closed_with_a_doubt(people, school_days_ago=ago, named=named)
    assert school_days_between(people.school, window.closes_on, TODAY) == ago
    assert owes_an_answer(window, people.school, TODAY) is owes


def test_answered_or_empty_nothing_is_owed(people: Personas) -> None:
    window = closed_with_a_doubt(people, school_days_ago=20)
    theme = make_theme(by=people.head)
    Remark.objects.update(theme=theme)
    assert windows_since(people.head, TODAY).get().waiting == 1
    Theme.objects.update(outcome="adopted", answer_words="Yes.", answered_on=TODAY)
    again = windows_since(people.head, TODAY).get(pk=window.pk)
    assert (again.waiting, owes_an_answer(again, people.school, TODAY)) == (0, False)
    assert not UnnamedRemark.objects.exists()


def test_who_asked_is_reminded_and_every_leader_when_they_left(people: Personas) -> None:
    window = closed_with_a_doubt(people, school_days_ago=20)
    assert owed_by(window, people.head, TODAY)
    assert not owed_by(window, people.plc_lead, TODAY)
    people.head.left_on = TODAY
    people.head.save()
    again = windows_since(people.plc_lead, TODAY).get(pk=window.pk)
    assert owed_by(again, people.plc_lead, TODAY)
