"""What the forms hand on."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from vision.forms import PICTURES, PublishForm, SettleForm, attempt


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


def test_every_picture_is_in_the_sprite() -> None:
    icons = set(re.findall(r'<symbol id="([^"]+)"', (Path(__file__).parents[2] / "static/icons.svg").read_text()))
    assert set(PICTURES) - icons == set()
