"""CSV and its kin: any of four delimiters, UTF-8 strictly, else Windows-1252 by name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from learningculture.spreadsheets import as_typed
from school.rosters.problems import refuse
from school.rosters.rows import numbered
from school.rosters.tablefiles.limits import MOST_COLUMNS
from school.rosters.tablefiles.opening import NotUnicode, TableFile, table_of

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 20
"""Records that decide on the delimiter."""

SHOWN = 3
"""Lines shown to whoever is asked about the encoding."""

WINDOWS = "windows-1252"


def read(file: str, content: bytes, encoding: str) -> TableFile:
    text, used = _decoded(file, content, encoding)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refuse(file, _("The file holds a byte that no text has; it is damaged, or no table."), line=line)
    delimiter = _delimiter(text)
    return table_of(file, "csv", _records(file, text, delimiter), encoding=used, delimiter=delimiter, slips=True)


def _decoded(file: str, content: bytes, encoding: str) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(file, content, "utf-16"), "utf-16"
    if encoding == WINDOWS:
        return _strictly(file, content, WINDOWS), WINDOWS
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reason = _("The text is not UTF-8 here. Say that it is Windows-1252, or save the file as “CSV UTF-8”.")
        raise NotUnicode(refuse(file, reason, line=line), _samples(content)) from None


def _strictly(file: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refuse(file, _("The text is not %(name)s here.") % {"name": encoding}, line=line) from None


def _samples(content: bytes) -> list[str]:
    """Lines with letters beyond ASCII as Windows-1252 reads them."""
    lines = [line for line in content.splitlines() if not line.isascii()][:SHOWN]
    return [line[:300].decode(WINDOWS, errors="replace") for line in lines]


def _delimiter(text: str) -> str:
    """The one that gives the first records most columns, all of them the same number if any does."""
    sample = text[:100_000]

    def fits(delimiter: str) -> tuple[bool, int]:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = []
        try:
            for record in reader:
                widths += [len(record)] if any(record) else []
                if len(widths) == LOOKED_AT:
                    break
        except csv.Error:
            return False, 0
        widest = max(widths, default=0)
        return widest > 1 and widths.count(widest) > len(widths) / 2 and widest <= MOST_COLUMNS, widest

    return max(DELIMITERS, key=fits)


def _records(file: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Records with the line each begins on, without the apostrophe that our own exports set before a formula."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for line, cells in numbered(reader, file):
        yield line, [as_typed(cell) for cell in cells]
