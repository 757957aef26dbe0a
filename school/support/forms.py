"""Cleaning of what support writes when it asks to come in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    slug = forms.SlugField(
        label=_("The school’s address"), max_length=60, help_text=_("The word after /s/ in its pages.")
    )
    reason = forms.CharField(
        label=_("Why you need to look"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The school reads this, decides by it and keeps it beside every page you open."),
    )
