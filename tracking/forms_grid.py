"""Input of the class grid, cleaned."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learningculture.shared_fields import sharing_fields
from school.models import Term
from tracking.grid import BLANK, CLOSED, NONE, USUAL_CONFIDENCE, Grid
from tracking.models import Judgement
from tracking.models.judgements import HIGHEST_PHASE
from tracking.models.noticings import Context

LARGEST_VERSION = 1_000_000
PHASES = [NONE, BLANK, *(str(number) for number in range(HIGHEST_PHASE + 1))]


@sharing_fields
class CellForm(forms.Form):
    """One cell of the grid: whose, which behaviour, what was chosen, and the version that was on the screen.

    ``own``: the version is counted on from one's own saves that had no answer yet. ``term`` is the one in which it was
    chosen: what waited on a device is not for a later one.
    """

    student = forms.IntegerField()
    behaviour = forms.IntegerField()
    phase = forms.ChoiceField(choices=[(phase, phase) for phase in PHASES])
    version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION)
    own = forms.BooleanField(required=False)
    term = forms.IntegerField(required=False)
    context = forms.ChoiceField(choices=Context.choices, required=False)
    confidence = forms.ChoiceField(choices=Judgement.Confidence.choices, required=False)

    def __init__(self, *args: Any, term: Term | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = term

    def clean_term(self) -> int | None:
        chosen_in: int | None = self.cleaned_data["term"]
        if chosen_in and self.now and chosen_in != self.now.pk:
            raise forms.ValidationError(_("This was chosen in a term that is over, so it was not saved."))
        return chosen_in

    @property
    def sentence(self) -> str:
        """What is wrong with it, in a sentence."""
        return str(next(iter(self.errors["term"])) if "term" in self.errors else _("There is no such phase."))

    @property
    def place(self) -> dict[str, int]:
        """Which cell of the class, as :class:`tracking.cells.AskedCell` takes it."""
        return {"student_id": self.cleaned_data["student"], "behaviour_id": self.cleaned_data["behaviour"]}

    @property
    def how(self) -> dict[str, Any]:
        """Where it was seen and how sure the judge is, as :func:`tracking.ratings.judge_where_open` takes them."""
        sure = self.cleaned_data["confidence"] or USUAL_CONFIDENCE
        return {"context": self.cleaned_data["context"], "confidence": sure}

    @property
    def seen(self) -> dict[str, Any]:
        """What the choice stands on."""
        return {"version": self.cleaned_data["version"], "own": self.cleaned_data["own"]}

    @property
    def clears(self) -> bool:
        return bool(self.cleaned_data["phase"] == BLANK)

    @property
    def chosen(self) -> int | None:
        phase = self.cleaned_data["phase"]
        return None if phase == NONE else int(phase)


class ColumnForm(forms.Form):
    """One behaviour for a whole class, a list to choose from for each learner: the grid without a script."""

    def __init__(self, grid: Grid, behaviour: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = grid.place_of(behaviour)
        words = [(str(choice.number), choice.label) for choice in grid.choices] + [(NONE, grid.words[NONE])]
        self.open_rows = [row for row in grid.rows if row.signs[self.place] != CLOSED]
        for row in self.open_rows:
            shown, version = row.signs[self.place], row.versions[self.place]
            extra = [] if shown in dict(words) else [(shown, grid.words[shown])]
            self.fields[f"phase_{row.student.pk}"] = forms.ChoiceField(
                label=row.student.sorted_name,
                required=False,
                choices=[("", _("Not chosen yet")), *words] if shown == BLANK else words + extra,
                initial="" if shown == BLANK else shown,
            )
            self.fields[f"seen_{row.student.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=version, required=False, max_value=LARGEST_VERSION
            )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """For each learner the list and what was on the screen."""
        return [(self[f"phase_{row.student.pk}"], self[f"seen_{row.student.pk}"]) for row in self.open_rows]

    def changed(self) -> dict[int, int | None]:
        """Learner → phase, where something else was chosen."""
        chosen = {}
        for row in self.open_rows:
            name = f"phase_{row.student.pk}"
            if name in self.changed_data and (phase := self.cleaned_data[name]):
                chosen[row.student.pk] = None if phase == NONE else int(phase)
        return chosen

    def seen(self) -> dict[int, int]:
        """Learner → the version that was on the screen."""
        return {row.student.pk: self.cleaned_data[f"seen_{row.student.pk}"] or 0 for row in self.open_rows}
