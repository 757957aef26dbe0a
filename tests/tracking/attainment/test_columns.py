"""What a column is taken for, and what a result is worth."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tracking.attainment.columns import Told, check_told, guessed_uses, value_of

GRADES = ("U", "3", "B", "B+", "A")


def test_headings_are_guessed_and_each_person_column_once() -> None:
    header = ("Adno", "Forename", "Surname", "UPN", "Subject", "Scaled score", "Notes")
    uses = ["number", "given", "family", "", "subject", "result", ""]
    assert guessed_uses(header) == dict(zip(header, uses, strict=True))


def test_what_was_said_before_wins() -> None:
    assert guessed_uses(("Adno", "Reading"), Told({"Reading": "result"})) == {"Adno": "number", "Reading": "result"}


@pytest.mark.parametrize(
    ("result", "grades", "value"),
    [
        ("105", (), Decimal(105)),
        ("−0.23", (), Decimal("-0.23")),
        ("b+", GRADES, Decimal(4)),
        ("3", GRADES, Decimal(2)),
        ("B+", (), None),
        ("C", GRADES, None),
        ("NaN", (), None),
        ("1e9", (), None),
    ],
)
def test_value_is_a_number_or_a_place_among_grades(result: str, grades: tuple[str, ...], value: Decimal | None) -> None:
    assert value_of(result, grades) == value


@pytest.mark.parametrize(
    ("uses", "measure", "grades", "words"),
    [
        ({"a": "result"}, "Test", (), "number"),
        ({"a": "given", "b": "result"}, "Test", (), "names"),
        ({"a": "number"}, "Test", (), "results"),
        ({"a": "number", "b": "number", "c": "result"}, "Test", (), "only be one column"),
        ({"a": "number", "b": "subject", "c": "result", "d": "result"}, "Test", (), "one column has"),
        ({"a": "number", "b": "result"}, " ", (), "a name"),
        ({"a": "number", "b": "result"}, "Test", ("A", "a"), "once"),
    ],
)
def test_what_is_missing_is_said(uses: dict[str, str], measure: str, grades: tuple[str, ...], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        check_told(Told(uses, measure, grades))
