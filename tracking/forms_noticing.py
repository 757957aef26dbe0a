"""Input of noticings and of what a school decides about them, cleaned."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.models import Member
from tracking.children_notice import ANY_SENTENCES, sentences_for
from tracking.forms import MuscleChoice, TapChoice, keep_written_or_tapped
from tracking.models import LearningChoices
from tracking.models.noticings import Context
from tracking.noticings import LONGEST_TEXT
from vision.models import Behaviour


class TakeBackForm(forms.Form):
    """The key of one's own note."""

    client_key = forms.UUIDField(error_messages={"required": _("This note is not known.")})


class ChoicesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the school records."""

    class Meta:
        model = LearningChoices
        fields = ["judgings_a_year", "pictures", "peers_notice", "family_pages", "students_make_links"]
        help_texts = {
            "judgings_a_year": _("Twice is usual: each time costs a teacher about ten minutes a class."),
            "pictures": _("Of work, not of faces. Made small; place and time of the camera are removed."),
            "peers_notice": _("By tapping sentences of ours only: no free text about another child."),
            "family_pages": _("Each student chooses what is on it. A link opens it, and can be ended."),
            "students_make_links": _("Otherwise the staff of the class make it with them. Both can end it at once."),
        }


class ChildNoteForm(forms.Form):
    """Which muscle and where: what both notes of a child share."""

    behaviour = MuscleChoice(label=_("Which muscle"), error_messages={"required": _("Choose a muscle.")})
    context = forms.ChoiceField(
        label=_("Where"), choices=Context.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it was.")},
    )  # fmt: skip
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(
        self, behaviours: Sequence[Behaviour], *args: Any, year_group: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behaviour"].offer(behaviours, year_group)  # type: ignore[attr-defined]


class SelfForm(ChildNoteForm):
    """What I noticed of myself."""

    tapped = TapChoice(
        (_("I kept going."), _("I tried another way."), _("I asked a question."), _("I helped somebody.")),
        label=_("What I noticed"),
    )
    text = forms.CharField(label=_("Or in my own words"), max_length=LONGEST_TEXT, required=False)
    field_order = ("behaviour", "tapped", "text", "context")

    def clean(self) -> dict[str, Any]:
        missing = _("Tap a sentence or write a few words.")
        return keep_written_or_tapped(self, written="text", tapped="tapped", missing=missing)


class ClassmateForm(ChildNoteForm):
    """A classmate, and a sentence of ours about the muscle that was chosen. ``say``: its muscle and its number."""

    classmate = forms.TypedChoiceField(
        label=_("Who"), widget=forms.RadioSelect, error_messages={"required": _("Choose somebody of your class.")}
    )
    say = forms.ChoiceField(
        label=_("What you saw"), widget=forms.RadioSelect, error_messages={"required": _("Tap one of the sentences.")}
    )
    field_order = ("classmate", "behaviour", "say", "context")

    def __init__(self, mates: Sequence[Member], behaviours: Sequence[Behaviour], *args: Any, **kwargs: Any) -> None:
        super().__init__(behaviours, *args, **kwargs)
        known = {str(mate.pk): mate for mate in mates}
        field: Any = self.fields["classmate"]
        field.coerce, field.choices = known.__getitem__, [(pk, mate.display_name) for pk, mate in known.items()]
        own = {each: sentences_for(each)[: -len(ANY_SENTENCES)] for each in behaviours}
        say: Any = self.fields["say"]
        say.choices = [
            *((f"{each.pk}-{at}", words) for each, lines in own.items() for at, words in enumerate(lines)),
            *((f"any-{at}", words) for at, words in enumerate(ANY_SENTENCES)),
        ]

    def clean(self) -> dict[str, Any]:
        """The number of the sentence among those of the muscle chosen."""
        cleaned = self.cleaned_data
        whose, _dash, at = cleaned.pop("say", "").partition("-")
        behaviour = cleaned.get("behaviour")
        if not whose or behaviour is None:
            return cleaned
        if whose not in ("any", str(behaviour.pk)):
            self.add_error("say", _("This sentence is about another muscle. Tap one that fits."))
        own = len(sentences_for(behaviour)) - len(ANY_SENTENCES)
        cleaned["sentence"] = int(at) + (own if whose == "any" else 0)
        return cleaned
