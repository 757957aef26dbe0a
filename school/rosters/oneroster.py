"""An OneRoster package into an :class:`Incoming`."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from django.utils.translation import ngettext

from school.models import School
from school.rosters.bulk import collector_resting
from school.rosters.checks import check
from school.rosters.delta import cut_down, merge
from school.rosters.incoming import Incoming, InputTable, Key
from school.rosters.keysets import KeySet
from school.rosters.package import open_package
from school.rosters.reading import Reading, read
from school.rosters.schools import people_left_out, schools_wanted
from school.rosters.stowing import Spool
from school.rosters.wanted import SchoolWanted


@collector_resting()
def read_oneroster(path: Path, *, on: datetime.date, into: School | None = None) -> Incoming:
    """Read and check a package, a folder or a zip.

    Args:
        into: the school it is for; a package of changes leans on what this school was sent before.

    Raises:
        RosterRefused: it cannot be read or contradicts itself, with file, line and reason.
    """
    package = open_package(path)
    reading = read(package)
    before = None if package.whole else merge(reading, into)
    check(reading)
    schools = schools_wanted(reading, on)
    left_out = () if before else tuple(_left_out(reading, schools))
    if before:
        schools = cut_down(reading, before, schools)
    dates: set[datetime.datetime] = set()
    tables = tuple(_input_table(reading, name, dates) for name in package.tables)
    return Incoming(
        source=package.source,
        version=package.version,
        digest=package.digest,
        schools=schools,
        held=reading.held,
        problems=tuple(reading.problems),
        notes=(*package.notes, *reading.notes, *left_out),
        tables=tables,
        named=package.named,
        as_of=_as_of(dates, on),
    )


def _as_of(dates: Iterable[datetime.datetime], on: datetime.date) -> datetime.datetime:
    """The moment up to which the sender's data is known to reach: the newest date that speaks of something done.

    Not the day of the import: an old export may come in late, and changes made after it are news all the same.
    """
    latest = datetime.datetime.combine(on, datetime.time.max, datetime.UTC)
    return max((at for at in dates if at <= latest), default=latest)


def _left_out(reading: Reading, wanted: list[SchoolWanted]) -> Iterator[str]:
    left_out: Mapping[str, int] = people_left_out(reading, wanted)
    for role, count in sorted(left_out.items()):
        said = ngettext(
            "Not brought in: %(count)d person with the role %(role)s.",
            "Not brought in: %(count)d people with the role %(role)s.",
            count,
        )
        yield said % {"count": count, "role": role}


SPEAKS_OF: dict[str, tuple[tuple[str, ...], ...]] = {
    "orgs": (("school", "sourcedId"),),
    "academicSessions": (("year", "sourcedId"), ("term", "sourcedId")),
    "classes": (("class", "sourcedId"),),
    "users": (("member", "sourcedId"),),
    "roles": (("member", "userSourcedId"),),
    "enrollments": (("enrolment", "classSourcedId", "userSourcedId"),),
    "demographics": (("characteristics", "sourcedId"),),
}
"""For each table what its rows speak of, and the columns that name it. A course only lends its subject."""


FIELDS = {"sourcedId": "id", "userSourcedId": "user", "classSourcedId": "school_class"}
"""Where a record holds these columns."""


@dataclass(frozen=True)
class OneRosterTable(InputTable):
    """Finds what a row speaks of in its cells: nothing is held in memory for each row but the identifiers it names.

    ``named`` has them row by row, when every row of the file became a record.
    """

    keys: tuple[tuple[str, tuple[int, ...]], ...] = ()
    named: Collection[Key] = ()

    def keys_of(self, line: int, cells: Sequence[str]) -> Sequence[Key]:
        return [(kind, *(cells[at].strip() for at in places)) for kind, places in self.keys]

    def failed_and_applied(self, failing: Set[int], touched: Mapping[str, KeySet]) -> tuple[int, int]:
        """Quick for the usual table, whose rows speak of one thing and none of which failed."""
        if failing or len(self.keys) != 1:
            return super().failed_and_applied(failing, touched)
        kind, _places = self.keys[0]
        if kind not in touched:
            return 0, 0
        if not self.named:
            return super().failed_and_applied(failing, touched)
        return 0, touched[kind].count_in(self.named)


def _input_table(reading: Reading, name: str, dates: set[datetime.datetime]) -> InputTable:
    """Adds to ``dates`` when something was done, so that many rows are gone through once."""
    table = reading.package.tables[name]
    positions = {column: at for at, column in enumerate(table.header)}
    speaks_of = SPEAKS_OF.get(name, ())
    keys = tuple((kind, tuple(positions[one] for one in names)) for kind, *names in speaks_of)
    named = _named(reading, name, dates, speaks_of[0] if len(speaks_of) == 1 else ())
    return OneRosterTable(
        table.file, table.header, table.rows, mode=reading.package.modes[name], keys=keys, named=named
    )


def _named(reading: Reading, name: str, dates: set[datetime.datetime], speaks_of: Sequence[str]) -> Collection[Key]:
    """What each row speaks of; nothing where rows were set aside or stand twice: those are counted row by row."""
    found: Spool[Key] = Spool(tuple)
    kind, fields = speaks_of[:1], [attrgetter(FIELDS[column]) for column in speaks_of[1:]]
    for record in reading.table(name).values():
        if record.modified_at:
            dates.add(record.modified_at)
        if name == "enrollments" and record.starts_on:
            dates.add(datetime.datetime.combine(record.starts_on, datetime.time.min, datetime.UTC))
        if record.line and fields:
            found.append((*kind, *[field(record) for field in fields]))
    return found if len(found) == len(reading.package.tables[name].rows) else ()
