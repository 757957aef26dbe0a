"""Content that is frozen: for two audiences, in order, hashed."""

from __future__ import annotations

import hashlib

import pytest

from portfolio.freezing import bytes_of, canonical, digest, mark
from portfolio.indicators.definitions import DEFINITIONS
from portfolio.models import Audience, Portfolio
from tests.factories.portfolio import make_portfolio, make_rich_term, make_staff
from tests.personas import Personas


@pytest.fixture
def portfolio(people: Personas) -> Portfolio:
    hosts = make_staff(school=people.school, count=6)
    return make_portfolio(
        term=make_rich_term(school=people.school, head=people.head, teachers=hosts, visitor=people.teacher)
    )


def test_content_hash_is_that_of_the_frozen_rows(portfolio: Portfolio) -> None:
    assert hashlib.sha256(bytes_of(portfolio)).hexdigest() == portfolio.content_hash


def test_every_indicator_has_a_value_for_each_audience(portfolio: Portfolio) -> None:
    for audience in Audience.values:
        told = portfolio.values.filter(audience=audience).values_list("indicator", flat=True)
        assert sorted(set(told)) == sorted(definition.id for definition in DEFINITIONS)


def test_governors_get_rounded_counts_of_students_only(portfolio: Portfolio) -> None:
    school, governors = (
        portfolio.values.get(audience=audience, indicator="Q5.2").content
        for audience in (Audience.SCHOOL, Audience.GOVERNORS)
    )
    assert (school["eligible"], governors["eligible"]) == (61, 60)
    assert school["counts"] == {"judged": 60, "matched": 60} and governors["counts"] == {}


def test_canonical_bytes_do_not_depend_on_order() -> None:
    assert canonical({"b": 1, "a": "ö"}) == canonical({"a": "ö", "b": 1}) == '{"a":"ö","b":1}'.encode()
    assert digest({"a": 1}) != digest({"a": 2})


def test_no_person_is_named_in_what_is_frozen(portfolio: Portfolio, people: Personas) -> None:
    text = bytes_of(portfolio).decode()
    names = [member.family_name for member in people.members().values()]
    assert [name for name in names if name in text] == []


def test_the_mark_of_the_records_cannot_be_tried_out(settings) -> None:
    """The same counts have the same mark; who guesses the counts cannot work it out, even with all of this code."""
    counts = {"answered": 12, "items": [{"key": "p1", "counts": [6, 0, 0, 6, 0]}]}
    here = mark(counts)
    assert here == mark(dict(reversed(counts.items()))) != digest(counts)
    settings.SECRET_KEY = "another installation"
    assert mark(counts) != here
