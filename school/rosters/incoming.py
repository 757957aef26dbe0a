"""A roster on its way in, whatever it came as: the one form that every source is turned into.

A source (an OneRoster package, a spreadsheet, a school system's export) reads its files, checks what can be checked
without the database and builds an :class:`Incoming`. From there on all is shared: ``plan_import`` compares it with
what is stored and writes nothing, ``carry_out`` writes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Protocol

from school.rosters.keysets import KeySet
from school.rosters.problems import Problem
from school.rosters.reading import Held
from school.rosters.wanted import SchoolWanted

Key = tuple[str, ...]
"""What an input row speaks of: ``("member", id)``, ``("class", id)``, ``("enrolment", class, member)``,
``("characteristics", member)``, ``("year", id)``, ``("term", id)``, ``("school", id)``, by the sender's identifiers."""

SECRET_WORDS = ("password", "phone", "sms", "mobile", "agent", "guardian", "contact", "email", "e-mail")
"""Columns whose header holds one of these are blanked in what is given back."""


class InputRows(Protocol):
    """Rows that can be gone through again and again: the line on which each begins, and its cells."""

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]: ...
    def __len__(self) -> int: ...


@dataclass(frozen=True)
class InputTable:
    """One file as it came: header, and rows with the line on which each begins (the header's is 1).

    ``speaks_of`` maps a line to what its row speaks of. A row counts as applied when any of that was changed, as
    failed when a problem names its line, else as unchanged. A line that is not in the map is unchanged.
    """

    file: str
    header: tuple[str, ...]
    rows: InputRows
    speaks_of: Mapping[int, Sequence[Key]] = field(default_factory=dict)
    mode: str = "bulk"

    def keys_of(self, line: int, cells: Sequence[str]) -> Sequence[Key]:
        """What one row speaks of."""
        return self.speaks_of.get(line, ())

    def failed_and_applied(self, failing: Set[int], touched: Mapping[str, KeySet]) -> tuple[int, int]:
        """How many rows a problem names, and how many others speak of something that was changed, by kind."""
        failed = applied = 0
        for line, cells in self.rows:
            if line in failing:
                failed += 1
            elif any(key in touched.get(key[0], ()) for key in self.keys_of(line, cells)):
                applied += 1
        return failed, applied


@dataclass(frozen=True)
class Incoming:
    """A roster that was read.

    Args:
        source: the sender's system, at most 60 characters; people and classes are known again by it and their ids.
        version: what kind of thing it was, at most 10 characters ("1.1", "csv").
        digest: SHA-256 over the bytes read; the same file has the same.
        schools: what each school should hold.
        held: whom and what unreadable rows speak of; nothing of it is closed.
        problems: rows left out, and why. Those that block must be accepted before the rest comes in.
        notes: what is worth saying once ("Columns that were not read: …").
        tables: the rows, for the accounting and for giving failing rows back.
        named: whether the source names its system; else a school is not known again by its identifier alone.
        as_of: the moment up to which the sender's data is known to reach.
    """

    source: str
    version: str
    digest: str
    schools: Sequence[SchoolWanted]
    held: Held = field(default_factory=Held)
    problems: Sequence[Problem] = ()
    notes: Sequence[str] = ()
    tables: Sequence[InputTable] = ()
    named: bool = True
    as_of: datetime.datetime | None = None
