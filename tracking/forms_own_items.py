"""Input of the school's own check-in questions, cleaned."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_QUESTION = 120


class QuestionsForm(forms.Form):
    """Three statements for one behaviour and one age."""

    one = forms.CharField(label=_("First"), max_length=LONGEST_QUESTION)
    two = forms.CharField(label=_("Second"), max_length=LONGEST_QUESTION)
    three = forms.CharField(label=_("Third"), max_length=LONGEST_QUESTION)

    @property
    def wordings(self) -> list[Any]:
        return [self.cleaned_data[name] for name in ("one", "two", "three")]
