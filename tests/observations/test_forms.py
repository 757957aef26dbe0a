"""Cleaning of what people type about visits."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from observations.forms import CaptureForm, show_refusal
from tests.factories.observations import make_aspect
from tests.factories.vision import make_behaviour
from tests.personas import Personas


class OneField(forms.Form):
    on = forms.CharField(required=False)


def test_refusal_stands_beside_its_field_or_above_the_form() -> None:
    form = OneField({"on": "x"})
    assert form.is_valid()
    show_refusal(form, ValidationError({"on": "Not that day.", "host": "Not that host."}))
    show_refusal(form, ValidationError("Not at all."))
    assert form.errors == {"on": ["Not that day."], "__all__": ["Not that host.", "Not at all."]}


def test_every_sheet_has_a_key_of_its_own(people: Personas) -> None:
    behaviours, aspects = [make_behaviour(school=people.school)], [make_aspect(school=people.school)]
    first, second = (CaptureForm(behaviours=behaviours, aspects=aspects) for _ in range(2))
    assert first["client_key"].value() != second["client_key"].value()
    assert [(behaviour, len(cells)) for behaviour, cells in first.grid] == [(behaviours[0], 1)]
