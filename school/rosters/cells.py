"""One row's cells, read column by column into typed values; what cannot be read becomes a problem, never a guess."""

from __future__ import annotations

import datetime
import re
import sys
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from django.utils.translation import gettext as _

from learningculture.spreadsheets import as_typed
from school.rosters.problems import Problem

DATE = re.compile(r"(19|20|21)\d\d-\d\d-\d\d")
MOMENT = re.compile(r"(19|20|21)\d\d-\d\d-\d\d(T|$)")
PLAIN_WORD = re.compile(r"[A-Za-z ]{1,30}")
"""What a wrong value of a listed column must look like to be repeated: a row that slipped may hold anything there."""

LONGEST_ID = 120
"""Characters of a sourcedId that our columns hold."""


@lru_cache(maxsize=4096)
def _day(value: str) -> datetime.date | None:
    """A roster names few days, many times over."""
    try:
        return datetime.date.fromisoformat(value) if DATE.fullmatch(value) else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _items(value: str) -> tuple[str, ...]:
    """As with days: thousands of people are in one school and in few year groups."""
    return tuple(dict.fromkeys(item for part in value.split(",") if (item := part.strip())))


class Cells:
    """The cells of one row. Every reader strips blanks; a missing column reads as blank."""

    def __init__(self, file: str, positions: dict[str, int], line: int, cells: list[str]) -> None:
        self.file = file
        self.line = line
        self.problems: list[Problem] = []
        self._positions = positions
        self._cells = cells
        self.record = self.raw("sourcedId")

    def raw(self, column: str) -> str:
        position = self._positions.get(column)
        if position is None:
            return ""
        try:
            value = self._cells[position].strip()
        except IndexError:
            return ""
        return as_typed(value) if value[:1] == "'" else value

    def wrong(self, column: str, reason: str) -> None:
        self.problems.append(Problem(self.file, self.line, reason, column, self.record[:LONGEST_ID]))

    def needed(self, column: str) -> str:
        value = self.raw(column)
        if not value:
            self.wrong(column, _("This cell must not be blank."))
        return value

    def id(self, column: str, *, needed: bool = True) -> str:
        value = self.raw(column) or (self.needed(column) if needed else "")
        if len(value) > LONGEST_ID:
            self.wrong(column, _("An identifier has at most %(count)d characters.") % {"count": LONGEST_ID})
        if not value.isprintable():
            self.wrong(column, _("An identifier holds a character that cannot be printed."))
        return value

    def text(self, column: str, *, needed: bool = False, longest: int) -> str:
        """Text on one line, in Unicode's composed form; spelling and capitals stay as they are."""
        value = self.needed(column) if needed else self.raw(column)
        if not value.isascii():
            value = unicodedata.normalize("NFC", value)
        value = " ".join(value.split())
        if len(value) > longest:
            self.wrong(column, _("This text is longer than %(count)d characters.") % {"count": longest})
        return value

    def ids(self, column: str, *, needed: bool = True) -> tuple[str, ...]:
        """A list in one cell, separated by commas, each item once."""
        return _items(self.needed(column) if needed else self.raw(column))

    def one_of(self, column: str, choices: Collection[str], *, needed: bool = True) -> str:
        value = sys.intern(self.needed(column) if needed else self.raw(column))
        if value and value not in choices:
            said = f"“{value}”" if PLAIN_WORD.fullmatch(value) else _("This value")
            listed = ", ".join(choices)
            self.wrong(column, _("%(value)s is not one of: %(choices)s.") % {"value": said, "choices": listed})
        return value

    def flag(self, column: str) -> bool:
        value = self.raw(column).lower()
        if value not in ("true", "false", ""):
            self.wrong(column, _("This cell must hold true or false."))
        return value != "false"

    def date(self, column: str, *, needed: bool = False) -> datetime.date | None:
        """A date written 2026-01-31. Any other form is a problem: 03/04/2013 could be two days."""
        value = self.needed(column) if needed else self.raw(column)
        day = _day(value)
        if value and day is None:
            self.wrong(
                column, _("A date must be written year-month-day, as in 2026-01-31; other forms are never guessed.")
            )
        return day

    def year(self, column: str) -> int:
        """The year in which a school year ends, from 1900 to 2199."""
        value = self.needed(column)
        if value and not re.fullmatch(r"(19|20|21)\d\d", value):
            self.wrong(column, _("This must be the year in which the school year ends, in four digits."))
            return 0
        return int(value or 0)

    def current(self, *, needed: bool = False) -> bool:
        """Whether the row stands: ``tobedeleted`` (and 1.0's ``inactive``) say that it no longer does."""
        if not needed and not self.raw("status"):
            return True
        return self.one_of("status", ("active", "tobedeleted", "inactive"), needed=needed) in ("", "active")

    def moment(self, column: str, *, needed: bool = False) -> datetime.datetime | None:
        """A moment written 2026-01-31T06:00:00.000Z, or its day alone. Without an offset it is UTC."""
        value = self.needed(column) if needed else self.raw(column)
        if not value:
            return None
        try:
            if MOMENT.match(value):
                moment = datetime.datetime.fromisoformat(value)
                return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
        except ValueError:
            pass
        if needed:
            self.wrong(column, _("A moment must be written as in 2026-01-31T06:00:00.000Z."))
        return None
