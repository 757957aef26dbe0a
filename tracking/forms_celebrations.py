"""Input of the celebration page, cleaned."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.models import Member
from tracking.celebrations import KIND_SENTENCES, LONGEST_TEXT
from tracking.forms import MuscleChoice, TapChoice, keep_written_or_tapped
from tracking.models import Evidence, Noticing
from vision.models import Commitment


class CelebrationForm(forms.Form):
    """Whom, for which behaviour, in which words. ``own_words``: not from a student to a classmate."""

    to = forms.ModelChoiceField(
        Member.objects.none(),
        label=_("Whom I thank"),
        empty_label=_("Choose…"),
        error_messages={"required": _("Choose whom you thank.")},
    )
    behaviour = MuscleChoice(label=_("For which behaviour"), error_messages={"required": _("Choose a behaviour.")})
    tapped = TapChoice(KIND_SENTENCES, label=_("What I want to say"))
    text = forms.CharField(
        label=_("Or in my own words"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    commitment = forms.ModelChoiceField(
        Commitment.objects.none(),
        label=_("Which commitment does it carry?"),
        required=False,
        empty_label=_("None in particular"),
    )
    noticing = forms.ModelChoiceField(Noticing.objects.none(), required=False, widget=forms.HiddenInput)
    evidence = forms.ModelChoiceField(Evidence.objects.none(), required=False, widget=forms.HiddenInput)
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(
        self,
        people: Any,
        behaviours: Any,
        things: tuple[Any, Any],
        *args: Any,
        year_group: int | None = None,
        commitments: Any = None,
        **kwargs: Any,
    ) -> None:
        """``commitments``: of the vision, from which staff choose; None for students, who are not asked."""
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]
        self.fields["behaviour"].offer(behaviours, year_group)  # type: ignore[attr-defined]
        for name, found in zip(("noticing", "evidence"), things, strict=True):
            self.fields[name].queryset = found  # type: ignore[attr-defined]
        if commitments is None:
            del self.fields["commitment"]
        else:
            self.fields["commitment"].queryset = commitments  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        missing = _("Say what you want to thank for: tap a sentence or write one.")
        return keep_written_or_tapped(self, written="text", tapped="tapped", missing=missing)
