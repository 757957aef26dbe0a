"""The class grid: learners × behaviours, read in few queries and written out compactly."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.models import Member, SchoolClass, Term
from tracking.models import Judgement
from tracking.queries import behaviours_judged_in, closed_cells, members_of_class, phases_for, speaks_early
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
    """A learner with what has been chosen: behaviour id → (phase, version).

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

    def is_done(self, behaviour: int) -> bool:
        return behaviour in self.chosen or behaviour in self.closed


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
        return sum(all(row.is_done(each.pk) for each in self.behaviours) for row in self.rows)

    @property
    def minutes_left(self) -> int:
        cells = sum(not row.is_done(each.pk) for row in self.rows for each in self.behaviours)
        return -(-cells * SECONDS_A_CELL // 60)

    def words_in(self, row: GridRow, behaviour: int) -> Any:
        """What a cell says in words, where the screen has room for a sign only."""
        if behaviour in row.chosen:
            return self.labels[row.chosen[behaviour][0]]
        return JUDGED_ENOUGH if behaviour in row.closed else NOT_JUDGED_YET

    def row_of(self, student_id: int) -> GridRow | None:
        return next((row for row in self.rows if row.student.pk == student_id), None)


def grid_of(school_class: SchoolClass, term: Term, on: datetime.date) -> Grid:
    """The grid in three queries: behaviours, phases, and learners with their judgements."""
    behaviours = list(behaviours_judged_in(term))
    judgements = Judgement.cells.filter(
        school=school_class.school_id, term=term, student=OuterRef("pk"), behaviour__in=behaviours
    ).values(cell=JSONObject(b="behaviour_id", p="phase", v="version", w="context", c="confidence", x="cleared"))
    learners = members_of_class(school_class, on).annotate(
        cells=ArraySubquery(judgements), closed=ArraySubquery(closed_cells(term))
    )
    return Grid(school_class, behaviours, phases_for(behaviours), [_row(learner) for learner in learners])


def _row(learner: Any) -> GridRow:
    everything = learner.cells or ()
    cells = [cell for cell in everything if not cell["x"]]
    cleared = {cell["b"]: cell["v"] for cell in everything if cell["x"]}
    chosen = {cell["b"]: (cell["p"], cell["v"]) for cell in cells}
    told = {cell["b"]: (cell["w"], cell["c"]) for cell in cells if cell["w"] or cell["c"] != USUAL_CONFIDENCE}
    return GridRow(learner, chosen, frozenset(learner.closed or ()) - chosen.keys(), told, cleared)


def rows_html(grid: Grid) -> SafeString:
    """The body of the table. One string: half a thousand cells in a template would take three times as long.

    A row says its student, its phases (one sign each) and the versions seen; cells hold words and nothing else.
    """
    words = {phase: f"<td>{conditional_escape(label)}" for phase, label in grid.labels.items()}
    words[None] = f"<td class=none>{conditional_escape(grid.labels[None])}"
    behaviours = [behaviour.pk for behaviour in grid.behaviours]
    return mark_safe("".join(_row_html(row, behaviours, words) for row in grid.rows))


def _row_html(row: GridRow, behaviours: list[int], words: dict[int | None, str]) -> str:
    phases, versions, cells = [], [], []
    for behaviour in behaviours:
        phase, version = row.chosen.get(behaviour, (None, 0))
        blank, cell = (CLOSED, CLOSED_CELL) if behaviour in row.closed else (BLANK, BLANK_CELL)
        phases.append(blank if not version else NONE if phase is None else str(phase))
        versions.append(str(row.version_of(behaviour)))
        cells.append(words[phase] if version else cell)
    name = conditional_escape(row.student.sorted_name)
    told = conditional_escape(
        " ".join(f"{behaviours.index(each)}:{':'.join(words)}" for each, words in row.told.items())
    )
    head = f"<tr data-s={row.student.pk} data-p={''.join(phases)} data-v={_once(versions)}"
    head += f' data-t="{told}">' if told else ">"
    return f"{head}<th scope=row>{name}{''.join(cells)}"


def _once(versions: list[str]) -> str:
    """One number where all are the same, as in most rows."""
    return versions[0] if len(set(versions)) == 1 else ",".join(versions)


BLANK_CELL, CLOSED_CELL = "<td class=blank>·", "<td class=none>–"


def _labels_not_offered(grid: Grid) -> dict[str, str]:
    """Words of phases that cannot be chosen here but may stand in a cell, as for the youngest."""
    offered = {choice.number for choice in grid.choices}
    return {
        str(phase): str(label) for phase, label in grid.labels.items() if phase is not None and phase not in offered
    }


def words_for_script(grid: Grid, url: str, term: Term) -> dict[str, Any]:
    """What ``grid.js`` needs to know: where to save, what the digits mean, and its sentences."""
    return {
        "url": url,
        "term": term.pk,
        "behaviours": [behaviour.pk for behaviour in grid.behaviours],
        "phases": [[choice.number, choice.label, choice.meaning] for choice in grid.choices],
        "labels": _labels_not_offered(grid),
        "none": str(grid.labels[None]),
        "closed": _("enough for this year"),
        "closedMeans": _("judged often enough this year"),
        "saving": _("Saving…"),
        "saved": _("Saved"),
        "retry": _("Not saved yet: we will try again."),
        "kept": _("Saved here, not sent yet."),
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
