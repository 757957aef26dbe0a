"""The class grid: learners × behaviours, read in few queries and written out compactly."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from learningculture.prepared import Prepared
from school.models import Member, SchoolClass, Term
from tracking.models import Judgement
from tracking.queries import closed_cells, judged_behaviours, members_of_class, phases_for, speaks_early
from tracking.words import PhaseWords, choices_of, labels_of
from vision.models import Behaviour, Phase

SECONDS_A_CELL = 5
"""What one judgement takes a teacher who knows the class (domain.md §2.4: 30 × 4 in about ten minutes)."""

BLANK, NONE, CLOSED = "-", "n", "x"
"""How an untouched cell, "not looked for" and "judged often enough this year" are written in the page and in a save."""

NOT_JUDGED_YET, JUDGED_ENOUGH = gettext_lazy("Not judged yet"), gettext_lazy("Judged often enough this year")
"""An empty cell and a closed one, in words. "Not looked for" is somebody's answer; these are nobody's."""

USUAL_CONFIDENCE = Judgement.Confidence.MEDIUM
"""What is not written out for each cell."""


@dataclass(frozen=True)
class GridRow:
    """A learner with what has been chosen in the behaviours of the grid: behaviour id → (phase, version).

    ``closed``: behaviours judged often enough this year. ``told``: context and confidence, where either says something.
    ``cleared``: behaviour id → version, of cells that are empty again.
    """

    student: Member
    chosen: dict[int, tuple[int | None, int]]
    closed: frozenset[int] = frozenset()
    told: dict[int, tuple[str, str]] = field(default_factory=dict)
    cleared: dict[int, int] = field(default_factory=dict)

    def version_of(self, behaviour: int) -> int:
        """What a save has seen here."""
        return self.chosen[behaviour][1] if behaviour in self.chosen else self.cleared.get(behaviour, 0)


@dataclass(frozen=True)
class Grid:
    """A class in a term."""

    school_class: SchoolClass
    behaviours: list[Behaviour]
    phases: list[Phase]
    rows: list[GridRow]

    @property
    def early(self) -> bool:
        return speaks_early(self.school_class.year_groups)

    @cached_property
    def choices(self) -> list[PhaseWords]:
        return choices_of(self.phases, early=self.early)

    @cached_property
    def labels(self) -> dict[int | None, Any]:
        return labels_of(self.phases, early=self.early)

    @property
    def judged(self) -> int:
        """Learners with every behaviour chosen."""
        return sum(not self._left(row) for row in self.rows)

    @property
    def minutes_left(self) -> int:
        return -(-sum(map(self._left, self.rows)) * SECONDS_A_CELL // 60)

    def _left(self, row: GridRow) -> int:
        """Cells of a row that are neither chosen nor closed."""
        return len(self.behaviours) - len(row.chosen) - len(row.closed)

    def words_in(self, row: GridRow, behaviour: int) -> Any:
        """What a cell says in words, where the screen has room for a sign only."""
        if behaviour in row.chosen:
            return self.labels[row.chosen[behaviour][0]]
        return JUDGED_ENOUGH if behaviour in row.closed else NOT_JUDGED_YET

    def row_of(self, student_id: int) -> GridRow | None:
        return next((row for row in self.rows if row.student.pk == student_id), None)


def grid_of(school_class: SchoolClass, term: Term, on: datetime.date) -> Grid:
    """The grid in three queries: behaviours, phases, and learners with their judgements."""
    behaviours = judged_behaviours(term)
    where = {"school": school_class.school_id, "school_class": school_class.pk, "on": on}
    learners = _learners_judged(term=term.pk, year=term.academic_year_id, **where)
    known = {str(behaviour.pk): behaviour.pk for behaviour in behaviours}
    return Grid(school_class, behaviours, phases_for(behaviours), [_row(learner, known) for learner in learners])


def _learners(school: int, school_class: int, term: int, year: int, on: datetime.date) -> QuerySet[Member]:
    """With ``cells``: behaviour, phase, version, context, confidence and whether cleared, each cell one short text."""
    parts = ("behaviour_id", "phase", "version", "context", "confidence", "cleared")
    told = [part for name in parts for part in (F(name), Value(":"))][:-1]
    judgements = Judgement.cells.filter(school=school, term=term, student=OuterRef("pk"))
    cells = judgements.values(cell=Concat(*told, output_field=TextField()))
    closed = closed_cells(Term(pk=term, school_id=school, academic_year_id=year))
    learners = members_of_class(SchoolClass(pk=school_class, school_id=school), on)
    return learners.annotate(cells=ArraySubquery(cells), closed=ArraySubquery(closed))


_learners_judged: Prepared[Member] = Prepared(_learners)


def _row(learner: Any, known: dict[str, int]) -> GridRow:
    chosen, told, emptied = {}, {}, {}
    for cell in learner.cells:
        behaviour, phase, version, context, confidence, cleared = cell.split(":")
        if (pk := known.get(behaviour)) is None:
            continue
        if cleared == "true":
            emptied[pk] = int(version)
            continue
        chosen[pk] = (int(phase) if phase else None, int(version))
        if context or confidence != USUAL_CONFIDENCE:
            told[pk] = (context, confidence)
    closed = frozenset(known.values()).intersection(learner.closed) - chosen.keys() if learner.closed else frozenset()
    return GridRow(learner, chosen, closed, told, emptied)


def rows_html(grid: Grid) -> SafeString:
    """The body of the table. One string: half a thousand cells in a template would take three times as long.

    A row says its student, its phases (one sign each) and the versions seen; cells hold words and nothing else.
    """
    words = {phase: (str(phase), f"<td>{conditional_escape(label)}") for phase, label in grid.labels.items()}
    words[None] = (NONE, f"<td class=none>{conditional_escape(grid.labels[None])}")
    behaviours = [behaviour.pk for behaviour in grid.behaviours]
    return mark_safe("".join(_row_html(row, behaviours, words) for row in grid.rows))


def _row_html(row: GridRow, behaviours: list[int], words: dict[int | None, tuple[str, str]]) -> str:
    phases, versions, cells = "", [], []
    for behaviour in behaviours:
        if found := row.chosen.get(behaviour):
            (sign, cell), version = words[found[0]], found[1]
        else:
            sign, cell = CLOSED_CELL if behaviour in row.closed else BLANK_CELL
            version = row.cleared.get(behaviour, 0)
        phases += sign
        cells.append(cell)
        versions.append(version)
    head = f"<tr data-s={row.student.pk} data-p={phases} data-v={_shortly(versions)}"
    if row.told:
        places = (f"{behaviours.index(each)}:{':'.join(words)}" for each, words in row.told.items())
        head += f' data-t="{conditional_escape(" ".join(places))}"'
    return f"{head}><th scope=row>{escape(row.student.sorted_name)}{''.join(cells)}"


def _shortly(versions: list[int]) -> str:
    """One number where all are the same, as in most rows; after a point, one digit each; else with commas between."""
    if len(set(versions)) == 1:
        return str(versions[0])
    written = [str(version) for version in versions]
    return f".{''.join(written)}" if max(versions) < 10 else ",".join(written)


BLANK_CELL, CLOSED_CELL = (BLANK, "<td class=blank>·"), (CLOSED, "<td class=none>–")
"""How a cell is signed in its row, and the cell."""
