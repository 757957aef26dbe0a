"""Cleaning of what people type on the vision's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from school.models import Term
from vision.behaviours import MOST_FOCUS_BEHAVIOURS, PRESETS
from vision.models import Behaviour, Commitment, Framework, LeaderCommitment, Strength

Saved = TypeVar("Saved")

PARTS_OF_FULL = ("foundation", "working")
"""Presets whose behaviours are all in another one."""

TINTS = tuple((tint, _(tint.title())) for tint in ("ochre", "sky", "plum", "moss", "rose", "teal", "clay", "slate"))
MORE_PICTURES = (
    *("anchor", "feather", "flower-2", "heart-handshake", "rainbow", "snail", "sprout", "star", "telescope"),
    *("tree-deciduous", "turtle", "umbrella"),
)
PICTURES = tuple(sorted({row["icon"] for preset in PRESETS.values() for row in preset.behaviours} | {*MORE_PICTURES}))

CALLED = {
    "flower-2": _("flower"),
    "heart-handshake": _("holding hands"),
    "message-circle-question-mark": _("question"),
    "pen-line": _("pen"),
    "repeat": _("round and round"),
    "search": _("magnifying glass"),
    "tree-deciduous": _("tree"),
    "users": _("friends"),
}
"""What a child calls a picture, where Lucide calls it otherwise."""


def attempt(form: forms.Form, act: Callable[[], Saved]) -> Saved | None:
    """Do what the form asks; a refusal becomes an error on the form and the answer is None."""
    try:
        return act()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


class CommitmentForm(forms.Form):
    who = forms.ChoiceField(label=_("Who"), choices=Commitment.Who)
    wording = forms.CharField(
        label=_("What they will do"),
        max_length=200,
        help_text=_("Short, and such that anyone could check it."),
    )


class PublishForm(forms.Form):
    note = forms.CharField(
        label=_("What changed, in a sentence"),
        max_length=200,
        required=False,
        help_text=_("Stands beside this version in the vision's history."),
    )


class AdoptForm(forms.Form):
    preset = forms.ChoiceField(label=_("Begin with"), choices=[(p.key, p.name) for p in PRESETS.values()])


class FocusForm(forms.Form):
    """The few behaviours of a term, ticked among those of the framework in use."""

    behaviours = forms.ModelMultipleChoiceField(
        Behaviour.objects.none(),
        label=_("Focus of the term"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one behaviour.")},
    )

    def __init__(self, *args: Any, framework: Framework, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["behaviours"]
        field.queryset = framework.behaviours.all()  # type: ignore[attr-defined]
        field.help_text = _("At most %(most)d.") % {"most": MOST_FOCUS_BEHAVIOURS}


class BehaviourForm(forms.Form):
    """A behaviour's wording: see :data:`vision.behaviours.WORDS`."""

    label = forms.CharField(label=_("Name"), max_length=60)
    definition = forms.CharField(label=_("What it means"), max_length=200)
    child_wording = forms.CharField(label=_("In a child's words"), max_length=120)
    child_early = forms.CharField(label=_("For the youngest, to Year 2"), max_length=120, required=False)
    child_primary = forms.CharField(label=_("For Years 3 to 6"), max_length=120, required=False)
    child_secondary = forms.CharField(
        label=_("For Year 7 and above"),
        max_length=120,
        required=False,
        help_text=_("Where an age has no words of its own, it reads those for every child."),
    )
    look_for = forms.CharField(label=_("One thing to look for"), max_length=200, required=False)
    icon = forms.ChoiceField(
        label=_("Picture"),
        choices=[(name, CALLED.get(name, name)) for name in PICTURES],
        widget=forms.RadioSelect,
        help_text=_("One that a child can name."),
    )
    tint = forms.ChoiceField(label=_("Tint"), choices=TINTS)


class RewordForm(BehaviourForm):
    """Other words for a behaviour, and whether they mean the same; ``edition`` is the one the writer began from."""

    DIFFERENT = "different"

    meaning = forms.ChoiceField(
        label=_("With these words it is"),
        choices=[
            ("same", _("the same behaviour in new words: its series and its check-in questions go on")),
            (DIFFERENT, _("a new meaning: its series breaks here and a new one begins")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Ask whether what was noticed under the old words would still be noticed under the new ones. If not, it is "
            "a new meaning: nothing before and after is counted together, the crosswalk says that the two overlap, and "
            "the check-in needs questions of your own."
        ),
        error_messages={"required": _("Choose one: the same behaviour in new words, or a new meaning.")},
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)


class SplitForm(forms.Form):
    """The names of the parts."""

    first = forms.CharField(label=_("First part"), max_length=60)
    second = forms.CharField(label=_("Second part"), max_length=60)
    third = forms.CharField(label=_("Third part"), max_length=60, required=False)
    fourth = forms.CharField(label=_("Fourth part"), max_length=60, required=False)

    def labels(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields]


class MergeForm(forms.Form):
    """Which become one, and its name."""

    behaviours = forms.ModelMultipleChoiceField(
        Behaviour.objects.none(),
        label=_("Which become one"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least two behaviours of the present framework.")},
    )
    label = forms.CharField(label=_("Its name"), max_length=60)

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behaviours"].queryset = framework.behaviours.all()  # type: ignore[attr-defined]


class CrosswalkForm(forms.Form):
    """A behaviour of today beside one the school had, or one of a published set."""

    behaviour = forms.ModelChoiceField(Behaviour.objects.none(), label=_("Ours now"), empty_label=_("Choose…"))
    other = forms.ChoiceField(label=_("Beside"))
    strength = forms.ChoiceField(label=_("How far"), choices=Strength, widget=forms.RadioSelect)

    def __init__(self, *args: Any, framework: Framework, earlier: Iterable[Behaviour], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behaviour"].queryset = framework.behaviours.all()  # type: ignore[attr-defined]
        self.earlier = {str(each.pk): each for each in earlier}
        had = [(pk, f"{each.label} ({each.framework})") for pk, each in self.earlier.items()]
        sets = [
            (preset.name, [(f"{key}:{row['key']}", row["label"]) for row in preset.behaviours])
            for key, preset in PRESETS.items()
            if preset.behaviours and key not in PARTS_OF_FULL
        ]
        field: Any = self.fields["other"]
        field.choices = [("", _("Choose…")), *([(_("What we had"), had)] if had else []), *sets]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PromiseForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it takes"), choices=LeaderCommitment.Kind, widget=forms.RadioSelect)
    promise = forms.CharField(
        label=_("What is promised"),
        max_length=200,
        help_text=_("Such that everyone can tell whether it happened."),
    )
    due_on = forms.DateField(label=_("By when"), widget=DateInput())


class SettleForm(forms.Form):
    """What became of a promise."""

    kept = forms.TypedChoiceField(
        label=_("Was it kept?"),
        choices=[("yes", _("Kept")), ("no", _("Not kept"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    explanation = forms.CharField(
        label=_("What happened"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("All staff read this. A promise that was not kept needs a sentence."),
    )
