"""Cleaning of what people type around the pulse."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learningculture.disclosure import FEWEST_ANSWERS_IN_GROUP, FEWEST_INVITED_IN_GROUP
from school.calendar import school_day_before
from school.models import School
from vision.counting import FEWEST_ANSWERS_FOR_WORDS, FEWEST_WORDS
from vision.forms import DateInput
from vision.models import Pulse, PulseAnswer
from vision.pulse import LONGEST_WORDS
from vision.pulse_groups import ATTRIBUTES
from vision.pulse_items import ANSWERS

WORDS = "words"
LONGEST_ANSWER = PulseAnswer._meta.get_field("heard").max_length


class OpenPulseForm(forms.Form):
    """When it opens and closes, and what is asked and kept beside the eight; all of it is fixed before it opens."""

    opens_on = forms.DateField(
        label=_("Opens in the morning of"),
        widget=DateInput(),
        required=False,
        help_text=_("A school day. Leave it empty to open now."),
    )
    closes_on = forms.DateField(
        label=_("Closes at the end of"),
        widget=DateInput(),
        help_text=_("A week is enough for most schools. It closes by itself; it cannot be reopened."),
    )
    split_by = forms.ChoiceField(
        label=_("Also read it by"),
        choices=[("", _("The whole school only")), *ATTRIBUTES],
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Each group needs %(invited)d staff invited and %(answers)d answers; smaller ones are put together."
        )
        % {"invited": FEWEST_INVITED_IN_GROUP, "answers": FEWEST_ANSWERS_IN_GROUP},
    )
    asks_words = forms.BooleanField(
        label=_("Ask for a few words too"),
        required=False,
        help_text=_("You read them in random order, and only from %(answers)d answers and %(texts)d texts on.")
        % {"answers": FEWEST_ANSWERS_FOR_WORDS, "texts": FEWEST_WORDS},
    )

    def opening(self, school: School, today: datetime.date) -> dict[str, Any]:
        """What :func:`vision.pulse.open_pulse` takes; it closes at the end of a school day."""
        chosen = self.cleaned_data
        opens_on = chosen["opens_on"] or today
        last = school_day_before(school, chosen["closes_on"])
        return chosen | {"opens_on": opens_on, "closes_on": chosen["closes_on"] if last < opens_on else last}


class PulseForm(forms.Form):
    """Eight statements with five worded answers each. Every item sends one character, also when it is skipped."""

    SKIP = 0

    def __init__(self, *args: Any, pulse: Pulse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in pulse.items:
            self.fields[item["key"]] = forms.TypedChoiceField(
                label=_(item["wording"]),
                choices=[*ANSWERS, (self.SKIP, _("Leave out"))],
                coerce=int,
                initial=self.SKIP,
                required=False,
                widget=forms.RadioSelect,
            )
        self.asks_words = pulse.asks_words
        if pulse.asks_words:
            self.fields[WORDS] = forms.CharField(
                label=_("Anything you would like to add"),
                max_length=LONGEST_WORDS,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
                help_text=_(
                    "Your words may be recognisable: write so that they name neither you nor anybody else. Leaders "
                    "read them in random order after the close, and only if at least ten answer and three write."
                ),
            )

    def statements(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != WORDS]

    def words_field(self) -> forms.BoundField:
        return self[WORDS]

    def answers(self) -> dict[str, int | None]:
        """What :func:`vision.pulse.cast_ballot` takes."""
        return {key: self.cleaned_data.get(key) or None for key in self.fields if key != WORDS}

    def words(self) -> str:
        return str(self.cleaned_data.get(WORDS, ""))


class ExtraForm(forms.Form):
    wording = forms.CharField(
        label=_("Statement"),
        max_length=200,
        help_text=_("One thing, said so that one can agree or disagree. It is asked from the next pulse on."),
    )
    about_leaders = forms.BooleanField(
        label=_("It is about somebody who can be named"),
        required=False,
        help_text=_("Then it takes ten answers before anything of it is shown."),
    )


class PublicAnswerForm(forms.Form):
    """What leaders say in public to what staff said."""

    heard = forms.CharField(
        label=_("What we heard"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In your own words, the uncomfortable part too."),
    )
    will_do = forms.CharField(
        label=_("What we will do, what we will not, and why"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One or two things that staff can hold you to. It stays as it was said."),
    )
