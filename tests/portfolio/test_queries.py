"""Who may read which portfolio."""

from __future__ import annotations

import pytest

from learningculture.tenancy import tenant
from portfolio.indicators.definitions import BY_ID
from portfolio.models import Build, Portfolio
from portfolio.queries import (
    build_to_show,
    newest_editions,
    portfolios_visible_to,
    question_of,
    questions_of,
    reads_for,
)
from tests.factories.portfolio import make_build, make_portfolio, make_reading
from tests.factories.school import make_term
from tests.factories.vision import make_focus
from tests.personas import Personas


@pytest.fixture
def editions(people: Personas) -> list[Portfolio]:
    """Two editions of the spring, the first shared; one of the autumn; one of another school, shared."""
    first = make_portfolio(term=people.term, published=True)
    make_focus(term=people.term)
    second = make_portfolio(term=people.term)
    autumn = make_portfolio(term=make_term(school=people.school, key="autumn"))
    make_portfolio(term=make_term(school=people.stranger.school), published=True)
    return [first, second, autumn]


def test_leaders_read_all_and_governors_what_is_shared(people: Personas, editions: list[Portfolio]) -> None:
    first, second, autumn = editions
    assert list(portfolios_visible_to(people.head)) == [second, first, autumn]
    assert list(portfolios_visible_to(people.governor)) == [first]
    assert list(portfolios_visible_to(people.teacher)) == []
    assert list(portfolios_visible_to(people.stranger)) == []
    assert (reads_for(people.head), reads_for(people.governor)) == ("school", "governors")


def test_newest_edition_of_each_term(people: Personas, editions: list[Portfolio]) -> None:
    assert newest_editions(people.head) == editions[1:]


def test_database_itself_shows_no_other_school(people: Personas, editions: list[Portfolio]) -> None:
    with tenant(people.stranger.school_id):
        assert Portfolio.objects.count() == 1
    with tenant(people.school.pk):
        assert Portfolio.objects.count() == 3


def test_five_questions_with_their_readings(people: Personas, editions: list[Portfolio]) -> None:
    make_reading(term=people.term, by=people.head, question="Q3", text="Time is short.")
    views = questions_of(editions[1], "school")
    assert [view.question for view in views] == ["Q1", "Q2", "Q3", "Q4", "Q5"]
    assert [view.reading.text if view.reading else "" for view in views] == ["", "", "Time is short.", "", ""]
    assert sum(len(view.cannot_tell) for view in views) == len(BY_ID)
    assert [one.sentence for one in views[3].evidence_against] == []


def test_one_question_holds_its_indicators_only(people: Personas, editions: list[Portfolio]) -> None:
    view = question_of(editions[1], "school", "Q2")
    assert [indicator.definition.id for indicator in view.indicators] == [f"Q2.{number}" for number in range(1, 7)]


def test_finished_build_is_shown_no_more(people: Personas) -> None:
    build = make_build(term=people.term)
    assert build_to_show(people.head) == build
    assert build_to_show(people.governor) is None
    Build.objects.filter(pk=build.pk).update(state="done")
    assert build_to_show(people.head) is None
