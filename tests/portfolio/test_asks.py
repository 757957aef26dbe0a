"""What the portfolio asks of leaders, and what is new."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolio.asks import asks_for, news_for
from portfolio.models import Question
from school.models import Member
from tests.factories.portfolio import NOW, make_build, make_portfolio, make_reading
from tests.factories.school import make_term
from tests.personas import Personas

EARLY, LATE = datetime.date(2026, 2, 3), datetime.date(2026, 3, 12)


def asked(member: Member, people: Personas, day: datetime.date = LATE) -> list[str]:
    return [str(ask.what) for ask in asks_for(member, people.term, day)]


def test_leader_is_asked_to_build_when_there_is_none(people: Personas) -> None:
    assert asked(people.head, people, EARLY) == ["Build the portfolio of Spring term 2026"]
    assert asked(people.teacher, people) == asked(people.governor, people) == []
    assert asks_for(people.head, None, LATE) == []


def test_nothing_is_asked_while_it_is_being_built(people: Personas) -> None:
    make_build(term=people.term)
    assert asked(people.head, people) == []


def test_readings_are_asked_for_then_sharing_then_nothing(people: Personas) -> None:
    portfolio = make_portfolio(term=people.term)
    (ask,) = asks_for(people.head, people.term, LATE)
    assert (ask.what, ask.detail) == ("Write your reading of Spring term 2026", "5 questions have no reading yet.")
    for question in Question:
        make_reading(term=people.term, by=people.head, question=question)
    assert asked(people.head, people) == ["Share the portfolio of Spring term 2026 with governors"]
    type(portfolio).objects.update(published_at=NOW)
    assert asked(people.head, people) == []


@pytest.mark.parametrize(("day", "count"), [(datetime.date(2026, 3, 5), 1), (datetime.date(2026, 3, 6), 2)])
def test_next_term_is_built_in_its_last_three_weeks(people: Personas, day: datetime.date, count: int) -> None:
    make_portfolio(term=make_term(school=people.school, key="autumn"))
    assert len(asked(people.head, people, day)) == count


def test_news_of_a_ready_portfolio_for_a_week(people: Personas) -> None:
    make_portfolio(term=people.term)
    (news,) = news_for(people.head, people.term, NOW.date())
    assert news.text == "The portfolio of Spring term 2026 is ready."
    assert news_for(people.head, people.term, NOW.date() + datetime.timedelta(days=8)) == []
    assert news_for(people.governor, people.term, NOW.date()) == []


def test_governor_hears_of_what_is_shared(people: Personas) -> None:
    make_portfolio(term=people.term, published=True)
    (news,) = news_for(people.governor, people.term, NOW.date())
    assert news.text == "The portfolio of Spring term 2026 is shared with you."


def test_asks_take_three_queries(people: Personas) -> None:
    make_portfolio(term=people.term)
    with CaptureQueriesContext(connection) as captured:
        asks_for(people.head, people.term, LATE)
    assert len(captured) <= 3
