"""A year with its terms and closures is checked and saved as one."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from school.models import AcademicYear, Closure, Term
from school.office.years import (
    ClosureSaid,
    TermSaid,
    YearSaid,
    affected_by,
    key_for,
    next_year,
    problems_in,
    save_year,
    set_hours,
    year_as_said,
)
from tests.factories.observations import make_visit
from tests.factories.school import TODAY, make_year
from tests.personas import Personas


def day(month: int, number: int, year: int = 2026) -> datetime.date:
    return datetime.date(year, month, number)


AUTUMN = TermSaid("Autumn term", day(9, 3), day(12, 18))
SPRING = TermSaid("Spring term", day(1, 5, 2027), day(3, 26, 2027))
BREAK = ClosureSaid(Closure.Kind.HALF_TERM, day(10, 26), day(10, 30))
YEAR = YearSaid("2026/27", day(9, 1), day(8, 31, 2027), [AUTUMN, SPRING], [BREAK])


def save(people: Personas, said: YearSaid = YEAR, year: AcademicYear | None = None) -> AcademicYear:
    return save_year(school=people.school, said=said, by=people.administrator, year=year)


def fields(said: YearSaid, *others: AcademicYear) -> list[tuple[str, int, str]]:
    return [(problem.part, problem.row, problem.field) for problem in problems_in(said, others)]


def test_year_is_saved_with_its_terms_in_order(people: Personas) -> None:
    year = save(people, replace(YEAR, terms=[SPRING, AUTUMN]))
    assert [(t.name, t.ordinal, t.comparison_key) for t in year.terms.all()] == [
        ("Autumn term", 1, "autumn"),
        ("Spring term", 2, "spring"),
    ]
    assert year_as_said(year).closures == [BREAK]
    assert save(people, year_as_said(year), year) == year and year.terms.count() == 2


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"ends_on": day(8, 1)}, ("year", 0, "ends_on")),
        ({"terms": [AUTUMN, replace(SPRING, starts_on=day(12, 1))]}, ("terms", 1, "starts_on")),
        ({"terms": [replace(AUTUMN, ends_on=day(9, 2))]}, ("terms", 0, "ends_on")),
        ({"terms": [replace(AUTUMN, starts_on=day(8, 1))]}, ("terms", 0, "starts_on")),
        ({"closures": [replace(BREAK, ends_on=day(10, 1))]}, ("closures", 0, "ends_on")),
        ({"closures": [replace(BREAK, starts_on=day(12, 20), ends_on=day(12, 21))]}, ("closures", 0, "starts_on")),
        ({"closures": [BREAK, BREAK]}, ("closures", 1, "starts_on")),
    ],
)
def test_problems_stand_beside_their_field(people: Personas, change: dict, where: tuple) -> None:
    said = replace(YEAR, **change)
    assert where in fields(said)
    with pytest.raises(ValidationError):
        save(people, said)
    assert not AcademicYear.objects.filter(name="2026/27").exists()


def test_year_does_not_overlap_another_or_bear_its_name(people: Personas) -> None:
    known = make_year(school=people.school)
    said = replace(YEAR, name=known.name, starts_on=day(8, 1))
    assert fields(said, known) == [("year", 0, "name"), ("year", 0, "starts_on")]


def test_term_with_records_stays_even_if_nobody_here_sees_them(people: Personas) -> None:
    make_visit(host=people.teacher, on=TODAY)
    year = people.term.academic_year
    with pytest.raises(ValidationError, match="has records and stays"):
        save(people, replace(year_as_said(year), terms=[]), year)
    assert Term.objects.filter(pk=people.term.pk).exists()


def test_moved_term_tells_how_many_records_it_has(people: Personas) -> None:
    make_visit(host=people.teacher, on=TODAY)
    year = people.term.academic_year
    said = year_as_said(year)
    moved = replace(said, terms=[replace(said.terms[0], ends_on=said.terms[0].ends_on - datetime.timedelta(days=3))])
    assert affected_by(year, said) == [] and affected_by(None, said) == []
    assert [one.name for one in affected_by(year, moved)] == ["Spring term"]


def test_terms_that_trade_places_keep_their_records(people: Personas) -> None:
    year = save(people)
    first, second = year_as_said(year).terms
    swapped = [
        replace(first, starts_on=second.starts_on, ends_on=second.ends_on),
        replace(second, starts_on=first.starts_on, ends_on=first.ends_on),
    ]
    save(people, replace(YEAR, terms=swapped), year)
    assert [t.pk for t in year.terms.order_by("ordinal")] == [second.id, first.id]


def test_next_year_keeps_the_weekdays_and_names_the_year() -> None:
    proposed = next_year(YEAR)
    assert (proposed.name, proposed.starts_on, proposed.ends_on) == ("2027/28", day(9, 1, 2027), day(8, 31, 2028))
    assert [t.starts_on.weekday() for t in proposed.terms] == [t.starts_on.weekday() for t in YEAR.terms]
    assert fields(proposed) == [] and next_year(replace(YEAR, name="Year of 2026")).name == "Year of 2027"


@pytest.mark.parametrize(
    ("name", "key"), [("Spring term 2026", "spring"), ("Term 3", "term-3"), ("Michaelmas", "michaelmas")]
)
def test_terms_are_compared_by_name(name: str, key: str) -> None:
    assert key_for(name) == key


def test_hours_are_the_schools(people: Personas) -> None:
    given = {
        "time_zone": "Asia/Dubai",
        "works_from": datetime.time(7),
        "works_until": datetime.time(15),
        "works_on": [7, 1, 2, 3, 4],
    }
    assert set_hours(school=people.school, by=people.administrator, **given).time_zone == "Asia/Dubai"
    with pytest.raises(ValidationError):
        set_hours(school=people.school, by=people.administrator, **{**given, "works_until": datetime.time(6)})
