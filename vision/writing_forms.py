"""Cleaning of what people write into the vision."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vision.lineage import places_to_split
from vision.models import Block, Circle, Paragraph, Wording
from vision.narrative import LONGEST_PARAGRAPH

MOST_SENT = 4
"""Texts that a page has sent without hearing an answer; the script keeps no more."""


class ParagraphForm(forms.Form):
    """A paragraph as one person has it before them; ``version`` is the one they began from."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST_PARAGRAPH,
        widget=forms.Textarea(attrs={"rows": 6, "class": "edit"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    began = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_PARAGRAPH)

    def saved_words(self) -> dict[str, Any]:
        """What :func:`vision.two_writers.save_words` takes."""
        cleaned = self.cleaned_data
        began = {"version": cleaned["version"] or 0, "began": cleaned["began"]}
        return {"text": cleaned["text"], **began, "sent": self.sent()}

    def sent(self) -> list[str]:
        """What the page has sent without hearing an answer."""
        data: Any = self.data
        return list(data.getlist("sent"))[:MOST_SENT]


class NewParagraphForm(ParagraphForm):
    """A paragraph that is not there yet: ``uid`` makes it one, however often it is sent."""

    uid = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


class TakeForm(forms.Form):
    """Which of two texts stands, or a new one of both; ``version`` is the one that was looked at."""

    take = forms.ChoiceField(choices=[("stands", _("what stands")), ("waits", _("what waits")), ("both", _("both"))])
    text = forms.CharField(required=False, max_length=LONGEST_PARAGRAPH)
    version = forms.IntegerField()

    def chosen(self, stands: Paragraph, waits: Wording) -> str:
        texts = {"stands": stands.text, "waits": waits.text, "both": self.cleaned_data["text"]}
        return str(texts[self.cleaned_data["take"]])


class MoveForm(forms.Form):
    """Up, down, or to the end of another part of the vision."""

    way = forms.ChoiceField(choices=[("up", _("Up")), ("down", _("Down")), ("to", _("To another part"))])
    block = forms.ChoiceField(choices=Block, required=False)


class SplitParagraphForm(forms.Form):
    """Where the second part of a paragraph begins."""

    at = forms.TypedChoiceField(
        label=_("The second part begins with"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where the second part begins.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, paragraph: Paragraph, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = paragraph.version
        text = paragraph.text
        self.places = places_to_split(text)
        self.opening = text[: self.places[0]] if self.places else text
        ends = [*self.places[1:], len(text)]
        field: Any = self.fields["at"]
        field.choices = [(at, text[at:end].strip()) for at, end in zip(self.places, ends, strict=False)]


class CircleForm(forms.Form):
    """How far a draft is open."""

    circle = forms.ChoiceField(label=_("Who may read the draft"), choices=Circle, widget=forms.RadioSelect)
