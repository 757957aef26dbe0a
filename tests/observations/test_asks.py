"""What visits ask, whom, and when they stop."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from observations.asks import asks_for, news_for
from observations.models import Visit
from observations.sharing import note_opening
from tests.factories.observations import make_visit
from tests.factories.school import TODAY
from tests.personas import Personas

DAY = datetime.timedelta(days=1)


def asked(people: Personas, *names: str, today: datetime.date = TODAY) -> list[list[str]]:
    return [[str(ask.what) for ask in asks_for(getattr(people, name), people.term, today)] for name in names]


def between(people: Personas, **changes) -> Visit:
    return make_visit(host=people.teacher, visitor=people.plc_lead, school_class=people.maple, **changes)


def test_proposal_asks_the_host_until_its_day_is_over(people: Personas) -> None:
    between(people, state="invited", host_asked=False)
    assert asked(people, "teacher", "plc_lead", "head") == [["Joe Okoro would like to visit Maple"], [], []]
    assert asked(people, "teacher", today=TODAY + DAY) == [[]]


def test_visit_that_happened_asks_the_visitor_for_two_weeks(people: Personas) -> None:
    between(people, state="agreed")
    assert asked(people, "plc_lead", "teacher") == [["Note what learners did with Amira Rahman"], []]
    assert asked(people, "plc_lead", today=TODAY - DAY) == [[]]
    assert asked(people, "plc_lead", today=TODAY + 15 * DAY) == [[]]


def test_self_look_asks_its_host_to_note_it_and_nothing_more(people: Personas) -> None:
    visit = make_visit(host=people.teacher, kind=Visit.Kind.SELF_LOOK, state="agreed", school_class=people.maple)
    assert asked(people, "teacher") == [["Note your look at Maple"]]
    Visit.objects.filter(pk=visit.pk).update(state=Visit.State.HELD)
    assert asked(people, "teacher") == [[]]


def test_record_asks_both_to_talk_and_readers_nothing(people: Personas) -> None:
    between(people, readers=(people.head,))
    assert asked(people, "teacher", "plc_lead", "head") == [
        ["Talk with Joe Okoro about the visit to Maple"],
        ["Talk with Amira Rahman about the visit to Maple"],
        [],
    ]
    assert "Tuesday 17 March" in str(asks_for(people.teacher, people.term, TODAY)[0].detail)


def test_talk_names_no_day_that_has_passed(people: Personas) -> None:
    between(people)
    soon, late = (asks_for(people.teacher, people.term, day)[0] for day in (TODAY, TODAY + 30 * DAY))
    assert late.detail == "The visit was on Tuesday 10 March"
    assert late.weight > soon.weight


def test_agreed_step_asks_the_host_on_its_day_until_looked_back(people: Personas) -> None:
    visit = between(people, talked_on=TODAY, agreed_step="Wait", step_review_on=TODAY + DAY)
    assert asked(people, "teacher") == [[]]
    assert asked(people, "teacher", "plc_lead", today=TODAY + DAY) == [["Look back at your step: Wait"], []]
    Visit.objects.filter(pk=visit.pk).update(step_reviewed_on=TODAY + DAY)
    assert asked(people, "teacher", today=TODAY + DAY) == [[]]


def test_withdrawn_visit_asks_nothing(people: Personas) -> None:
    between(people, withdrawn=True)
    assert asked(people, "teacher", "plc_lead") == [[], []]


def test_school_without_a_term_asks_nothing(people: Personas) -> None:
    assert (asks_for(people.teacher, None, TODAY), news_for(people.teacher, None, TODAY)) == ([], [])


@pytest.mark.parametrize("number", [1, 3, 30])
def test_asks_and_news_cost_the_same_few_queries(people: Personas, django_assert_max_num_queries, number: int) -> None:
    for _ in range(number):
        note_opening(visit=between(people), by=people.head, now=timezone.now())
    with django_assert_max_num_queries(4):
        asks_for(people.teacher, people.term, TODAY)
    with django_assert_max_num_queries(3):
        news_for(people.teacher, people.term, TODAY)


def test_shared_record_is_news_until_it_is_opened(people: Personas) -> None:
    visit = between(people, readers=(people.head,))
    told = lambda person: [str(news.text) for news in news_for(person, people.term, TODAY)]  # noqa: E731
    assert told(people.head) == ["Amira Rahman shared a visit to Maple"]
    assert (told(people.teacher), told(people.plc_lead), told(people.teaching_assistant)) == ([], [], [])
    note_opening(visit=visit, by=people.head, now=visit.recorded_at)
    assert told(people.head) == []
    assert told(people.teacher) == ["Helen Bellamy opened the record of the visit to Maple"]


def test_opening_is_news_for_a_week(people: Personas) -> None:
    visit = between(people)
    note_opening(visit=visit, by=people.plc_lead, now=visit.recorded_at)
    assert len(news_for(people.teacher, people.term, TODAY)) == 1
    assert news_for(people.teacher, people.term, TODAY + 8 * DAY) == []
