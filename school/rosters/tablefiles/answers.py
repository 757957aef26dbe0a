"""What somebody said about a table: which column is what, what values mean, whom the file speaks for. And what is
still to be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from school.rosters.tablefiles.fields import CODED, DATED, OF_STUDENTS, Field, columns_of, guessed_columns, plain
from school.rosters.tablefiles.glimpse import Glimpse, combined_order
from school.rosters.tablefiles.recognising import OWN
from school.rosters.tablefiles.values import Unmapped, unmapped


class Who(models.TextChoices):
    """Whom a table holds."""

    STUDENTS = "students", _("Students")
    STAFF = "staff", _("Staff")
    BOTH = "both", _("Both: a column says who is what")


class Premium(models.TextChoices):
    """What a pupil premium column counts. The two differ: an eligible student may not be funded, and the reverse."""

    ELIGIBLE = "eligible", _("Who is eligible")
    RECIPIENT = "recipient", _("Who receives it")


RECORDED, UNSAID = "recorded", "unsaid"
"""What a pupil premium column counts in our own export (what was recorded), and where nobody was there to ask."""


@dataclass(frozen=True)
class Answers:
    """``columns`` maps column to field, ``values`` maps field to raw value to meaning; blank means not yet said."""

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    who: str = ""
    complete: bool | None = None
    source: str = ""
    order: str = ""
    premium: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> Answers:
        """What was kept, or written by hand in a file: anything unknown in it is passed over."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in said.items() if name in known})

    @property
    def is_own(self) -> bool:
        """Whether the table is our own export: there a dash was a name already."""
        return self.premium == RECORDED

    def column(self, wanted: Field) -> str | None:
        return columns_of(self.columns, [wanted]).get(wanted)


@dataclass(frozen=True)
class Open:
    """What is still to be said before a table can be compared."""

    columns: tuple[str, ...] = ()
    values: tuple[Unmapped, ...] = ()
    order: bool = False
    premium: bool = False
    who: bool = False
    complete: bool = False
    source: bool = False

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


def guessed(glimpse: Glimpse, remembered: Answers | None = None) -> Answers:
    """What the table itself says, under what was said about such a table before."""
    columns = guessed_columns(glimpse.header)
    said = Answers(columns=columns, source=glimpse.source, who=_who(glimpse, columns), premium=_premium(columns))
    if glimpse.family == OWN:
        said = replace(said, who=Who.BOTH.value, complete=False, premium=RECORDED)
    if remembered is not None:
        kept = {name: use for name, use in remembered.columns.items() if name in glimpse.header}
        said = replace(remembered, columns=kept)
    return replace(said, order=_order(glimpse, said) or said.order)


def _who(glimpse: Glimpse, columns: Mapping[str, str]) -> str:
    fields_used = set(columns.values())
    if glimpse.kind in ("wonde", "ctf") or (fields_used & set(OF_STUDENTS) and Field.ROLE not in fields_used):
        return Who.STUDENTS.value
    if Field.ROLE in fields_used:
        return Who.BOTH.value if fields_used & set(OF_STUDENTS) else Who.STAFF.value
    return ""


def _premium(columns: Mapping[str, str]) -> str:
    column = columns_of(dict(columns), [Field.PREMIUM]).get(Field.PREMIUM, "")
    said = plain(column)
    return next((kind.value for kind in Premium if kind.value in said), "")


def _order(glimpse: Glimpse, answers: Answers) -> str | None:
    """What all the date columns together prove; None when nothing proves it and something must."""
    return combined_order(glimpse.orders.get(column, "") for column in columns_of(answers.columns, DATED).values())


def questions(glimpse: Glimpse, answers: Answers) -> Open:
    """What is still open about the table."""
    used = set(answers.columns.values())
    wanting = [Field.IDENTIFIER.value] if Field.IDENTIFIER not in used else []
    if not used & {Field.GIVEN, Field.FAMILY, Field.BOTH_NAMES}:
        wanting.append(Field.GIVEN.value)
    if answers.who == Who.BOTH and Field.ROLE not in used:
        wanting.append(Field.ROLE.value)
    return Open(
        columns=tuple(wanting),
        values=tuple(unmapped_values(glimpse, answers)),
        order=_order(glimpse, answers) is None and not answers.order,
        premium=Field.PREMIUM in used and not answers.premium,
        who=answers.who not in Who.values,
        complete=answers.complete is None,
        source=not answers.source.strip() and not answers.is_own,
    )


def unmapped_values(glimpse: Glimpse, answers: Answers) -> list[Unmapped]:
    found: list[Unmapped] = []
    for use, column in columns_of(answers.columns, CODED).items():
        found += unmapped(use, glimpse.values.get(column, {}), answers.values.get(use, {}))
    return found
