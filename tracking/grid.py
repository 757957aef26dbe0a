"""The class grid: learners × behaviours, and how it is written out compactly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.models import SchoolClass
from tracking.models import Judgement
from tracking.queries import speaks_early
from tracking.words import PhaseWords, choices_of, labels_of

SECONDS_A_CELL = 5
"""What one judgement takes a teacher who knows the class (domain.md §2.4: 30 × 4 in about ten minutes)."""

BLANK, NONE, CLOSED = "-", "n", "x"
"""How an untouched cell, "not looked for" and "judged often enough this year" are signed, in the page and in a save.
A chosen phase is signed by its number.
"""

NOT_JUDGED_YET, JUDGED_ENOUGH = gettext_lazy("Not judged yet"), gettext_lazy("Judged often enough this year")
"""An empty cell and a closed one, in words. "Not looked for" is somebody's answer; these are nobody's."""

USUAL_CONFIDENCE = Judgement.Confidence.MEDIUM
"""What is not written out for each cell."""


class Column(NamedTuple):
    """A behaviour, as the head of its column shows it."""

    pk: int
    label: str
    tint: str
    icon: str


class GridPhase(NamedTuple):
    """A phase of the framework that the columns belong to."""

    number: int
    label: str
    meaning: str
    early_label: str


class Learner(NamedTuple):
    """Who a row is about, named as in a register."""

    pk: int
    sorted_name: str


class GridRow(NamedTuple):
    """A learner's cells, in the order of the columns: a sign and the version seen of each.

    ``told``: place of the column → context and confidence, with a colon between, where either says something.
    """

    student: Learner
    signs: str
    versions: list[int]
    told: dict[int, str]


@dataclass(frozen=True)
class Grid:
    """A class in a term."""

    school_class: SchoolClass
    columns: tuple[Column, ...]
    phases: tuple[GridPhase, ...]
    rows: list[GridRow]

    @property
    def early(self) -> bool:
        return speaks_early(self.school_class.year_groups)

    @property
    def choices(self) -> list[PhaseWords]:
        return choices_of(self.phases, early=self.early)

    @cached_property
    def words(self) -> dict[str, Any]:
        """Sign → what a cell says in words."""
        labels = labels_of(self.phases, early=self.early)
        said = {NONE if phase is None else str(phase): label for phase, label in labels.items()}
        return {**said, BLANK: NOT_JUDGED_YET, CLOSED: JUDGED_ENOUGH}

    @property
    def judged(self) -> int:
        """Learners with every behaviour chosen or closed."""
        return sum(BLANK not in row.signs for row in self.rows)

    @property
    def minutes_left(self) -> int:
        return -(-sum(row.signs.count(BLANK) for row in self.rows) * SECONDS_A_CELL // 60)

    @property
    def left(self) -> str:
        """How much is still to do, as a sentence."""
        done = {"done": self.judged, "all": len(self.rows), "minutes": self.minutes_left}
        return _("%(done)s of %(all)s learners, about %(minutes)s min left") % done

    def place_of(self, behaviour: int) -> int:
        """Which column, from 0. It must be one of them."""
        return next(place for place, column in enumerate(self.columns) if column.pk == behaviour)

    def words_in(self, row: GridRow) -> list[str]:
        """What the cells of a row say in words, where the screen has room for a sign only."""
        return [str(self.words[sign]) for sign in row.signs]


def rows_html(grid: Grid) -> SafeString:
    """The body of the table. One string: half a thousand cells in a template would take three times as long.

    A row says its student, its phases (one sign each) and the versions seen; cells hold words and nothing else.
    """
    cells = {sign: f"<td>{conditional_escape(words)}" for sign, words in grid.words.items()}
    cells[NONE] = f"<td class=none>{conditional_escape(grid.words[NONE])}"
    cells[BLANK], cells[CLOSED] = "<td class=blank>·", "<td class=none>–"
    by_sign = str.maketrans(cells)
    return mark_safe("".join([_row_html(row, by_sign) for row in grid.rows]))


def _row_html(row: GridRow, cells: dict[int, str]) -> str:
    head = f"<tr data-s={row.student.pk} data-p={row.signs} data-v={_shortly(row.versions)}"
    if row.told:
        told = " ".join(f"{place}:{words}" for place, words in row.told.items())
        head += f' data-t="{conditional_escape(told)}"'
    return f"{head}><th scope=row>{escape(row.student.sorted_name)}{row.signs.translate(cells)}"


def _shortly(versions: list[int]) -> str:
    """One number where all are the same, as in most rows; after a point, one digit each; else with commas between."""
    if len(set(versions)) == 1:
        return str(versions[0])
    written = [str(version) for version in versions]
    return f".{''.join(written)}" if max(versions) < 10 else ",".join(written)
