"""Cleaning of what people type in the dialogue about the vision."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vision.answers_taken_back import LONGEST_REASON
from vision.dialogue import LONGEST_QUOTE, LONGEST_TEXT
from vision.models import Kind, Remark, Theme, UnnamedRemark
from vision.narrative import LONGEST_PARAGRAPH
from vision.themes import LONGEST_ANSWER, LONGEST_TITLE
from vision.windows import FEWEST_SCHOOL_DAYS, MOST_SCHOOL_DAYS


class RemarkForm(forms.Form):
    """What somebody says beside a paragraph. ``read`` seals which wording they had before them.

    Nothing is chosen beforehand between a name and none: whoever forgets is asked, not shown.
    """

    WITH_NAME, WITHOUT = "named", "unnamed"

    kind = forms.ChoiceField(label=_("It is a"), choices=Kind, widget=forms.RadioSelect)
    quote = forms.CharField(
        label=_("The passage, if you mean a part"),
        max_length=LONGEST_QUOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Copied from the paragraph, word for word."),
    )
    text = forms.CharField(
        label=_("What you say"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("If you suggest a wording: the words as they should stand."),
    )
    voice = forms.ChoiceField(
        label=_("You speak"),
        choices=[(WITH_NAME, _("With your name")), (WITHOUT, _("Without a name"))],
        widget=forms.RadioSelect,
        help_text=_(
            "With your name, all staff read it, also beside words of yours that the vision takes up. "
            "Without a name, nothing that is kept leads to you. It cannot hide your way of writing, nor anything from "
            "somebody who controls the running server."
        ),
        error_messages={"required": _("Choose whether your name stands beside it.")},
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    read = forms.CharField(widget=forms.HiddenInput)


class ReplyForm(forms.Form):
    text = forms.CharField(label=_("What you say"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}))
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class GatherForm(forms.Form):
    """Which remarks belong together, and under which theme. Keys of the two kinds of remark never meet."""

    remarks = forms.MultipleChoiceField(
        label=_("Which belong together"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one remark.")},
    )
    into = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Put them into"), required=False, empty_label=_("A new theme")
    )
    title = forms.CharField(
        label=_("What the new theme is about"),
        max_length=LONGEST_TITLE,
        required=False,
        help_text=_("A few words that those who spoke would know again."),
    )

    def __init__(self, *args: Any, remarks: Iterable[Remark | UnnamedRemark], themes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(remark.pk): remark for remark in remarks}
        field: Any = self.fields["remarks"]
        field.choices = [(key, remark.text) for key, remark in self.by_key.items()]
        into: Any = self.fields["into"]
        into.queryset = themes
        into.label_from_instance = lambda theme: theme.title

    def chosen(self) -> list[Remark | UnnamedRemark]:
        return [self.by_key[key] for key in self.cleaned_data["remarks"]]


class AnswerForm(forms.Form):
    """What becomes of a theme. The reason is asked for by :func:`vision.themes.check_can_answer`."""

    outcome = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[choice for choice in Theme.Outcome.choices if choice[0] != Theme.Outcome.OPEN],
        widget=forms.RadioSelect,
    )
    answer_words = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_ANSWER,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("All staff read it. “Not now” is an answer, if it has a reason."),
    )


class TakeBackForm(forms.Form):
    """Why an answer is taken back; asked for by :func:`vision.answers_taken_back.check_can_take_back`."""

    because = forms.CharField(
        label=_("Why you take it back"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("All staff read it; those who spoke with their name find it on Today."),
    )


class AdoptWordingForm(forms.Form):
    """The paragraph with the suggested words in it; ``version`` is the one that the leader had before them."""

    text = forms.CharField(
        label=_("As it will stand"), max_length=LONGEST_PARAGRAPH, widget=forms.Textarea(attrs={"rows": 6})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WindowForm(forms.Form):
    asks = forms.CharField(
        label=_("What you ask"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One question that somebody can answer from their own classroom."),
    )
    school_days = forms.IntegerField(
        label=_("Open for how many school days"),
        initial=FEWEST_SCHOOL_DAYS,
        widget=forms.NumberInput(attrs={"min": FEWEST_SCHOOL_DAYS, "max": MOST_SCHOOL_DAYS}),
        help_text=_("At least two weeks of lessons. Holidays and closures do not count."),
    )
