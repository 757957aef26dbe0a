"""The golden threads drawn: commitments at the left, behaviours in the middle, who carries them at the right.

Only places and lines are worked out here; the template draws them, so that the picture follows the scheme and prints.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from home.broken_threads import Carried
from vision.models import Behaviour

WIDTH = 960
"""Units of the drawing, which is scaled to the page."""

LEFT, MIDDLE, RIGHT = 0, 470, 720
"""Where the three columns begin."""

COLUMN_ENDS_AT = 330
"""Where a commitment's words end and its thread begins."""

LINE, ROW = 20, 74
"""Height of a line of words and of a row: three lines and air."""

CHARACTERS = 38
"""Of a commitment's line at the drawing's size of letters."""

MOST_LINES = 3


@dataclass(frozen=True)
class Node:
    """Words at a place; ``y`` is the middle of their row."""

    y: int
    lines: list[tuple[int, str]]
    whole: str
    chip: Behaviour | None = None


@dataclass(frozen=True)
class Line:
    """A curve between two columns; broken where nothing carries it."""

    path: str
    broken: bool


@dataclass(frozen=True)
class Picture:
    height: int
    commitments: list[Node]
    behaviours: list[Node]
    carriers: list[tuple[Node, Carried]]
    lines: list[Line]


def picture_of(carried: list[Carried]) -> Picture:
    """The drawing; the height follows from the longer of the two columns."""
    behaviours = list({each.pk: each for row in carried for each in row.behaviours}.values())
    rows = max(len(carried), len(behaviours), 1)
    places = _spread(len(carried), rows)
    middles = dict(zip((each.pk for each in behaviours), _spread(len(behaviours), rows), strict=True))
    return Picture(
        height=rows * ROW,
        commitments=[_node(str(row.commitment), y) for row, y in zip(carried, places, strict=True)],
        behaviours=[Node(middles[each.pk], [], each.label, each) for each in behaviours],
        carriers=[(Node(y, [], ""), row) for row, y in zip(carried, places, strict=True)],
        lines=list(_lines(carried, places, middles)),
    )


def _spread(number: int, rows: int) -> list[int]:
    """The middles of so many rows, spread over the whole height."""
    return [round((place + 0.5) * rows * ROW / number) for place in range(number)]


def _node(words: str, y: int) -> Node:
    lines = textwrap.wrap(words, CHARACTERS, max_lines=MOST_LINES, placeholder=" …")
    first = y - (len(lines) - 1) * LINE // 2
    return Node(y, [(first + number * LINE, line) for number, line in enumerate(lines)], words)


def _lines(carried: list[Carried], places: list[int], middles: dict[int, int]) -> Iterable[Line]:
    for row, y in zip(carried, places, strict=True):
        works = bool(row.enquiries or row.plcs or row.evidence)
        for behaviour in row.behaviours:
            to = middles[behaviour.pk]
            yield Line(_curve(COLUMN_ENDS_AT, y, MIDDLE - 12, to), broken=False)
            yield Line(_curve(MIDDLE + 160, to, RIGHT - 12, y), broken=not works)
        if not row.behaviours:
            yield Line(_curve(COLUMN_ENDS_AT, y, RIGHT - 12, y), broken=True)


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    bend = (x + to_x) // 2
    return f"M{x} {y}C{bend} {y} {bend} {to_y} {to_x} {to_y}"
