"""From a package's cells to records, table by table: headers checked, each row read or set aside with its reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from school.rosters.cells import Cells
from school.rosters.package import Package
from school.rosters.problems import Problem, RosterRefused
from school.rosters.rows import Table
from school.rosters.shelves import Shelf
from school.rosters.tables import Record, Spec, say_the_same, spec_of

PLAIN_COLUMN = re.compile(r"[\w.\-]{1,60}")


@dataclass
class Held:
    """Whom and what set-aside rows speak of. A row we could not read is no leaver: nothing held is closed."""

    people: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    places: set[tuple[str, str]] = field(default_factory=set)
    anything: bool = False

    def hold(self, table: str, record: str, *, user: str = "", school_class: str = "") -> None:
        if table in ("users", "roles"):
            self.people.add(record if table == "users" else user)
        elif table == "classes":
            self.classes.add(record)
        elif table == "enrollments":
            self.places.add((school_class, user))
        known = {"users": record, "roles": user, "classes": record, "enrollments": school_class and user}
        self.anything |= not known.get(table, "beside")


@dataclass
class Reading:
    """All records by table and sourcedId, in file order, and what is wrong or worth saying."""

    package: Package
    records: dict[str, MutableMapping[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    held: Held = field(default_factory=Held)
    notes: list[str] = field(default_factory=list)
    wrong_lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def table(self, name: str) -> MutableMapping[str, Any]:
        return self.records.get(name, {})

    def rows(self, name: str) -> Iterable[Any]:
        """The records of a table. Some may be set aside meanwhile."""
        table = self.table(name)
        return table.values() if isinstance(table, Shelf) else list(table.values())

    def set_aside(self, table: str, record: Any, column: str, reason: str) -> None:
        """Take a record out again for what it refers to. What was sent before (line 0) goes without a word."""
        if not record.line:
            del self.records[table][record.id]
            return
        self.problems.append(Problem(f"{table}.csv", record.line, reason, column, record.id))
        user, school_class = getattr(record, "user", ""), getattr(record, "school_class", "")
        self.held.hold(table, record.id, user=user, school_class=school_class)
        self.records[table].pop(record.id, None)
        self.wrong_lines[table, record.id] = record.line

    def why_missing(self, table: str, id: str) -> str:
        """The reason that a reference leads nowhere."""
        line = self.wrong_lines.get((table, id))
        known = {"id": id, "file": f"{table}.csv", "line": line}
        if line:
            return _("%(id)s is wrong itself: see line %(line)d of %(file)s.") % known
        return _("%(id)s does not stand in %(file)s.") % known

    def contradiction(self, table: str, line: int, column: str, reason: str, record: str = "") -> None:
        self.problems.append(Problem(f"{table}.csv", line, reason, column, record, fatal=True))


def read(package: Package) -> Reading:
    """Every row of every table.

    Raises:
        RosterRefused: a header is misspelt, or a needed column is not there.
    """
    reading = Reading(package)
    specs = {name: spec_of(name, package.version) for name in package.tables}
    wrong = [
        problem
        for name, table in package.tables.items()
        for problem in _header_problems(table, specs[name], delta=package.modes[name] == "delta")
    ]
    if wrong:
        raise RosterRefused(wrong)
    for name, table in package.tables.items():
        _read_table(reading, name, table, specs[name])
    _note_what_was_not_read(reading, specs)
    return reading


def _header_problems(table: Table, spec: Spec, *, delta: bool) -> list[Problem]:
    spelt = {column.casefold(): column for column in spec.columns}
    problems = []
    for column in table.header:
        right = spelt.get(column.strip().casefold())
        if right and column != right:
            reason = _("The column %(wrong)s must be spelt %(right)s: capitals matter.")
            problems.append(Problem(table.file, 1, reason % {"wrong": column, "right": right}, right, fatal=True))
    written = {column.strip().casefold() for column in table.header}
    for column in ("sourcedId", *(("status", "dateLastModified") if delta else ()), *spec.needed):
        if column.casefold() not in written:
            reason = _("The column %(column)s is missing.") % {"column": column}
            problems.append(Problem(table.file, 1, reason, column, fatal=True))
    return problems


def _read_table(reading: Reading, name: str, table: Table, spec: Spec) -> None:
    positions = {column: number for number, column in enumerate(table.header)}
    width, delta = len(table.header), reading.package.modes[name] == "delta"
    records: Shelf[Record] = Shelf(spec.record)
    reading.records[name] = records
    repeated = 0
    for line, row in table.rows:
        cells = Cells(table.file, positions, line, row)
        if len(row) != width and (len(row) < width or any(cell.strip() for cell in row[width:])):
            reason = _("The row has %(count)d cells and the header %(width)d: some may stand in the wrong column.")
            cells.wrong("", reason % {"count": len(row), "width": width})
        record = spec.record(
            line,
            cells.id("sourcedId"),
            cells.current(needed=delta),
            cells.moment("dateLastModified", needed=delta),
            **spec.read(cells),
        )
        if cells.problems:
            reading.problems += cells.problems
            reading.wrong_lines[name, cells.record] = line
            user, school_class = cells.raw("userSourcedId"), cells.raw("classSourcedId")
            reading.held.hold(name, cells.record, user=user, school_class=school_class)
        elif (known := records.add(record.id, record)) is None:
            pass
        elif say_the_same(record, known):
            repeated += 1
        else:
            reason = _("The sourcedId stands already on line %(line)d, with other contents.")
            reading.contradiction(name, line, "sourcedId", reason % {"line": known.line}, record.id)
    if repeated:
        reading.notes.append(_("%(file)s: %(count)d rows are exact repeats.") % {"file": table.file, "count": repeated})


def _note_what_was_not_read(reading: Reading, specs: dict[str, Spec]) -> None:
    unknown = {
        column
        for name, table in reading.package.tables.items()
        for column in table.header
        if column not in specs[name].columns
    }
    if unknown:
        said = sorted(column for column in unknown if PLAIN_COLUMN.fullmatch(column))
        reading.notes.append(_("Columns that were not read: %(columns)s.") % {"columns": ", ".join(said)})
    if reading.package.unread:
        said = [name for name in reading.package.unread if PLAIN_COLUMN.fullmatch(name)]
        reading.notes.append(_("Files that were not read: %(files)s.") % {"files": ", ".join(said)})
