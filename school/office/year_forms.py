"""Cleaning of a year's dates."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from school.models import Closure
from school.office.people_forms import day_field
from school.office.years import CLOSURES, TERMS, YEAR, ClosureSaid, Problem, TermSaid, YearSaid

DAYS = (
    *((1, _("Monday")), (2, _("Tuesday")), (3, _("Wednesday")), (4, _("Thursday"))),
    *((5, _("Friday")), (6, _("Saturday")), (7, _("Sunday"))),
)
CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
BLANK_ROWS = 2


def time_zones() -> list[tuple[str, str]]:
    """Places of the world by continent, London first."""
    names = sorted(name for name in zoneinfo.available_timezones() if name.partition("/")[0] in CONTINENTS)
    ordered = ["Europe/London", *(name for name in names if name != "Europe/London")]
    return [(name, name.replace("_", " ")) for name in ordered]


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=40)
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))


class TermRow(forms.Form):
    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=60)
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    comparison_key = forms.SlugField(
        label=_("Compared by"), max_length=40, required=False, help_text=_("Such as “autumn”: the same each year.")
    )


class ClosureRow(forms.Form):
    kind = forms.ChoiceField(label=_("What"), choices=Closure.Kind)
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"), required=False, help_text=_("Empty: one day."))

    @property
    def heading(self) -> str:
        """The closure in words: its name, or else its kind."""
        kinds = {str(kind): str(label) for kind, label in Closure.Kind.choices}
        return self["name"].value() or kinds.get(self["kind"].value() or "", "")

    def has_changed(self) -> bool:
        """A row in which only the kind stands is empty: the list always shows one."""
        return any(name != "kind" for name in self.changed_data)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["ends_on"] = self.cleaned_data.get("ends_on") or self.cleaned_data.get("starts_on")
        return self.cleaned_data


TermRows = forms.formset_factory(TermRow, extra=BLANK_ROWS, can_delete=True, max_num=20)
ClosureRows = forms.formset_factory(ClosureRow, extra=BLANK_ROWS, can_delete=True, max_num=60)


class YearForms:
    """The three parts of a year's page as one form."""

    def __init__(self, data: Any = None, *, said: YearSaid | None = None) -> None:
        first = _initial(said) if said else {}
        self.year = NameForm(data, prefix=YEAR, initial=first.get(YEAR))
        self.terms: BaseFormSet[TermRow] = TermRows(data, prefix=TERMS, initial=first.get(TERMS))
        self.closures: BaseFormSet[ClosureRow] = ClosureRows(data, prefix=CLOSURES, initial=first.get(CLOSURES))

    def is_valid(self) -> bool:
        return all([self.year.is_valid(), self.terms.is_valid(), self.closures.is_valid()])

    def said(self) -> YearSaid:
        """What :func:`school.office.years.save_year` takes. Only after :meth:`is_valid`."""
        terms = [TermSaid(**_values(row)) for row in _kept(self.terms)]
        closures = [ClosureSaid(**_values(row)) for row in _kept(self.closures)]
        return YearSaid(**self.year.cleaned_data, terms=terms, closures=closures)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Put each sentence beside its field."""
        parts = {YEAR: [self.year], TERMS: _kept(self.terms), CLOSURES: _kept(self.closures)}
        for problem in problems:
            parts[problem.part][problem.row].add_error(problem.field, problem.sentence)

    @property
    def has_errors(self) -> bool:
        return bool(self.year.errors or any(self.terms.errors) or any(self.closures.errors))


def _kept(rows: Any) -> list[Any]:
    """Rows with something in them that are not to go."""
    return [row for row in rows.forms if row.cleaned_data.get("starts_on") and not row.cleaned_data.get("DELETE")]


def _values(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row.cleaned_data.items() if name != "DELETE"}


def _initial(said: YearSaid) -> dict[str, Any]:
    return {
        YEAR: {"name": said.name, "starts_on": said.starts_on, "ends_on": said.ends_on},
        TERMS: [vars(term) for term in said.terms],
        CLOSURES: [vars(closure) for closure in said.closures],
    }


class HoursForm(forms.Form):
    """When the school may be written to."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    works_from = forms.TimeField(label=_("From"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    works_until = forms.TimeField(label=_("Until"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    works_on = forms.TypedMultipleChoiceField(
        label=_("Days of the week"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> dict[str, Any]:
        opens, closes = self.cleaned_data.get("works_from"), self.cleaned_data.get("works_until")
        if opens and closes and closes <= opens:
            self.add_error("works_until", _("The school closes after it opens."))
        return self.cleaned_data
