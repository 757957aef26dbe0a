"""Names in the order of a register."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.rosters.registers import folded, natural_key, register_key


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Żółć", "zolc"), ("O’Brien", "obrien"), ("Ap  Rhys", "ap rhys"), ("Straße", "strasse"), ("Øster", "oster")],
)  # fmt: skip
def test_accents_capitals_and_apostrophes_do_not_count(name: str, plain: str) -> None:
    assert folded(name) == plain


def test_family_name_comes_first_and_one_name_stands_alone() -> None:
    people = [("Zimmer", "Ann"), ("", "Suharto"), ("Öztürk", "Ela"), ("O’Brien", "Zoë"), ("Obrien", "Al")]
    ordered = sorted(people, key=lambda one: register_key(*one))
    assert [family or first for family, first in ordered] == ["Obrien", "O’Brien", "Öztürk", "Suharto", "Zimmer"]


def test_classes_stand_by_their_number() -> None:
    assert sorted(["10A", "7B", "Acorn", "7A", "9 Art"], key=natural_key) == ["7A", "7B", "9 Art", "10A", "Acorn"]


@given(st.lists(st.text()))
def test_any_names_can_be_put_in_order(names: list[str]) -> None:
    assert len(sorted(names, key=natural_key)) == len(names)


@given(st.text(), st.text())
def test_any_name_has_a_place_of_its_own(family: str, first: str) -> None:
    assert register_key(family, first)[2:] == ((family, first) if family else (first, ""))
