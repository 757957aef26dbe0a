"""Input of the attainment pages, cleaned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from school.models import Term
from school.rosters.problems import RosterRefused
from school.rosters.tablefiles import NotUnicode, TableFile, read_table
from school.rosters.tablefiles.limits import MOST_BYTES
from school.rosters.tablefiles.text import WINDOWS
from tracking.attainment.columns import LONGEST_NAME, Column, Told, check_told


class TableForm(forms.Form):
    """The file."""

    table = forms.FileField(
        label=_("Table of results"),
        help_text=_(
            "CSV or XLSX. A column with the student’s number or two with their names, and one or more of results."
        ),
        error_messages={"required": _("Choose a file.")},
    )

    older = forms.BooleanField(
        label=_("Made by an older Windows program"),
        help_text=_("Tick this only if we say that we cannot read the letters."),
        required=False,
    )

    def clean_table(self) -> Any:
        table = self.cleaned_data["table"]
        if table.size > MOST_BYTES:
            raise ValidationError(_("This file is too large."))
        return table

    def read(self) -> TableFile | None:
        """The table, or None with the reason beside the field."""
        file = self.cleaned_data["table"]
        try:
            return read_table(file.name, file.read(), encoding=WINDOWS if self.cleaned_data["older"] else "")
        except NotUnicode:
            self.add_error(
                "table", _("We cannot read the letters in this file. Save it as “CSV UTF-8”, or tick the box.")
            )
        except RosterRefused as refused:
            self.add_error("table", "; ".join(str(problem) for problem in refused.problems[:3]))
        return None


class ColumnsForm(forms.Form):
    """What the results are called, for which term, in which order grades stand, and what each column is."""

    term = forms.ModelChoiceField(Term.objects.none(), label=_("Which term they belong to"))
    measure = forms.CharField(
        label=_("What these results are"),
        help_text=_("Such as “Spring reading test, standardised score”."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Give the results a name.")},
    )
    grades = forms.CharField(
        label=_("If results are grades: from the lowest to the highest"),
        help_text=_("With a comma between them. Leave it empty where results are numbers."),
        max_length=300,
        required=False,
    )

    def __init__(self, header: Sequence[str], uses: Mapping[str, str], terms: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.header = list(header)
        self.fields["term"].queryset = terms  # type: ignore[attr-defined]
        for place, heading in enumerate(header):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading,
                required=False,
                choices=[("", _("Not read")), *Column.choices],
                initial=uses.get(heading, ""),
            )

    def columns(self) -> list[forms.BoundField]:
        return [self[f"column_{place}"] for place in range(len(self.header))]

    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("term", "measure", "grades")]

    @property
    def told(self) -> Told:
        data = self.cleaned_data
        uses = {heading: data.get(f"column_{place}", "") for place, heading in enumerate(self.header)}
        grades = tuple(grade.strip() for grade in data.get("grades", "").split(",") if grade.strip())
        return Told(uses, data.get("measure", "").strip(), grades)

    def clean(self) -> dict[str, Any]:
        if "measure" in self.cleaned_data:
            check_told(self.told)
        return self.cleaned_data
