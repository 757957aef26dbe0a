"""A file's rows, read anew each time they are asked for: a roster of any size takes little memory."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from school.rosters.archive import Files
from school.rosters.problems import refuse

CHUNK = 1 << 18


class CsvReader(Protocol):
    """What ``csv.reader`` makes."""

    line_num: int

    def __next__(self) -> list[str]: ...


@dataclass(frozen=True)
class Rows:
    """Rows of a file that was checked: the line on which each begins, and its cells."""

    files: Files
    file: str
    count: int = field(default=0)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        lines = records(self.files, self.file)
        next(lines, None)
        yield from lines

    def __len__(self) -> int:
        return self.count


@dataclass(frozen=True)
class Table:
    """One file: its header, and its rows with the line on which each begins."""

    file: str
    header: tuple[str, ...]
    rows: Rows


def table_in(files: Files, file: str) -> Table:
    """The file, looked through once from beginning to end.

    Raises:
        RosterRefused: it is empty, no UTF-8, or its quoting is broken.
    """
    check_text(files, file)
    lines = records(files, file)
    _line, header = next(lines, (1, []))
    if not header:
        raise refuse(file, _("The file is empty."))
    if len(set(header)) != len(header):
        raise refuse(file, _("A column stands twice in the header."), line=1)
    count = sum(1 for _row in lines)
    if not count:
        reason = _("The file has a header and no rows. An empty file is not a roster; mark it absent if that is meant.")
        raise refuse(file, reason)
    return Table(file, tuple(header), Rows(files, file, count))


def check_text(files: Files, file: str) -> None:
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    with files.open(file) as stream:
        start = stream.read(CHUNK)
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise refuse(file, _("The file is UTF-16; save it as UTF-8."))
        chunk = start
        while chunk:
            if b"\0" in chunk:
                line += chunk.count(b"\n", 0, chunk.index(b"\0"))
                raise refuse(file, _("The file holds a byte that no text has; it is damaged."), line=line)
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                line += max(error.object.count(b"\n", 0, error.start), 0)
                raise refuse(file, _("The text is not UTF-8 here; save the file as UTF-8."), line=line) from None
            line += chunk.count(b"\n")
            chunk = stream.read(CHUNK)
    if decoder.getstate()[0]:
        raise refuse(file, _("The text is not UTF-8 here; save the file as UTF-8."), line=line)


def records(files: Files, file: str) -> Iterator[tuple[int, list[str]]]:
    """Records and the line each begins on; lines without any cell are passed over."""
    with files.open(file) as stream, io.TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text:
        for line, cells in numbered(csv.reader(text, strict=True), file):
            if any(cell and not cell.isspace() for cell in cells):
                yield line, cells


def numbered(reader: CsvReader, file: str) -> Iterator[tuple[int, list[str]]]:
    """What a strict reader finds, with the line on which each record begins.

    Raises:
        RosterRefused: the quoting is broken.
    """
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            reason = _("The quoting is broken here: a quotation mark is not closed, or stands inside a cell.")
            raise refuse(file, reason, line=line) from None
        yield line, cells
