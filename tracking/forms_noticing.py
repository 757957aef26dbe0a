"""Input of noticings and of what a school decides about them, cleaned."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tracking.models import LearningChoices


class TakeBackForm(forms.Form):
    """The key of one's own note."""

    client_key = forms.UUIDField(error_messages={"required": _("This note is not known.")})


class ChoicesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the school records."""

    class Meta:
        model = LearningChoices
        fields = ["judgings_a_year", "pictures", "peers_notice", "family_pages"]
        help_texts = {
            "judgings_a_year": _("Twice is usual: each time costs a teacher about ten minutes a class."),
            "pictures": _("Of work, not of faces. Made small; place and time of the camera are removed."),
            "peers_notice": _("By tapping sentences of ours only: no free text about another child."),
            "family_pages": _("Each student chooses what is on it. A link opens it, and can be ended."),
        }
