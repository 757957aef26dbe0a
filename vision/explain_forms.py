"""Cleaning of what people type around explaining the vision back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.models import Member
from vision.explain_back import MOST_WORDS
from vision.forms import DateInput
from vision.models import Commitment, ExplainBack, Explanation

LONGEST_TEXT = Explanation._meta.get_field("text").max_length


class ExplainForm(forms.Form):
    """A few words of one's own. Sent once; nobody can find them again."""

    text = forms.CharField(
        label=_("In your own words, what does our vision ask you to do?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text=_("At most %(most)d words. Write so that your words do not name you, or anybody else.")
        % {"most": MOST_WORDS},
    )


class OpenRoundForm(forms.Form):
    closes_on = forms.DateField(
        label=_("Closes at the end of"),
        widget=DateInput(),
        help_text=_("A week is enough. It closes by itself; it cannot be reopened."),
    )


class RatersForm(forms.Form):
    """The two who read, from different phases or roles."""

    first = forms.ModelChoiceField(Member.objects.none(), label=_("First reader"), empty_label=_("Choose…"))
    second = forms.ModelChoiceField(Member.objects.none(), label=_("Second reader"), empty_label=_("Choose…"))

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name].queryset = staff  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    """Which commitments a text names; none is an answer too."""

    found = forms.TypedMultipleChoiceField(
        label=_("Which commitments do these words name?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In their own words counts. Leave all empty when they name none."),
    )

    def __init__(self, *args: Any, sitting: ExplainBack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["found"].choices = [  # type: ignore[attr-defined]
            (each["id"], f"{Commitment.Who(each['who']).label} {each['wording']}") for each in sitting.commitments
        ]
