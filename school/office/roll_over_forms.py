"""Cleaning of the list of classes that go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learningculture.sent_numbers import number_sent
from school.models import SchoolClass
from school.office.roll_over import Move

LONGEST_NAME = 80


class MoveRow(forms.Form):
    """One class: its name next year; off the list when it ends."""

    class_id = forms.IntegerField(widget=forms.HiddenInput)
    goes_on = forms.BooleanField(label=_("Goes on"), required=False)
    name = forms.CharField(label=_("Name next year"), max_length=LONGEST_NAME, required=False)
    staff_stay = forms.BooleanField(label=_("Its staff stay"), required=False)

    was = ""

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("goes_on") and not self.cleaned_data.get("name", "").strip():
            self.add_error("name", _("Give it a name."))
        return self.cleaned_data


MoveRows = forms.formset_factory(MoveRow, extra=0, max_num=1_000)


def move_rows(data: Any, moves: Sequence[Move], classes: Sequence[SchoolClass]) -> Any:
    """The list of classes with their names now."""
    rows = MoveRows(data, prefix="moves", initial=[vars(move) for move in moves])
    names = {one.pk: one.name for one in classes}
    for row in rows.forms:
        sent = number_sent(str(row["class_id"].value()))
        row.was = "" if sent is None else names.get(sent, "")
    return rows


def moves_in(rows: Any) -> list[Move]:
    """Only after ``is_valid``."""
    return [Move(**row.cleaned_data) for row in rows.forms]
