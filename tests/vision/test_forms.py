"""What the forms hand on."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from tests.factories.vision import make_pulse
from tests.personas import Personas
from vision.forms import PICTURES, PublishForm, PulseForm, SettleForm, attempt


def test_refusal_lands_on_the_form() -> None:
    def refuse() -> None:
        raise ValidationError({"note": "Not like this."})

    form = PublishForm({"note": "x"})
    assert attempt(form, refuse) is None
    assert form.errors == {"note": ["Not like this."]}
    assert attempt(PublishForm({}), lambda: 7) == 7


@pytest.mark.parametrize(("kept", "is_kept"), [("yes", True), ("no", False)])
def test_kept_is_yes_or_no(kept: str, is_kept: bool) -> None:
    form = SettleForm({"kept": kept, "explanation": "x"})
    assert form.is_valid()
    assert form.cleaned_data["kept"] is is_kept


def test_skipped_items_are_none(people: Personas) -> None:
    form = PulseForm({"p1": "5", "p2": "0"}, pulse=make_pulse(term=people.term, by=people.head))
    assert form.is_valid()
    assert form.answers() == {"p1": 5} | dict.fromkeys([f"p{n}" for n in range(2, 9)])


def test_every_picture_is_in_the_sprite() -> None:
    icons = set(re.findall(r'<symbol id="([^"]+)"', (Path(__file__).parents[2] / "static/icons.svg").read_text()))
    assert set(PICTURES) - icons == set()
