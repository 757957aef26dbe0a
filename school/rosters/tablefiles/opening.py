"""Which kind of file this is, by its contents and never by its name; and its table, the same for every kind."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from school.rosters.problems import RosterRefused, refuse
from school.rosters.tablefiles.limits import LONGEST_CELL, MOST_CELLS, check_columns, check_rows, check_size

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
"""Begins XLS files, and XLSX files under a password."""

TITLE_LINES = 5
"""Lines above the header that a report may have for its title."""


@dataclass(frozen=True)
class TableFile:
    """A table as it came. Each row has its line (the header of a plain table is line 1) and a cell for each column.

    ``short`` names the lines whose cells did not fit the header: they may have slipped.
    """

    file: str
    kind: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str = ""
    delimiter: str = ","
    short: frozenset[int] = frozenset()

    def column(self, name: str) -> list[str]:
        place = self.header.index(name)
        return [cells[place] for _line, cells in self.rows]


class NotUnicode(RosterRefused):
    """The text is not UTF-8; somebody must say that it is Windows-1252. ``lines`` show how it would read."""

    def __init__(self, refused: RosterRefused, lines: Sequence[str]) -> None:
        super().__init__(refused.problems)
        self.lines = tuple(lines)


def read_table(file: str, content: bytes, *, encoding: str = "") -> TableFile:
    """The one table of a file.

    Args:
        encoding: ``windows-1252`` when a person said so; else UTF-8, or UTF-16 where its mark says it.

    Raises:
        NotUnicode: neither; ask.
        RosterRefused: not a table, damaged, too large, or holding what no table should.
    """
    from school.rosters.tablefiles import ctf, text, wonde, workbook

    check_size(file, content)
    start = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    if content.startswith(b"PK"):
        return workbook.read(file, content)
    if content.startswith(OLD_EXCEL):
        raise refuse(
            file, _("This is an old or password-protected Excel file. Save it as XLSX or CSV, without password.")
        )
    if start.startswith((b"{", b"[")):
        return wonde.read(file, content)
    if start.startswith(b"<"):
        return ctf.read(file, content)
    return text.read(file, content, encoding)


def table_of(
    file: str,
    kind: str,
    lines: Iterable[tuple[int, Sequence[str]]],
    *,
    encoding: str = "",
    delimiter: str = ",",
    slips: bool = False,
) -> TableFile:
    """Header and rows of the lines, blank ones left out.

    Args:
        slips: whether a line with fewer cells than the header may have slipped (CSV) or only ends in blanks (XLSX).
    """
    found = _within_limits(file, lines)
    number = _header_at(found)
    if number is None:
        raise refuse(file, _("The file is empty."))
    header = _named(found[number][1])
    width, short, rows = len(header), set[int](), []
    for line, cells in found[number + 1 :]:
        beyond = any(cells[width:])
        if beyond or (slips and len(cells) < width):
            short.add(line)
        rows.append((line, (*cells[:width], *[""] * (width - len(cells)))))
    if not rows:
        raise refuse(file, _("The file has a header and no rows. An empty file is not a roster."))
    return TableFile(file, kind, header, tuple(rows), encoding, delimiter, frozenset(short))


def _within_limits(file: str, lines: Iterable[tuple[int, Sequence[str]]]) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    seen = 0
    for count, (line, raw) in enumerate(lines):
        check_rows(file, count)
        cells = [one_line(cell) for cell in raw]
        last = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
        check_columns(file, last, line)
        seen += len(cells)
        if seen > MOST_CELLS:
            raise refuse(file, _("The table has more than %(count)d cells.") % {"count": MOST_CELLS}, line=line)
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise refuse(file, _("A cell holds more than %(count)d characters.") % {"count": LONGEST_CELL}, line=line)
        if last:
            found.append((line, cells))
    return found


def one_line(text: str) -> str:
    """Composed form, blanks and line ends as one blank, without invisible control characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(letter for letter in text if letter in "\t\r\n" or unicodedata.category(letter) != "Cc")
    return " ".join(unicodedata.normalize("NFC", kept).split()).strip("\ufeff")


def _header_at(lines: list[tuple[int, list[str]]]) -> int | None:
    """The first line, or the first after a report's title: a title fills one cell and the table several."""
    wide = any(sum(map(bool, cells)) >= 3 for _line, cells in lines[: TITLE_LINES + 1])
    for number, (_line, cells) in enumerate(lines):
        if not wide or sum(map(bool, cells)) > 1 or number == TITLE_LINES:
            return number
    return None


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    """Each column's name once; a nameless column is called after its letter."""
    last = max(place for place, cell in enumerate(cells, 1) if cell)
    names: list[str] = []
    for place, cell in enumerate(cells[:last]):
        name = cell or _("Column %(letter)s") % {"letter": letter_of(place)}
        twice = sum(name == known.partition(" (#")[0] for known in names)
        names.append(f"{name} (#{twice + 1})" if twice else name)
    return tuple(names)


def letter_of(place: int) -> str:
    """The letter of a column, counted from 0, as spreadsheets show it."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
