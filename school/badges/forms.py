"""What is typed about badges: very little."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from school.badges.pictures import PICTURE_OF


class ShareForm(forms.Form):
    """Which device is shared, in the words on its lid."""

    label = forms.CharField(
        label=_("What is written on this device"),
        help_text=_("Such as “Tablet 7”. It helps you to find it in the list."),
        max_length=40,
        required=False,
    )


class TapForm(forms.Form):
    """One tap: the picture, and the one that was tapped before it."""

    picture = forms.ChoiceField(choices=[(key, key) for key in PICTURE_OF])
    first = forms.ChoiceField(choices=[(key, key) for key in PICTURE_OF], required=False)
