"""A roster's file or folder, whatever it is: a OneRoster package, one table, or something that is neither."""

from __future__ import annotations

import datetime
import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from learningculture.tenancy import tenant
from school.models import RosterMapping, School
from school.rosters.from_tables import incoming_from
from school.rosters.imports import alone, carry_out, check_answered, import_roster, plan_import
from school.rosters.incoming import Incoming
from school.rosters.oneroster import read_oneroster
from school.rosters.problems import RosterRefused, refuse
from school.rosters.report import RosterReport
from school.rosters.tablefiles import TableFile, read_table
from school.rosters.tablefiles.answers import UNSAID, Answers, guessed
from school.rosters.tablefiles.glimpse import glimpse_of
from school.rosters.tablefiles.limits import MOST_BYTES, check_size, open_archive
from school.rosters.tablefiles.recognising import is_school_data_sync

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".json", ".xml")


@dataclass(frozen=True)
class Source:
    """``table`` is None for a OneRoster package."""

    path: Path
    table: TableFile | None
    digest: str = ""


def open_source(path: Path, name: str = "", *, encoding: str = "") -> Source:
    """See what it is, by its contents.

    Args:
        name: the file's own name, when it lies under another.

    Raises:
        NotUnicode: a table whose letters somebody must recognise.
        RosterRefused: it is nothing that can be read.
    """
    name = name or path.name
    if path.is_dir():
        _check_not_school_data_sync(name, (file.name for file in path.iterdir()))
        return Source(path, None)
    if not path.is_file():
        raise refuse(name, _("There is no such file or folder."))
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = [PurePosixPath(one).name for one in archive.namelist() if not one.endswith("/")]
        if "workbook.xml" not in names:
            return _open_package(path, name, names, encoding)
    content = _content(path, name)
    return Source(path, read_table(name, content, encoding=encoding), hashlib.sha256(content).hexdigest())


def _open_package(path: Path, name: str, names: list[str], encoding: str) -> Source:
    """An archive: a OneRoster package, or one table that somebody packed."""
    _check_not_school_data_sync(name, names)
    if len(names) == 1 and names[0].lower().endswith(TABLES):
        content = _content(path, name)
        archive = open_archive(name, content)
        inside = archive.read(archive.infolist()[0])
        check_size(names[0], inside)
        return Source(path, read_table(names[0], inside, encoding=encoding), hashlib.sha256(inside).hexdigest())
    return Source(path, None)


def _content(path: Path, name: str) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise refuse(name, _("The file is larger than %(count)d MB.") % {"count": MOST_BYTES // 1_000_000})
    return path.read_bytes()


def _check_not_school_data_sync(name: str, names: Iterable[str]) -> None:
    if is_school_data_sync(names):
        raise _school_data_sync(name)


def _school_data_sync(name: str) -> RosterRefused:
    return refuse(
        name,
        _(
            "This is a set for Microsoft School Data Sync. It looks like OneRoster and is not: it has no manifest, and "
            "its roles and places are written otherwise. Hand in its tables of students and of teachers one by one."
        ),
    )


def incoming_of(source: Source, *, answers: Answers, school: School, on: datetime.date) -> Incoming:
    """The roster on its way in. ``answers`` are asked of a table only."""
    if source.table is None:
        return read_oneroster(source.path, on=on, into=school)
    return incoming_from(source.table, answers, school=school, on=on, digest=source.digest)


def import_any(
    *,
    path: Path,
    on: datetime.date,
    into: School | None = None,
    mapping: Mapping[str, Any] | None = None,
    encoding: str = "",
    dry_run: bool = False,
    accept_rest: bool = False,
    allow_leavers: bool = False,
) -> RosterReport:
    """Bring in whatever the path holds: a OneRoster package as :func:`import_roster` does, a table into one school.

    Args:
        mapping: answers about the table (see :class:`Answers`) over those remembered or guessed.

    Raises:
        RosterRefused: with file, line and reason; nothing was changed.
    """
    source = open_source(path, encoding=encoding)
    if source.table is None:
        return import_roster(
            folder=path, on=on, dry_run=dry_run, into=into, accept_rest=accept_rest, allow_leavers=allow_leavers
        )
    if into is None:
        raise refuse(path.name, _("A table does not say which school it is of: say it with --school."))
    answers = answers_for(source.table, into, mapping or {})
    with alone():
        plan = plan_import(incoming_of(source, answers=answers, school=into, on=on), on=on, into=into)
        check_answered(plan, accept_rest=accept_rest, allow_leavers=allow_leavers)
        if dry_run:
            return plan.report(dry_run=True)
        return carry_out(
            plan, by=None, now=timezone.now(), accept_rest=accept_rest, allow_leavers=allow_leavers, kind="table"
        )


def answers_for(table: TableFile, school: School, mapping: Mapping[str, Any]) -> Answers:
    """What was said of such a table before, else what it says itself; over it what is said now.

    Nobody is there to ask: a table is taken to hold everybody, and what a pupil premium column counts stays unsaid.
    """
    glimpse = glimpse_of(table)
    with tenant(school.pk):
        kept = RosterMapping.objects.filter(school=school, signature=glimpse.signature).first()
    answers = guessed(glimpse, Answers.from_dict(kept.answers) if kept else None)
    said: dict[str, Any] = {"complete": True} if answers.complete is None else {}
    said |= {"premium": UNSAID} if not answers.premium else {}
    return Answers.from_dict({**answers.as_dict(), **said, **mapping})
