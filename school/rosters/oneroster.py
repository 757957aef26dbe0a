"""An OneRoster package into an :class:`Incoming`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import ngettext

from school.rosters.checks import check
from school.rosters.incoming import Incoming, InputTable, Key
from school.rosters.package import open_package
from school.rosters.reading import Reading, read
from school.rosters.schools import people_left_out, schools_wanted
from school.rosters.wanted import SchoolWanted


def read_oneroster(folder: Path, *, on: datetime.date) -> Incoming:
    """Read and check a package.

    Raises:
        RosterRefused: it cannot be read or contradicts itself, with file, line and reason.
    """
    package = open_package(folder)
    reading = read(package)
    check(reading)
    schools = schools_wanted(reading, on)
    return Incoming(
        source=package.source,
        version=package.version,
        digest=package.digest,
        schools=schools,
        held=reading.held,
        problems=tuple(reading.problems),
        notes=(*reading.notes, *_left_out(reading, schools)),
        tables=tuple(_input_table(reading, name) for name in package.tables),
        named=package.named,
    )


def _left_out(reading: Reading, wanted: list[SchoolWanted]) -> Iterator[str]:
    left_out: Mapping[str, int] = people_left_out(reading, wanted)
    for role, count in sorted(left_out.items()):
        said = ngettext(
            "Not brought in: %(count)d person with the role %(role)s.",
            "Not brought in: %(count)d people with the role %(role)s.",
            count,
        )
        yield said % {"count": count, "role": role}


SPEAKS_OF: dict[str, Callable[[Any], tuple[Key, ...]]] = {
    "orgs": lambda record: (("school", record.id),),
    "academicSessions": lambda record: (("year", record.id), ("term", record.id)),
    "courses": lambda record: (),
    "classes": lambda record: (("class", record.id),),
    "users": lambda record: (("member", record.id),),
    "roles": lambda record: (("member", record.user),),
    "enrollments": lambda record: (("enrolment", record.school_class, record.user),),
    "demographics": lambda record: (("characteristics", record.id),),
}


def _input_table(reading: Reading, name: str) -> InputTable:
    table, keys = reading.package.tables[name], SPEAKS_OF[name]
    speaks_of = {record.line: keys(record) for record in reading.table(name).values()}
    return InputTable(table.file, table.header, table.rows, speaks_of)
