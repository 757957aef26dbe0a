"""Input of what a student is proud of, cleaned."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from school.models import Member
from tracking.forms import MuscleChoice, TapChoice, keep_written_or_tapped
from tracking.models import Evidence
from tracking.pictures import LONGEST_WORDS, ReadPicture, read_picture
from vision.models import Behaviour, Commitment
from vision.wording import child_wording_for

LONGEST_DRAWING = 1_500_000
"""Letters of a drawing as the page sends it: a full canvas of lines is a tenth of it."""

PNG = "data:image/png;base64,"


def _drawn(drawing: str) -> ContentFile[bytes]:
    """What a canvas sends, as a file; an empty one, which no picture is, where it is anything else."""
    try:
        content = base64.b64decode(drawing.removeprefix(PNG), validate=True) if drawing.startswith(PNG) else b""
    except binascii.Error:
        content = b""
    return ContentFile(content, "drawing.png")


class EvidenceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Something to be proud of."""

    prefix = "evidence"
    what = TapChoice(
        (
            *(_("A piece of writing"), _("Something I made or drew"), _("A problem I solved")),
            *(_("A game, a sport or music"), _("I helped somebody")),
        ),
        label=_("What I made or did"),
    )
    title = forms.CharField(label=_("Or in my own words"), max_length=100, required=False)
    behaviour = MuscleChoice(label=_("Which muscle I used"), error_messages={"required": _("Choose a muscle.")})
    drawing = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_DRAWING)
    file = forms.FileField(
        label=_("A picture of it"), help_text=_("Of the work, not of faces. At most 5 MB."), required=False
    )
    seen = forms.CharField(
        label=_("What the picture shows"),
        help_text=_("In a few words, for those who cannot see it."),
        max_length=LONGEST_WORDS,
        required=False,
    )

    class Meta:
        model = Evidence
        fields = ["title", "behaviour", "story"]
        labels = {"story": _("How I used this muscle")}
        widgets = {"story": forms.Textarea(attrs={"rows": 4})}

    field_order = ("what", "title", "behaviour", "story", "file", "seen", "drawing")

    def __init__(
        self,
        behaviours: Iterable[Behaviour],
        *args: Any,
        pictures: bool = False,
        year_group: int | None = None,
        **kwargs: Any,
    ) -> None:
        """``pictures``: whether the school lets a file be handed in; a drawing may always be made."""
        super().__init__(*args, **kwargs)
        self.year_group = year_group
        if not pictures:
            del self.fields["file"]
        self.fields["behaviour"].offer(behaviours, year_group)  # type: ignore[attr-defined]
        self.fields["story"].required = False

    def clean(self) -> dict[str, Any]:
        """Own words win; without any, the child's words of the muscle that was tapped are the story."""
        missing = _("Say what you made or did: tap a line or write a few words.")
        cleaned = keep_written_or_tapped(self, written="title", tapped="what", missing=missing)
        cleaned["read"] = self._picture(cleaned.pop("drawing", ""), cleaned.pop("file", None))
        if cleaned["read"] and not cleaned.get("seen"):
            cleaned["seen"] = cleaned["title"]
        if "behaviour" in cleaned:
            cleaned["story"] = cleaned.get("story") or child_wording_for(cleaned["behaviour"], self.year_group)
        return cleaned

    def _picture(self, drawing: str, file: Any) -> ReadPicture | None:
        """The file handed in, or else what was drawn; refusals stand beside their field."""
        given, field = (file, "file") if file else (_drawn(drawing), "seen") if drawing else (None, "")
        if given is None:
            return None
        try:
            return read_picture(given)
        except ValidationError as refusal:
            self.add_error(field, refusal)
            return None

    def _post_clean(self) -> None:
        """The domain function checks the rest."""


class WordsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Other words for something that is kept. ``version``: of the words that were on the page."""

    version = forms.IntegerField(min_value=1)

    class Meta:
        model = Evidence
        fields = ["title", "story"]
        labels = {"title": _("What I made or did"), "story": _("How I used this muscle")}
        widgets = {"story": forms.Textarea(attrs={"rows": 6})}
        error_messages = {
            "title": {"required": _("Say what you made or did.")},
            "story": {"required": _("Say how you used the muscle.")},
        }

    def _post_clean(self) -> None:
        """The domain function checks the rest, and writes."""


class ConfirmForm(forms.Form):
    """That it shows the behaviour, and which commitment of the vision it carries. ``version``: of the words read."""

    version = forms.IntegerField(required=False)
    commitment = forms.ModelChoiceField(
        Commitment.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("This commitment has ended. Choose another, or none.")},
    )

    def __init__(self, commitments: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].queryset = commitments  # type: ignore[attr-defined]


class ReaderForm(forms.Form):
    """Whom I ask to read it."""

    reader = forms.ModelChoiceField(
        Member.objects.none(), label=_("Whom I ask"), error_messages={"required": _("Choose a grown-up.")}
    )

    def __init__(self, readers: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = readers  # type: ignore[attr-defined]
