"""Input of a reply, cleaned."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracking.forms import TapChoice, keep_written_or_tapped
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
        missing = _("Tap a sentence or write a few words.")
        return keep_written_or_tapped(self, written="text", tapped="tapped", missing=missing)
