"""What the grid's page says around its cells: the same for everybody who opens the same class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from school.models import School, Term
from tracking.grid import SECONDS_A_CELL, Column, Grid, GridPhase
from tracking.models import Judgement
from tracking.models.noticings import Context
from tracking.words import NOT_LOOKED_FOR, PhaseWords, choices_of, labels_of


@dataclass(frozen=True)
class GridWords:
    """All that the page is made of, apart from its learners: what is equal here reads the same."""

    school: str
    school_class: int
    name: str
    term: int
    early: bool
    columns: tuple[Column, ...]
    phases: tuple[GridPhase, ...]

    contexts = Context.choices
    confidences = Judgement.Confidence.choices
    none = NOT_LOOKED_FOR

    @property
    def choices(self) -> list[PhaseWords]:
        return choices_of(self.phases, early=self.early)

    @property
    def further_labels(self) -> dict[str, str]:
        """Words of phases that cannot be chosen here but may stand in a cell, as for the youngest."""
        offered = {None, *(choice.number for choice in self.choices)}
        labels = labels_of(self.phases, early=self.early)
        return {str(phase): str(label) for phase, label in labels.items() if phase not in offered}

    @property
    def for_script(self) -> dict[str, Any]:
        """What ``grid.js`` needs to know: where to save, and its sentences. The dialog says what the digits mean."""
        return {
            "url": reverse("tracking:judge", args=[self.school, self.school_class]),
            "term": self.term,
            "behaviours": [column.pk for column in self.columns],
            "labels": self.further_labels,
            "none": str(self.none),
            "seconds": SECONDS_A_CELL,
            **_sentences(),
        }


def words_of(grid: Grid, school: School, term: Term) -> GridWords:
    where = school.slug, grid.school_class.pk, grid.school_class.name, term.pk
    return GridWords(*where, grid.early, grid.columns, grid.phases)


def _sentences() -> dict[str, str]:
    return {
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
    }
