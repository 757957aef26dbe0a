"""Input of a reply, cleaned."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracking.forms import TapChoice
from tracking.replies import LONGEST_REPLY, READY_REPLIES


class ReplyForm(forms.Form):
    """A ready sentence or one's own words."""

    tapped = TapChoice(READY_REPLIES, label=_("What I say to it"))
    text = forms.CharField(
        label=_("Or in my own words"),
        max_length=LONGEST_REPLY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def clean(self) -> dict[str, Any]:
        """Own words win over the tapped sentence."""
        cleaned = self.cleaned_data
        tapped = cleaned.pop("tapped", "")
        cleaned["text"] = cleaned.get("text") or tapped
        if not cleaned["text"]:
            self.add_error("tapped", _("Tap a sentence or write a few words."))
        return cleaned
