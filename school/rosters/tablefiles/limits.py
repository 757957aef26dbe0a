"""How large a table may be. What lies beyond is refused before it costs memory or time."""

from __future__ import annotations

import io
import zipfile

from django.utils.translation import gettext as _

from school.rosters.problems import RosterRefused, refuse

MOST_BYTES = 10_000_000
"""Of a file as it comes. A school of 2,000 students with thirty columns has under one million."""

MOST_BYTES_UNPACKED = 25_000_000
"""Of a workbook's parts together, as their directory states; more would take seconds to read."""

MOST_PARTS, MOST_RATIO = 200, 150
"""Parts of a workbook, and how much smaller than its contents it may be. XML shrinks twenty to fifty times."""

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 25_000, 200, 600_000
LONGEST_CELL = 2_000
"""Characters. What stands in a longer cell is no name, code or list of classes."""


def check_size(file: str, content: bytes) -> None:
    """Raises RosterRefused for an empty or a very large file."""
    if not content.strip():
        raise refuse(file, _("The file is empty."))
    if len(content) > MOST_BYTES:
        raise refuse(file, _("The file is larger than %(count)d MB.") % {"count": MOST_BYTES // 1_000_000})


def open_archive(file: str, content: bytes) -> zipfile.ZipFile:
    """A zip archive whose directory promises a bearable size. Nothing is unpacked yet.

    Python's reader never gives out more of a part than the directory states, so a lying directory gains nothing.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise damaged(file) from None
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > MOST_PARTS or unpacked > MOST_BYTES_UNPACKED or unpacked > MOST_RATIO * packed + 100_000:
        raise refuse(file, _("The file unpacks to far more than it seems to hold, so it was not opened."))
    if any(part.flag_bits & 0x1 for part in parts):
        raise refuse(file, _("The file is protected by a password. Save it without one."))
    return archive


def damaged(file: str) -> RosterRefused:
    return refuse(file, _("The file is damaged: it cannot be opened. Export it again."))


def check_rows(file: str, count: int) -> None:
    if count > MOST_ROWS:
        reason = _(
            "The table goes on past row %(count)d. Delete what stands far below it, or bring it in as two files."
        )
        raise refuse(file, reason % {"count": MOST_ROWS}, line=MOST_ROWS + 1)


def check_columns(file: str, count: int, line: int) -> None:
    if count > MOST_COLUMNS:
        reason = _("The table goes on past column %(count)d. Delete what stands far beside it.")
        raise refuse(file, reason % {"count": MOST_COLUMNS}, line=line)
