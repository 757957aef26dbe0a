"""Input of tracking, cleaned."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.models import Member
from tracking.checkins import LONGEST_EXAMPLE
from tracking.goals import FURTHEST_REVIEW
from tracking.items import ANSWERS
from tracking.models import Goal
from tracking.models.noticings import Context
from tracking.noticings import LONGEST_TEXT
from vision.models import Behaviour
from vision.wording import child_wording_for


class NoticingForm(forms.Form):
    """Who, which behaviour, where, what you saw."""

    students = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=_("Who"), error_messages={"required": _("Choose at least one learner.")}
    )
    behaviour = forms.ModelChoiceField(
        Behaviour.objects.none(), label=_("Which behaviour"), error_messages={"required": _("Choose a behaviour.")}
    )
    context = forms.ChoiceField(
        label=_("Where"), choices=[("", _("Choose…")), *Context.choices],
        error_messages={"required": _("Choose where you saw it.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("What you saw"),
        help_text=_("A sentence: what the learner did or said. The learner reads it too."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence what you saw.")},
    )
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("Of the work, not of faces. It is made small; place and time of the camera are removed."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    picture_words = forms.CharField(label=_("What the picture shows"), max_length=140, required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(self, learners: Any, behaviours: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["students"].queryset = learners  # type: ignore[attr-defined]
        self.fields["behaviour"].queryset = behaviours  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """One question of the check-in."""

    NO_CHANCE = "none"

    value = forms.ChoiceField(
        error_messages={"required": _("Choose an answer, or say that you had no chance to.")},
    )
    example = forms.CharField(
        label=_("An example of this was…"),
        help_text=_("Only if you like."),
        required=False,
        max_length=LONGEST_EXAMPLE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, values: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["value"]
        field.choices = [(str(value), str(value)) for value in values] + [(self.NO_CHANCE, self.NO_CHANCE)]

    @property
    def chosen(self) -> int | None:
        value = self.cleaned_data["value"]
        return None if value == self.NO_CHANCE else int(value)


class SittingForm(forms.Form):
    """A whole check-in: ``answer-<question>`` is a number or "none", ``example-<question>`` the student's own words."""

    ANSWER, EXAMPLE = "answer-", "example-"
    MEANT = {AnswerForm.NO_CHANCE: None} | {str(each.value): each.value for each in chain(*ANSWERS.values())}

    def clean(self) -> dict[str, Any]:
        given, examples = self._sent(self.ANSWER), self._sent(self.EXAMPLE)
        if not given or not set(given.values()) <= set(self.MEANT):
            raise forms.ValidationError(_("Choose an answer, or say that you had no chance to."))
        example = forms.CharField(required=False)
        self.said: dict[str, Any] = {
            "answers": {item: self.MEANT[value] for item, value in given.items()},
            "examples": {key: example.clean(text) for key, text in examples.items()},
        }
        return self.cleaned_data

    def _sent(self, kind: str) -> dict[str, str]:
        return {name.removeprefix(kind): str(self.data[name]) for name in self.data if name.startswith(kind)}


class MuscleChoice(forms.TypedChoiceField):
    """A behaviour by its name and a child's words for it, among those the page has read already."""

    widget = forms.RadioSelect

    def offer(self, behaviours: Iterable[Behaviour], year_group: int | None) -> None:
        known = {str(behaviour.pk): behaviour for behaviour in behaviours}
        self.coerce = known.__getitem__
        self.choices = [(pk, f"{each.label}: {child_wording_for(each, year_group)}") for pk, each in known.items()]


class TapChoice(forms.ChoiceField):
    """Sentences to tap, for those who do not like to type; what is tapped is kept as if it had been written."""

    is_tapped = True
    """Not labelled "optional": tapping or writing, one of the two is needed."""

    widget = forms.RadioSelect

    def __init__(self, sentences: Iterable[Any], **options: Any) -> None:
        super().__init__(choices=[(key, words) for key, words in enumerate(sentences)], required=False, **options)

    def clean(self, value: Any) -> str:
        key = super().clean(value)
        return str(dict(self.choices)[int(key)]) if key else ""  # type: ignore[arg-type]


def keep_written_or_tapped(form: forms.BaseForm, *, written: str, tapped: str, missing: Any) -> dict[str, Any]:
    """Own words win over the tapped sentence; without either, ``missing`` stands at the field to tap."""
    cleaned: dict[str, Any] = form.cleaned_data
    sentence = cleaned.pop(tapped, "")
    cleaned[written] = cleaned.get(written) or sentence
    if not cleaned[written]:
        form.add_error(tapped, missing)
    return cleaned


class GoalForm(forms.ModelForm):  # type: ignore[type-arg]
    """The next muscle."""

    prefix = "goal"
    behaviour = MuscleChoice(label=_("Which muscle"), error_messages={"required": _("Choose a muscle.")})
    when = TapChoice(
        (
            *(_("When I get stuck"), _("When I think I have finished"), _("When I work with others")),
            *(_("In the lesson I find hardest"), _("Outside lessons")),
        ),
        label=_("When I will try it"),
    )
    situation = forms.CharField(label=_("Or in my own words"), max_length=140, required=False)

    class Meta:
        model = Goal
        fields = ["behaviour", "situation", "review_on"]
        labels = {"review_on": _("When I will look back")}
        error_messages = {"review_on": {"required": _("Choose a day to look back.")}}
        widgets = {"review_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    field_order = ("behaviour", "when", "situation", "review_on")

    def __init__(
        self,
        behaviours: Iterable[Behaviour],
        today: datetime.date,
        *args: Any,
        year_group: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behaviour"].offer(behaviours, year_group)  # type: ignore[attr-defined]
        limits = {"min": today + datetime.timedelta(days=1), "max": today + FURTHEST_REVIEW}
        self.fields["review_on"].widget.attrs.update({key: day.isoformat() for key, day in limits.items()})

    def clean(self) -> dict[str, Any]:
        missing = _("Say when you will try it.")
        return keep_written_or_tapped(self, written="situation", tapped="when", missing=missing)

    def _post_clean(self) -> None:
        """The domain function checks the rules across fields, with today's date."""


class ReviewForm(forms.Form):
    """Looking back at a goal."""

    prefix = "review"
    how = TapChoice(
        (_("It worked."), _("It helped a bit."), _("It did not work this time."), _("I had no chance to try it.")),
        label=_("What happened?"),
        help_text=_("It may have worked, a bit or not at all: all of it is worth saying."),
    )
    reflection = forms.CharField(
        label=_("In my own words"), max_length=240, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """What was tapped, then what was written."""
        cleaned = self.cleaned_data
        said = [cleaned.pop("how", ""), cleaned.get("reflection", "")]
        cleaned["reflection"] = " ".join(part for part in said if part)
        if not cleaned["reflection"]:
            self.add_error("how", _("Say what happened: tap a sentence or write a few words."))
        return cleaned
