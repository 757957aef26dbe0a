"""Cleaning of what leaders send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portfolio.models import Build
from portfolio.readings import LONGEST_TEXT
from school.models import Term


class ReadingForm(forms.Form):
    """A reading, and the version on which it was written."""

    text = forms.CharField(
        label=_("What do you read in this?"),
        help_text=_("Three sentences are plenty. What do the figures say, what do they not say, what follows?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class BuildForm(forms.Form):
    """Which term to build, or which stopped build to carry on."""

    term = forms.ModelChoiceField(Term.objects.none(), required=False)
    resume = forms.ModelChoiceField(Build.objects.none(), required=False)

    def __init__(self, *args: Any, terms: Any, builds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = terms  # type: ignore[attr-defined]
        self.fields["resume"].queryset = builds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not self.errors and not found.get("term") and not found.get("resume"):
            raise forms.ValidationError(_("Choose the term to build."))
        return found
