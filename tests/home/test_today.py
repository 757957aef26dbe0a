"""The start page's choice of what needs a person."""

import datetime

import pytest

from home import today as subject
from home.today import MOST_ASKS, greeting, news_for, today_for
from school.asks import Ask, News
from tests.factories.school import TODAY
from tests.personas import Personas


class Source:
    """An app's asks, as many as wanted."""

    def __init__(self, weights: list[int], news: int = 0) -> None:
        self.weights, self.news = weights, news

    def asks_for(self, member, term, today) -> list[Ask]:
        return [Ask(f"ask {w}", "", "/", "Do it", "sun", minutes=2, weight=w) for w in self.weights]

    def news_for(self, member, term, today) -> list[News]:
        return [News(f"news {n}") for n in range(self.news)]


def test_today_shows_the_five_weightiest_asks(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "SOURCES", (Source([70, 10, 30]), Source([20, 60, 40, 50])))
    found = today_for(people.teacher, people.term, TODAY)
    assert [ask.weight for ask in found.asks] == [10, 20, 30, 40, 50]
    assert (found.later, found.minutes) == (2, MOST_ASKS * 2)


def test_today_without_a_term_asks_nothing(people: Personas) -> None:
    found = today_for(people.teacher, None, TODAY)
    assert (found.asks, found.later) == ([], 0)
    assert news_for(people.teacher, None, TODAY) == []


def test_news_shows_the_first_six(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "SOURCES", (Source([], news=2), Source([], news=9)))
    assert [item.text for item in news_for(people.teacher, people.term, TODAY)] == [
        "news 0", "news 1", "news 0", "news 1", "news 2", "news 3",
    ]  # fmt: skip


@pytest.mark.parametrize(("hour", "words"), [(8, "Good morning"), (13, "Good afternoon"), (19, "Good evening")])
def test_greeting_follows_the_clock(hour: int, words: str) -> None:
    now = datetime.datetime(2026, 3, 10, hour, tzinfo=datetime.UTC)
    assert greeting("Amira", now) == f"{words}, Amira"
