"""Academic sessions into years and terms."""

from __future__ import annotations

import datetime

import pytest

from school.rosters.tables import Session
from school.rosters.years import calendar_of, comparison_keys


def session(
    id: str, type: str, first: str, last: str, parent: str = "", *, year: int = 2026, title: str = ""
) -> Session:
    days = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    return Session(2, id, True, None, title or id, type, *days, parent, year)


def calendar(*sessions: Session):
    return calendar_of({one.id: one for one in sessions})


YEAR = session("Y", "schoolYear", "2025-09-01", "2026-08-31")
AUTUMN = session("A", "term", "2025-09-03", "2025-12-19", "Y", title="Autumn term")
SPRING = session("S", "term", "2026-01-05", "2026-03-27", "Y", title="Spring term")
HALF = session("H", "gradingPeriod", "2025-09-03", "2025-10-24", "A")


@pytest.mark.parametrize(
    ("titles", "keys"),
    [
        (["Autumn term", "Spring term", "Summer term"], ["autumn", "spring", "summer"]),
        (["2020-2021 Fall Semester", "2020-2021 Spring Semester"], ["autumn", "spring"]),
        (["Michaelmas", "Lent", "Trinity"], ["autumn", "spring", "summer"]),
        (["Autumn 1", "Autumn 2", "Spring"], ["autumn-1", "autumn-2", "spring"]),
        (["Term 1", "Term 2"], ["term-1", "term-2"]),
        (["Springfield block"], ["term-1"]),
    ],
)
def test_comparison_key_is_the_season_or_the_number(titles: list[str], keys: list[str]) -> None:
    assert comparison_keys(titles) == keys


def test_terms_stand_in_order_of_their_first_day() -> None:
    year = calendar(SPRING, AUTUMN, YEAR).years["Y"]
    assert [term.source_id for term in year.terms] == ["A", "S"]
    assert (year.name, year.starts_on, year.ends_on) == ("Y", datetime.date(2025, 9, 1), datetime.date(2026, 8, 31))


def test_half_terms_inside_terms_make_no_terms_of_their_own() -> None:
    found = calendar(YEAR, AUTUMN, SPRING, HALF)
    assert [term.source_id for term in found.years["Y"].terms] == ["A", "S"]
    assert found.year_of["H"].source_id == "Y"


def test_year_with_nothing_inside_is_one_term() -> None:
    [term] = calendar(YEAR).years["Y"].terms
    assert (term.source_id, term.starts_on, term.ends_on) == ("Y", YEAR.starts_on, YEAR.ends_on)


def test_terms_without_a_parent_fall_into_the_year_that_holds_them() -> None:
    assert calendar(YEAR, session("A", "term", "2025-09-03", "2025-12-19")).year_of["A"].source_id == "Y"


def test_terms_without_any_year_make_one_from_their_number() -> None:
    found = calendar(
        session("A", "semester", "2020-08-17", "2020-12-18", year=2021),
        session("B", "semester", "2021-01-04", "2021-05-28", year=2021),
    )
    [year] = found.years.values()
    assert (year.source_id, year.name, year.starts_on, year.ends_on) == (
        "schoolYear-2021",
        "2020/21",
        datetime.date(2020, 8, 17),
        datetime.date(2021, 5, 28),
    )
