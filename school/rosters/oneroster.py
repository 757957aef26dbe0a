"""An OneRoster package into an :class:`Incoming`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import ngettext

from school.models import School
from school.rosters.bulk import collector_resting
from school.rosters.checks import check
from school.rosters.delta import cut_down, merge
from school.rosters.incoming import Incoming, InputTable, Key
from school.rosters.package import open_package
from school.rosters.reading import Reading, read
from school.rosters.schools import people_left_out, schools_wanted
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
    return Incoming(
        source=package.source,
        version=package.version,
        digest=package.digest,
        schools=schools,
        held=reading.held,
        problems=tuple(reading.problems),
        notes=(*package.notes, *reading.notes, *left_out),
        tables=tuple(_input_table(reading, name) for name in package.tables),
        named=package.named,
        as_of=_as_of(reading, on),
    )


def _as_of(reading: Reading, on: datetime.date) -> datetime.datetime:
    """The moment up to which the sender's data is known to reach: the newest date that speaks of something done.

    Not the day of the import: an old export may come in late, and changes made after it are news all the same.
    """
    latest = datetime.datetime.combine(on, datetime.time.max, datetime.UTC)
    rows = [record for name in reading.package.tables for record in reading.table(name).values()]
    changed = [record.modified_at for record in rows if record.modified_at]
    begun = [record.starts_on for record in reading.table("enrollments").values() if record.starts_on]
    days = [datetime.datetime.combine(day, datetime.time.min, datetime.UTC) for day in begun]
    return max((at for at in (*changed, *days) if at <= latest), default=latest)


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


@dataclass(frozen=True)
class OneRosterTable(InputTable):
    """Finds what a row speaks of in its cells: nothing is held in memory for each row."""

    keys: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def keys_of(self, line: int, cells: Sequence[str]) -> Sequence[Key]:
        return [(kind, *(cells[at].strip() for at in places)) for kind, places in self.keys]

    def failed_and_applied(self, failing: Set[int], touched: Set[Key]) -> tuple[int, int]:
        """Quick for the usual table, whose rows speak of one thing and none of which failed."""
        if failing or len(self.keys) != 1:
            return super().failed_and_applied(failing, touched)
        (kind, places) = self.keys[0]
        known = {key[1:] for key in touched if key[0] == kind}
        if not known:
            return 0, 0
        if len(places) == 1:
            at, ids = places[0], {key[0] for key in known}
            return 0, sum(cells[at].strip() in ids for _line, cells in self.rows)
        one, other = places
        return 0, sum((cells[one].strip(), cells[other].strip()) in known for _line, cells in self.rows)


def _input_table(reading: Reading, name: str) -> InputTable:
    table = reading.package.tables[name]
    positions = {column: at for at, column in enumerate(table.header)}
    keys = tuple((kind, tuple(positions[one] for one in names)) for kind, *names in SPEAKS_OF.get(name, ()))
    return OneRosterTable(table.file, table.header, table.rows, mode=reading.package.modes[name], keys=keys)
