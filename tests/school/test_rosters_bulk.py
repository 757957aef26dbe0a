"""Many rows in one statement say what one row in one statement would."""

from __future__ import annotations

import datetime
import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.models import Member
from school.rosters import bulk
from school.rosters.bulk import collector_resting, columns, insert, listed, update
from tests.factories.school import make_school

pytestmark = pytest.mark.django_db

MEMBER = columns(
    "given_name family_name preferred_name roles:list:varchar year_group:smallint joined_on:date source source_id "
    "department"
)
DAY = datetime.date(2025, 9, 1)
ODD = ["", "Null", "null", "{}", '"', "\\", "a,b", "%s", "'", "\x1e", "a\x1db", "Żółć", "=1+1"]


def row(name: str, *, family: str = "", year: int | None = 7) -> tuple:
    return (name, family, "", listed(["student", "teacher"]), year, DAY, "", "", "")


@pytest.mark.parametrize("names", [[""], ["", ""], ODD, ODD[:2], ["x"] * 3])
def test_every_value_arrives_as_it_was_sent(names: list[str]) -> None:
    school = make_school()
    back = insert("school_member", MEMBER, school, [row(name) for name in names], returning="id, given_name")
    assert sorted(back.values()) == sorted(names)
    assert sorted(Member.objects.values_list("given_name", flat=True)) == sorted(names)
    assert {(*one.roles, one.year_group, one.joined_on) for one in Member.objects.all()} == {
        ("student", "teacher", 7, DAY)
    }


def test_nothing_stays_nothing_and_zero_is_zero() -> None:
    years = [None, 0, 7, None]
    insert("school_member", MEMBER, make_school(), [row(str(n), year=year) for n, year in enumerate(years)])
    assert list(Member.objects.order_by("given_name").values_list("year_group", flat=True)) == years


def test_rows_beyond_one_portion_are_written_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "PORTION", 2)
    insert("school_member", MEMBER, make_school(), [row(str(n)) for n in range(5)])
    ids = list(Member.objects.order_by("given_name").values_list("pk", flat=True))
    update("school_member", columns("family_name year_group:smallint"), [(id, f"F{id}", 9) for id in ids])
    found = Member.objects.order_by("pk").values_list("family_name", "year_group")
    assert list(found) == [(f"F{id}", 9) for id in sorted(ids)]


def test_no_rows_are_no_statement(django_assert_num_queries) -> None:
    school = make_school()
    with django_assert_num_queries(0):
        assert insert("school_member", MEMBER, school, []) == {}
        update("school_member", MEMBER, [])


@given(values=st.lists(st.none() | st.text(max_size=4), min_size=1, max_size=6))
def test_a_column_travels_as_text_only_when_it_comes_apart_again(values: list[str | None]) -> None:
    sent = bulk._travelling(values)
    if isinstance(sent, str):
        assert [None if one == bulk.NOTHING else one for one in sent.split(bulk.ROW)] == values


def test_collector_works_again_afterwards() -> None:
    with pytest.raises(ZeroDivisionError), collector_resting():
        assert not gc.isenabled()
        raise ZeroDivisionError
    assert gc.isenabled()
