"""Which terms are compared."""

from __future__ import annotations

import pytest

from portfolio.records.terms import previous_term, same_term_last_year, terms_to_compare, terms_to_match
from school.models import School
from tests.factories.school import make_school, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return make_school()


def rules(found: list) -> list[tuple[str, str]]:
    return [(earlier.rule, earlier.term.title) for earlier in found]


def test_last_year_comes_before_the_term_before(school: School) -> None:
    make_term(school=school, start=2024)
    make_term(school=school, key="autumn")
    spring = make_term(school=school)
    assert rules(terms_to_compare(spring, last_year_first=True)) == [
        ("T1", "Spring term 2025"),
        ("T2", "Autumn term 2025"),
    ]
    assert rules(terms_to_compare(spring, last_year_first=False)) == [("T2", "Autumn term 2025")]


def test_first_term_of_a_school_has_nothing_to_compare(school: School) -> None:
    assert terms_to_compare(make_term(school=school), last_year_first=True) == []


def test_year_before_last_is_not_last_year(school: School) -> None:
    make_term(school=school, start=2023)
    assert same_term_last_year(make_term(school=school)) is None


def test_terms_of_another_school_are_never_taken(school: School) -> None:
    other = make_school()
    make_term(school=other, start=2024)
    make_term(school=other, key="autumn")
    spring = make_term(school=school)
    assert same_term_last_year(spring) is None
    assert previous_term(spring) is None


def test_judgements_are_matched_with_the_start_of_the_year(school: School) -> None:
    make_term(school=school, key="autumn")
    make_term(school=school)
    assert rules(terms_to_match(make_term(school=school, key="summer"))) == [
        ("start of the year", "Autumn term 2025"),
        ("T2", "Spring term 2026"),
    ]
