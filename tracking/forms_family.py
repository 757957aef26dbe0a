"""What is chosen about the family page: a home, three switches, one piece. Nothing is typed."""

from __future__ import annotations

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from school.models import School
from tracking.family import SWITCHES
from tracking.models import FamilyLink

PLACES = {"page": "tracking:my_learning", "family": "tracking:my_family"}
"""The two pages on which a piece can be shared."""


class HomeForm(forms.Form):
    """For which home a link is."""

    home = forms.ChoiceField(
        label=_("Who is it for?"),
        choices=FamilyLink.Home.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who it is for.")},
    )


class SwitchesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What else this home reads."""

    class Meta:
        model = FamilyLink
        fields = SWITCHES


class ShareForm(forms.Form):
    """Share a piece or stop; ``place`` is the page on which it was pressed."""

    share = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    place = forms.ChoiceField(choices=[(place, place) for place in PLACES], required=False)

    @property
    def shares(self) -> bool:
        return bool(self.cleaned_data["share"] == "yes")

    def back_to(self, school: School, kind: str, pk: int) -> str:
        """The piece on the page it was pressed on."""
        return f"{reverse(PLACES[self.place_pressed], args=[school.slug])}#{kind}-{pk}"

    @property
    def place_pressed(self) -> str:
        return str(self.data.get("place")) if self.data.get("place") in PLACES else "page"
