"""What a column of a table of attainment is, and what a result in it is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.rosters.tablefiles.fields import Field, guessed_columns, plain

LONGEST_NAME, LONGEST_RESULT = 60, 30
"""Letters in the name of a subject or measure, and in one result."""

LARGEST_RESULT = Decimal(1_000_000)


class Column(models.TextChoices):
    """A column's use. Everything else in a file is not read."""

    NUMBER = "number", gettext_lazy("Student’s number in the roster")
    GIVEN = "given", gettext_lazy("Given name")
    FAMILY = "family", gettext_lazy("Family name")
    SUBJECT = "subject", gettext_lazy("Subject")
    RESULT = "result", gettext_lazy("Result")


ONCE = (Column.NUMBER, Column.GIVEN, Column.FAMILY, Column.SUBJECT)
_GUESSED = {Field.IDENTIFIER: Column.NUMBER, Field.GIVEN: Column.GIVEN, Field.FAMILY: Column.FAMILY}
_SUBJECT, _RESULT = {"subject", "course"}, {"result", "score", "mark", "grade", "standardised score", "scaled score"}


@dataclass(frozen=True)
class Told:
    """What a person said of a table. ``grades``: from the lowest to the highest, where results are words."""

    columns: Mapping[str, str] = field(default_factory=dict)
    measure: str = ""
    grades: tuple[str, ...] = ()

    def named(self, column: Column) -> list[str]:
        return [heading for heading, use in self.columns.items() if use == column]

    def as_dict(self) -> dict[str, Any]:
        return {"columns": dict(self.columns), "measure": self.measure, "grades": list(self.grades)}


def told_before(kept: Mapping[str, Any]) -> Told:
    """What was remembered with an earlier table."""
    return Told(kept.get("columns", {}), kept.get("measure", ""), tuple(kept.get("grades", ())))


def guessed_uses(header: Sequence[str], remembered: Told | None = None) -> dict[str, str]:
    """Heading → use: as said before, else by its heading; names and numbers of people first."""
    known = remembered.columns if remembered else {}
    roster = guessed_columns(header)
    guessed: dict[str, str] = {}
    for heading in header:
        use = known.get(heading, "") or _use_of(heading, roster.get(heading, ""))
        taken = use in ONCE and use in guessed.values()
        guessed[heading] = "" if taken else use
    return guessed


def _use_of(heading: str, roster_field: str) -> str:
    name = plain(heading)
    if name in _SUBJECT:
        return Column.SUBJECT
    if name in _RESULT:
        return Column.RESULT
    found = [column for field, column in _GUESSED.items() if field == roster_field]
    return found[0] if found else ""


def check_told(told: Told) -> None:
    """Raise with what is missing before a table can be read."""
    if any(len(told.named(column)) > 1 for column in ONCE):
        raise ValidationError(_("Each of the student’s columns, and the subject, can only be one column."))
    if not told.named(Column.NUMBER) and not (told.named(Column.GIVEN) and told.named(Column.FAMILY)):
        raise ValidationError(_("Say which column has the student’s number, or which two have the names."))
    if not told.named(Column.RESULT):
        raise ValidationError(_("Say which column has the results."))
    if told.named(Column.SUBJECT) and len(told.named(Column.RESULT)) > 1:
        raise ValidationError(_("With a column for the subject, one column has the results."))
    if not told.measure.strip():
        raise ValidationError(_("Give the results a name, such as “Spring test, scaled score”."))
    if len({grade.casefold() for grade in told.grades}) != len(told.grades):
        raise ValidationError(_("Each grade stands once in the order."))


def value_of(result: str, grades: Sequence[str]) -> Decimal | None:
    """What orders a result: its place among the grades, counted from 1, or its own number. None: neither."""
    folded = [grade.casefold() for grade in grades]
    if result.casefold() in folded:
        return Decimal(folded.index(result.casefold()) + 1)
    if grades:
        return None
    try:
        number = Decimal(result.replace("\N{MINUS SIGN}", "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < LARGEST_RESULT else None
