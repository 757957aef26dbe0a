"""The package as it came: manifest, which files, encoding and headers. Rows are cells here and nothing more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from school.rosters.archive import Files, files_in
from school.rosters.problems import refuse
from school.rosters.rows import CHUNK, Table, table_in

MANIFEST = "manifest.csv"
VERSIONS = ("1.1", "1.2")
MANIFEST_VERSIONS = ("1.0", "1")
NEEDED = ("orgs", "academicSessions", "classes", "users", "enrollments")
READ = (*NEEDED, "courses", "demographics", "roles")
UNNAMED_SOURCE = "oneroster"
"""The source of packages whose manifest names no system."""

SOURCE_LENGTH = 60


@dataclass(frozen=True)
class Package:
    """A readable package. ``source`` is the sender's system; ``digest`` is over the bytes of the tables read.

    ``modes`` says of each table read whether it is ``bulk`` or ``delta``. ``whole`` packages say all there is; others
    lean on what the same sender sent before.
    """

    version: str
    source: str
    named: bool
    tables: dict[str, Table]
    digest: str
    unread: tuple[str, ...]
    modes: dict[str, str]
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        return all(self.modes.get(name) == "bulk" for name in needed_tables(self.version)) and not self.deltas

    @property
    def deltas(self) -> tuple[str, ...]:
        return tuple(name for name, mode in self.modes.items() if mode == "delta")


def needed_tables(version: str) -> tuple[str, ...]:
    return (*NEEDED, "roles") if version == "1.2" else NEEDED


def open_package(path: Path) -> Package:
    """Read the manifest and every table we need from a folder or a zip.

    Raises:
        RosterRefused: no manifest, another version, a missing, empty or unreadable file.
    """
    files = files_in(path)
    properties = _manifest(files)
    version = _version(properties)
    modes = {key.removeprefix("file."): value.lower() for key, value in properties.items() if key.startswith("file.")}
    wanted = [name for name in READ if name != "roles" or version == "1.2"]
    _check_modes(modes, version)
    names = [name for name in wanted if modes.get(name, "absent") != "absent"]
    tables = {name: _table_of(files, name) for name in names}
    source = properties.get("source.systemCode") or properties.get("source.systemName") or ""
    return Package(
        version=version,
        source=source[:SOURCE_LENGTH] or UNNAMED_SOURCE,
        named=bool(source),
        tables=tables,
        digest=_digest(files, names),
        unread=tuple(sorted(name for name, mode in modes.items() if mode != "absent" and name not in names)),
        modes={name: modes[name] for name in names},
        notes=files.notes,
    )


def _manifest(files: Files) -> dict[str, str]:
    if MANIFEST not in files:
        reason = _("The file is missing: this is no OneRoster 1.1 or 1.2 package (1.0 and Microsoft SDS have none).")
        raise refuse(MANIFEST, reason)
    table = table_in(files, MANIFEST)
    if table.header != ("propertyName", "value"):
        raise refuse(MANIFEST, _("The header must be propertyName,value."), line=1)
    properties: dict[str, str] = {}
    for line, cells in table.rows:
        if len(cells) != 2:
            raise refuse(MANIFEST, _("Each line holds a property and its value."), line=line)
        name, value = cells[0].strip(), cells[1].strip()
        if properties.setdefault(name, value) != value:
            raise refuse(MANIFEST, _("%(name)s stands twice with different values.") % {"name": name}, line=line)
    return properties


def _version(properties: dict[str, str]) -> str:
    if properties.get("manifest.version") not in MANIFEST_VERSIONS:
        raise refuse(MANIFEST, _("manifest.version must be 1.0."))
    version = properties.get("oneroster.version", "")
    if version not in VERSIONS:
        raise refuse(MANIFEST, _("oneroster.version must be 1.1 or 1.2."))
    return version


def _check_modes(modes: dict[str, str], version: str) -> None:
    for name, mode in modes.items():
        if mode not in ("absent", "bulk", "delta"):
            raise refuse(MANIFEST, _("file.%(name)s must be absent, bulk or delta.") % {"name": name})
    present = {name: modes[name] for name in READ if modes.get(name, "absent") != "absent"}
    if not present:
        raise refuse(MANIFEST, _("Every file that could be read is absent."))
    for name in needed_tables(version):
        if name not in present and "delta" not in present.values():
            raise refuse(MANIFEST, _("file.%(name)s is absent, and nothing can be read without it.") % {"name": name})


def _table_of(files: Files, name: str) -> Table:
    file = f"{name}.csv"
    if file not in files:
        raise refuse(file, _("The manifest names this file, but it is missing."))
    return table_in(files, file)


def _digest(files: Files, names: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(names):
        digest.update(f"{name} {files.size(f'{name}.csv')}\n".encode())
        with files.open(f"{name}.csv") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
    return digest.hexdigest()
