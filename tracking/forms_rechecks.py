"""Input of the list of what to look at again, cleaned."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.models import Member
from tracking.models import Recheck
from tracking.rechecks import LONGEST_TEXT


class RecheckForm(forms.Form):
    """What is not known yet, and by whom."""

    text = forms.CharField(
        label=_("What is not known yet"),
        help_text=_("A few words, such as “column subtraction with exchange”. The learner sees it too."),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Say in a few words what is not known yet.")},
    )
    students = forms.ModelMultipleChoiceField(
        Member.objects.none(),
        label=_("Who"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one learner.")},
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(self, learners: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["students"].queryset = learners  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """What was found when looking again."""

    outcome = forms.ChoiceField(choices=Recheck.Outcome.choices)
