"""The files of a package, in a folder or a zip. A zip is judged by its directory before anything is unpacked."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from school.rosters.problems import RosterRefused, refuse

MEGABYTE = 1_000_000
LARGEST_ZIP, LARGEST_SUM, LARGEST_RATIO, MOST_ENTRIES = 10 * MEGABYTE, 80 * MEGABYTE, 100, 60
"""20,000 users with ten classes each unpack to about 20 MB and pack to about 2 MB, some 15 : 1; OneRoster 1.2 has 22
file names. Four times that is room enough, and what one import may take of a worker's memory."""

FROM_FINDER = "__MACOSX"
"""A folder of its own that macOS adds to every zip."""

PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class Files:
    """The files by name, and what was odd about where they lay."""

    path: Path
    members: dict[str, str]
    notes: tuple[str, ...] = ()

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def size(self, name: str) -> int:
        if self.path.is_dir():
            return (self.path / self.members[name]).stat().st_size
        with zipfile.ZipFile(self.path) as archive:
            return archive.getinfo(self.members[name]).file_size

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """The file's bytes from the beginning. A zip never gives more than its directory says.

        Raises:
            RosterRefused: the zip is damaged there.
        """
        if self.path.is_dir():
            with (self.path / self.members[name]).open("rb") as stream:
                yield stream
            return
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.members[name]) as stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError):
            raise refuse(name, _("The zip is damaged here.")) from None


def files_in(path: Path) -> Files:
    """A folder's or a zip's files.

    Raises:
        RosterRefused: there is no such thing, it is no zip, or a zip that no school's system makes.
    """
    if path.is_dir():
        files = [file for file in path.iterdir() if file.is_file() and not file.is_symlink()]
        if sum(file.stat().st_size for file in files) > LARGEST_SUM:
            raise _too_large(path)
        return Files(path, {file.name: file.name for file in files})
    if not path.is_file():
        raise refuse(path.name, _("There is no such folder or file."))
    try:
        with zipfile.ZipFile(path) as archive:
            return _of_zip(path, archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, UnicodeError):
        raise refuse(path.name, _("This is no folder and no readable zip.")) from None


def _too_large(path: Path) -> RosterRefused:
    reason = _("The package is larger than a roster can be (%(count)d MB).")
    return refuse(path.name, reason % {"count": LARGEST_SUM // MEGABYTE})


def _of_zip(path: Path, entries: Sequence[zipfile.ZipInfo]) -> Files:
    if len(entries) > MOST_ENTRIES:
        raise refuse(path.name, _("The zip holds more than %(count)d files.") % {"count": MOST_ENTRIES})
    unpacked, packed = sum(entry.file_size for entry in entries), path.stat().st_size
    if packed > LARGEST_ZIP or unpacked > LARGEST_SUM or unpacked > MEGABYTE + LARGEST_RATIO * packed:
        raise _too_large(path)
    for entry in entries:
        _check_entry(path, entry)
    return _at_the_root(path, [entry.filename for entry in entries if not entry.is_dir() and not _ignored(entry)])


def _ignored(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename).parts
    return parts[0] == FROM_FINDER or parts[-1] == ".DS_Store"


def _check_entry(path: Path, entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    mode = entry.external_attr >> 16
    parts = PurePosixPath(name).parts
    if entry.flag_bits & 0x1:
        raise refuse(path.name, _("The zip is locked with a password. Save it without one."))
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or ":" in name:
        raise refuse(path.name, _("A name in the zip leads out of it."))
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) and stat.S_IFMT(mode):
        raise refuse(path.name, _("The zip holds a link or something else that is no file."))
    if entry.compress_type not in PLAIN_METHODS:
        raise refuse(path.name, _("The zip is packed in an unusual way. Save it as an ordinary zip."))


def _at_the_root(path: Path, names: Sequence[str]) -> Files:
    """All files at the root, or all in one folder, which is said."""
    folders = {PurePosixPath(name).parent for name in names}
    if len(folders) != 1 or len(next(iter(folders)).parts) > 1:
        raise refuse(path.name, _("The files of a OneRoster zip lie at its root, not in folders."))
    members = {PurePosixPath(name).name: name for name in names}
    if len(members) != len(names):
        raise refuse(path.name, _("One file name stands twice in the zip."))
    folder = next(iter(folders)).name
    notes = (_("The files lay in a folder of the zip instead of at its root."),) if folder else ()
    return Files(path, members, notes)
