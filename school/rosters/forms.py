"""The forms of a roster on its way in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.rosters.tablefiles.answers import Answers, Open, Premium, Who, questions
from school.rosters.tablefiles.dates import DateOrder
from school.rosters.tablefiles.fields import CODED, Field
from school.rosters.tablefiles.glimpse import MOST_VALUES, Glimpse, is_secret
from school.rosters.tablefiles.text import WINDOWS
from school.rosters.tablefiles.values import choices_of, is_ticks

NOT_READ = ("", _("Not read"))
WHOLE, SOME = "whole", "some"
MARKS = (Field.SEND, Field.EAL, Field.PREMIUM)
"""Fields whose blank may mean "no" beside one kind of mark, if a person says so."""


class UploadForm(forms.Form):
    """One file: a table or a package."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A OneRoster package (zip), or a table of students or of staff: CSV, XLSX, Wonde-style JSON, CTF."),
        allow_empty_file=True,
        max_length=400,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json,.xml,.zip"}),
    )


class EncodingForm(forms.Form):
    encoding = forms.ChoiceField(
        label=_("Are these letters right?"),
        choices=[(WINDOWS, _("Yes: read the file as Windows-1252 (Western European)"))],
        widget=forms.RadioSelect,
    )


class ColumnsForm(forms.Form):
    """What each column is, and the few things that no column says."""

    who = forms.ChoiceField(label=_("Whom does the table hold?"), choices=Who.choices, widget=forms.RadioSelect)
    complete = forms.ChoiceField(
        label=_("Does it hold all of them?"),
        choices=[
            (WHOLE, _("All of them: whoever came from here before and is missing now has left")),
            (SOME, _("Only some: nobody leaves because of this file")),
        ],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("Which system’s identifiers are these?"),
        help_text=_("People are known again by system and identifier. Say the same name each time."),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "systems", "autocomplete": "off"}),
    )
    premium = forms.ChoiceField(
        label=_("What does the pupil premium column say?"),
        choices=Premium.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    order = forms.ChoiceField(
        label=_("How are the dates written?"),
        help_text=_("No day in them is above 12, so both would fit."),
        choices=DateOrder.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, glimpse: Glimpse, answers: Answers, systems: Iterable[str]
    ) -> None:
        self.glimpse, self.answers, self.systems = glimpse, answers, list(systems)
        self.open: Open = questions(glimpse, answers)
        whole = {True: WHOLE, False: SOME}.get(answers.complete)  # type: ignore[arg-type]
        said = {"who": answers.who, "complete": whole, "source": answers.source}
        super().__init__(data, initial={**said, "premium": answers.premium, "order": answers.order})
        for number, column in enumerate(glimpse.header):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=column,
                choices=[NOT_READ] if is_secret(column) else [NOT_READ, *Field.choices],
                required=False,
                initial=answers.columns.get(column, ""),
            )
        self.asked = dict(self._value_fields())
        self.fields |= self.asked

    def _value_fields(self) -> Iterable[tuple[str, forms.ChoiceField]]:
        """A choice for each value without a meaning, said before or not; and for the blanks beside a mark."""
        for column, use in self.answers.columns.items():
            counts = self.glimpse.values.get(column)
            if use not in CODED or counts is None:
                continue
            said = self.answers.values.get(use, {})
            open_values = [one.value for one in self.open.values if one.field == use]
            marks = [""] if use in MARKS and is_ticks(counts) else []
            for value in dict.fromkeys([*open_values, *said, *marks]):
                if value in counts:
                    yield f"value-{use}-{list(counts).index(value)}", _value_field(use, value, counts[value], said)

    @property
    def columns(self) -> list[tuple[Any, list[str], bool]]:
        """Each column's choice, its first values, and whether it is one that is never read."""
        return [
            (self[f"column-{number}"], self.glimpse.samples.get(column, []), is_secret(column))
            for number, column in enumerate(self.glimpse.header)
        ]

    @property
    def values(self) -> list[Any]:
        return [self[name] for name in self.asked]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen: dict[str, str] = {}
        for number, column in enumerate(self.glimpse.header):
            use = cleaned.get(f"column-{number}", "")
            if not use:
                continue
            if use in chosen.values():
                self.add_error(f"column-{number}", _("Another column is this already. Choose one of them."))
            elif use in CODED and column not in self.glimpse.values:
                reason = _("This column holds more than %(count)d different values, so it cannot be this.")
                self.add_error(f"column-{number}", reason % {"count": MOST_VALUES})
            chosen[column] = use
        cleaned["columns"] = chosen
        missing = questions(self.glimpse, replace(self.answers, columns=chosen, who=cleaned.get("who", ""))).columns
        for use in missing:
            self.add_error(None, _("No column is said to be: %(field)s.") % {"field": Field(use).label})
        return cleaned

    def said(self) -> Answers:
        """The answers after a valid form. Values of fields that no column has any more are let go."""
        cleaned = self.cleaned_data
        values = {use: dict(said) for use, said in self.answers.values.items()}
        for name in self.asked:
            _value, use, place = name.split("-")
            column = next(column for column, known in self.answers.columns.items() if known == use)
            raw = list(self.glimpse.values[column])[int(place)]
            values.setdefault(use, {}).pop(raw, None)
            if cleaned[name] != UNSAID:
                values[use][raw] = cleaned[name]
        return Answers(
            columns=cleaned["columns"],
            values={use: said for use, said in values.items() if use in cleaned["columns"].values()},
            who=cleaned["who"],
            complete=cleaned["complete"] == WHOLE,
            source=cleaned["source"].strip(),
            order=cleaned["order"] or self.answers.order,
            premium=cleaned["premium"],
        )


UNSAID = "-"


def _value_field(use: str, value: str, count: int, said: Mapping[str, str]) -> forms.ChoiceField:
    name = f"“{value}”" if value else _("a blank cell")
    label = _("%(field)s: %(value)s (%(count)d×)") % {"field": Field(use).label, "value": name, "count": count}
    start = [(UNSAID, _("Say what it means"))] if value else [(UNSAID, _("Not known: leave it as it is"))]
    return forms.ChoiceField(
        label=label, choices=[*start, *choices_of(use)], initial=said.get(value, UNSAID), required=False
    )
