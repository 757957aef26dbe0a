"""The class grid: learners × behaviours, read in few queries and written out compactly."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from school.models import Member, SchoolClass, Term
from tracking.models import Judgement
from tracking.queries import behaviours_judged_in, members_of_class, phases_for, speaks_early
from tracking.words import PhaseWords, choices_of, labels_of
from vision.models import Behaviour, Phase

SECONDS_A_CELL = 5
"""What one judgement takes a teacher who knows the class (domain.md §2.4: 30 × 4 in about ten minutes)."""

BLANK, NONE = "-", "n"
"""How an untouched cell and "not looked for" are written in the page and in a save."""


@dataclass(frozen=True)
class GridRow:
    """A learner with what has been chosen: behaviour id → (phase, version)."""

    student: Member
    chosen: dict[int, tuple[int | None, int]]


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
        return sum(len(row.chosen) == len(self.behaviours) for row in self.rows)

    @property
    def minutes_left(self) -> int:
        cells = sum(len(self.behaviours) - len(row.chosen) for row in self.rows)
        return -(-cells * SECONDS_A_CELL // 60)

    def row_of(self, student_id: int) -> GridRow | None:
        return next((row for row in self.rows if row.student.pk == student_id), None)


def grid_of(school_class: SchoolClass, term: Term, on: datetime.date) -> Grid:
    """The grid in three queries: behaviours, phases, and learners with their judgements."""
    behaviours = list(behaviours_judged_in(term))
    judgements = Judgement.objects.filter(
        school=school_class.school_id, term=term, student=OuterRef("pk"), behaviour__in=behaviours
    ).values(cell=JSONObject(b="behaviour_id", p="phase", v="version"))
    learners = members_of_class(school_class, on).annotate(cells=ArraySubquery(judgements))
    rows = [
        GridRow(learner, {cell["b"]: (cell["p"], cell["v"]) for cell in learner.cells or ()})  # type: ignore[attr-defined]
        for learner in learners
    ]
    return Grid(school_class, behaviours, phases_for(behaviours), rows)


def rows_html(grid: Grid) -> SafeString:
    """The body of the table. One string: half a thousand cells in a template would take three times as long.

    A row says its student, its phases and the versions seen; cells hold words and nothing else.
    """
    words = {phase: f"<td>{conditional_escape(label)}" for phase, label in grid.labels.items()}
    words[None] = f"<td class=none>{conditional_escape(grid.labels[None])}"
    behaviours = [behaviour.pk for behaviour in grid.behaviours]
    return mark_safe("".join(_row_html(row, behaviours, words) for row in grid.rows))


def _row_html(row: GridRow, behaviours: list[int], words: dict[int | None, str]) -> str:
    phases, versions, cells = [], [], []
    for behaviour in behaviours:
        phase, version = row.chosen.get(behaviour, (None, 0))
        phases.append(BLANK if not version else NONE if phase is None else str(phase))
        versions.append(str(version))
        cells.append(words[phase] if version else "<td class=blank>·")
    name = conditional_escape(row.student.sorted_name)
    head = f'<tr data-s={row.student.pk} data-p="{" ".join(phases)}" data-v="{" ".join(versions)}">'
    return f"{head}<th scope=row>{name}{''.join(cells)}"


def words_for_script(grid: Grid, url: str) -> dict[str, Any]:
    """What ``grid.js`` needs to know: where to save, what the digits mean, and its sentences."""
    return {
        "url": url,
        "behaviours": [behaviour.pk for behaviour in grid.behaviours],
        "phases": [[choice.number, choice.label, choice.meaning] for choice in grid.choices],
        "labels": {str(number): str(label) for number, label in grid.labels.items() if number is not None},
        "none": str(grid.labels[None]),
        "saving": _("Saving…"),
        "saved": _("Saved"),
        "retry": _("Not saved yet: we will try again."),
        "signedOut": _("You are signed out. Sign in in another tab: nothing here is lost."),
        "refused": _("That could not be saved. Please reload the page."),
        "taken": _("{name} chose “{theirs}” meanwhile, so yours (“{yours}”) was not saved over it."),
        "cleared": _("Cleared"),
        "nothing": _("nothing"),
        "means": _("means"),
        "left": _("{done} of {all} learners, about {minutes} min left"),
        "done": _("All {all} learners done"),
        "noneMeans": _("you had no chance to look; it is not the same as “not seen yet”"),
        "blankMeans": _("Not chosen yet."),
        "seconds": SECONDS_A_CELL,
    }
