"""Cleaning of what people type around the pulse."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vision.forms import DateInput
from vision.models import Pulse, PulseAnswer
from vision.pulse_items import ANSWERS

LONGEST_ANSWER = PulseAnswer._meta.get_field("heard").max_length


class OpenPulseForm(forms.Form):
    closes_on = forms.DateField(
        label=_("Closes at the end of"),
        widget=DateInput(),
        help_text=_("A week is enough for most schools. It closes by itself; it cannot be reopened."),
    )


class PulseForm(forms.Form):
    """Eight statements with five worded answers each. Every item sends one character, also when it is skipped."""

    SKIP = 0

    def __init__(self, *args: Any, pulse: Pulse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in pulse.items:
            self.fields[item["key"]] = forms.TypedChoiceField(
                label=_(item["wording"]),
                choices=[*ANSWERS, (self.SKIP, _("Leave out"))],
                coerce=int,
                initial=self.SKIP,
                required=False,
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[str, int | None]:
        """What :func:`vision.pulse.cast_ballot` takes."""
        return {key: self.cleaned_data.get(key) or None for key in self.fields}


class PublicAnswerForm(forms.Form):
    """What leaders say in public to what staff said."""

    heard = forms.CharField(
        label=_("What we heard"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In your own words, the uncomfortable part too."),
    )
    will_do = forms.CharField(
        label=_("What we will do, what we will not, and why"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One or two things that staff can hold you to. It stays as it was said."),
    )
