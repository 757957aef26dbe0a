"""The package as it came: manifest, which files, encoding and headers. Rows are cells here and nothing more."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from school.rosters.archive import Files, files_in
from school.rosters.problems import refuse

MANIFEST = "manifest.csv"
VERSIONS = ("1.1", "1.2")
MANIFEST_VERSIONS = ("1.0", "1")
NEEDED = ("orgs", "academicSessions", "classes", "users", "enrollments")
READ = (*NEEDED, "courses", "demographics", "roles")
UNNAMED_SOURCE = "oneroster"
"""The source of packages whose manifest names no system."""

SOURCE_LENGTH = 60


@dataclass(frozen=True)
class Table:
    """One file: its header, and its rows with the line on which each begins."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]


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
    contents = {name: _bytes_of(files, name) for name in names}
    source = properties.get("source.systemCode") or properties.get("source.systemName") or ""
    return Package(
        version=version,
        source=source[:SOURCE_LENGTH] or UNNAMED_SOURCE,
        named=bool(source),
        tables={name: _table(f"{name}.csv", content) for name, content in contents.items()},
        digest=_digest(contents),
        unread=tuple(sorted(name for name, mode in modes.items() if mode != "absent" and name not in names)),
        modes={name: modes[name] for name in names},
        notes=files.notes,
    )


def _manifest(files: Files) -> dict[str, str]:
    if MANIFEST not in files:
        reason = _("The file is missing: this is no OneRoster 1.1 or 1.2 package (1.0 and Microsoft SDS have none).")
        raise refuse(MANIFEST, reason)
    table = _table(MANIFEST, files.read(MANIFEST))
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


def _bytes_of(files: Files, name: str) -> bytes:
    file = f"{name}.csv"
    if file not in files:
        raise refuse(file, _("The manifest names this file, but it is missing."))
    return files.read(file)


def _digest(contents: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(f"{name} {len(contents[name])}\n".encode() + contents[name])
    return digest.hexdigest()


def _table(file: str, content: bytes) -> Table:
    lines = _records(file, _decoded(file, content))
    _line, header = next(lines, (1, []))
    if not header:
        raise refuse(file, _("The file is empty."))
    if len(set(header)) != len(header):
        raise refuse(file, _("A column stands twice in the header."), line=1)
    rows = tuple(lines)
    if not rows:
        reason = _("The file has a header and no rows. An empty file is not a roster; mark it absent if that is meant.")
        raise refuse(file, reason)
    return Table(file, tuple(header), rows)


def _decoded(file: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse(file, _("The file is UTF-16; save it as UTF-8."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refuse(file, _("The text is not UTF-8 here; save the file as UTF-8."), line=line) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refuse(file, _("The file holds a byte that no text has; it is damaged."), line=line)
    return text


def _records(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Records and the line each begins on; lines without any cell are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            reason = _("The quoting is broken here: a quotation mark is not closed, or stands inside a cell.")
            raise refuse(file, reason, line=line) from None
        if any(cell.strip() for cell in cells):
            yield line, cells
