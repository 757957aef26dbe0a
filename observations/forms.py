"""What people type about visits, cleaned."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from observations.models import Aspect, Sighting, Visit
from observations.planning import MOST_FOCUS_BEHAVIOURS
from school.models import Enrolment, Member, SchoolClass
from vision.models import Behaviour, Commitment

KIND_HELP = {
    Visit.Kind.PEER: _("Peer visit: a colleague, 15 to 30 minutes"),
    Visit.Kind.COACHING: _("Coaching visit: 15 to 20 minutes, then a talk about one step"),
    Visit.Kind.LEARNING_WALK: _("Learning walk: 5 to 10 minutes, one of several rooms"),
    Visit.Kind.SELF_LOOK: _("Self-look: you alone, a note to yourself"),
}


def show_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Each sentence beside its field, or above the form when it is about none of them."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, list(errors))


def short_text(label: Any, *, longest: int, help_text: Any = "", required: bool = False) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 2, "maxlength": longest})
    return forms.CharField(label=label, max_length=longest, help_text=help_text, required=required, widget=box)


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day.")},
    )


class PlanForm(forms.Form):
    """What is known of every visit beforehand: kind, day, period and what to look for."""

    on = day_field(_("Day"))
    period = forms.CharField(
        label=_("When in the day"),
        max_length=40,
        help_text=_("“Period 2” or “after break”"),
        error_messages={"required": _("Say when in the day.")},
    )
    behaviours = forms.TypedMultipleChoiceField(
        label=_("What to look for"),
        help_text=_("One behaviour, or two at most. The eyes are on learners, never on the teacher."),
        error_messages={"required": _("Choose one behaviour, or two.")},
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(label=_("Kind of visit"), widget=forms.RadioSelect, initial=Visit.Kind.PEER)

    def __init__(self, *args: Any, behaviours: Iterable[Behaviour], today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id = {str(behaviour.pk): behaviour for behaviour in behaviours}
        chosen: Any = self.fields["behaviours"]
        chosen.choices = [(key, behaviour.label) for key, behaviour in by_id.items()]
        chosen.coerce = by_id.__getitem__
        self.today = today
        self.fields["on"].widget.attrs["min"] = today.isoformat()

    def clean_on(self) -> datetime.date:
        on: datetime.date = self.cleaned_data["on"]
        if on < self.today:
            raise ValidationError(_("That day is over. Choose today or a day to come."))
        return on

    def clean_behaviours(self) -> list[Behaviour]:
        chosen: list[Behaviour] = self.cleaned_data["behaviours"]
        if len(chosen) > MOST_FOCUS_BEHAVIOURS:
            raise ValidationError(_("Choose at most two: a visit sees more when it looks for less."))
        return chosen


class InviteForm(PlanForm):
    """A host invites one or two colleagues, or takes a look alone."""

    visitors: forms.ModelChoiceField[Member] = forms.ModelChoiceField(
        label=_("Who comes"), queryset=None, required=False, empty_label=_("Choose a colleague")
    )
    second_visitor: forms.ModelChoiceField[Member] = forms.ModelChoiceField(
        label=_("A second visitor"), queryset=None, required=False, empty_label=_("Nobody else")
    )
    school_class: forms.ModelChoiceField[SchoolClass] = forms.ModelChoiceField(
        label=_("Class"), queryset=None, empty_label=_("Choose a class")
    )
    question = short_text(
        _("Your question"),
        longest=200,
        help_text=_("What would you like to know about your learners that you cannot see while teaching?"),
    )
    commitment: forms.ModelChoiceField[Commitment] = forms.ModelChoiceField(
        label=_("Which promise of our vision does it carry?"),
        queryset=None,
        required=False,
        empty_label=_("None in particular"),
    )
    field_order = ("visitors", "second_visitor", "school_class", "on", "period", "behaviours", "question", "kind")

    def __init__(self, *args: Any, colleagues: Any, classes: Any, commitments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["visitors"].queryset = fields["second_visitor"].queryset = colleagues
        fields["school_class"].queryset = classes
        fields["commitment"].queryset = commitments
        fields["kind"].choices = list(KIND_HELP.items())

    def plan(self) -> dict[str, Any]:
        """The arguments of :func:`observations.visits.propose_visit` that the form knows."""
        plan = dict(self.cleaned_data)
        people = (plan.pop("visitors"), plan.pop("second_visitor"))
        return {**plan, "visitors": [person for person in people if person]}


class AskForm(PlanForm):
    """A colleague asks to visit a room; its host answers and sets the question."""

    host = forms.TypedChoiceField(label=_("Whose room"), help_text=_("The adult, and the class they are with."))
    field_order = ("host", "on", "period", "behaviours", "kind")

    def __init__(self, *args: Any, rooms: list[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id = {str(room.pk): (room.member, room.school_class) for room in rooms}
        names: dict[str, list[tuple[str, str]]] = {}
        for room in rooms:
            label = f"{room.member.display_name} · {room.school_class.name}"
            names.setdefault(room.member.display_name, []).append((str(room.pk), label))
        fields: dict[str, Any] = self.fields
        fields["host"].choices = [("", _("Choose a room")), *names.items()]
        fields["host"].coerce = by_id.__getitem__
        fields["kind"].choices = [(kind, words) for kind, words in KIND_HELP.items() if kind != Visit.Kind.SELF_LOOK]

    def plan(self) -> dict[str, Any]:
        host: Member
        school_class: SchoolClass
        plan = dict(self.cleaned_data)
        host, school_class = plan.pop("host")
        return {**plan, "host": host, "school_class": school_class, "question": ""}


class AnswerForm(forms.Form):
    agree = forms.ChoiceField(choices=[("yes", _("Yes, come")), ("no", _("Not this time"))], widget=forms.HiddenInput)
    question = short_text(
        _("Your question for the visitor"),
        longest=200,
        help_text=_("What would you like to know about your learners that you cannot see while teaching?"),
    )


class CaptureForm(forms.Form):
    """The grid of focus behaviours × aspects, what learners did, and one wondering. ``client_key`` makes it once."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, behaviours: list[Behaviour], aspects: list[Aspect], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.behaviours, self.aspects = behaviours, aspects
        for behaviour in behaviours:
            for aspect in aspects:
                self._add_cell(behaviour, aspect)
        self.fields["wondering"] = short_text(
            _("A wondering"),
            longest=280,
            help_text=_("A question to think about together. “I wonder what would happen if…”"),
        )

    def _add_cell(self, behaviour: Behaviour, aspect: Aspect) -> None:
        name = f"{behaviour.pk}_{aspect.pk}"
        self.fields[f"seen_{name}"] = forms.ChoiceField(
            label=f"{behaviour.label}, {aspect.label}",
            choices=Sighting.Seen.choices,
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[f"did_{name}"] = short_text(_("What learners did and said"), longest=280)

    @property
    def grid(self) -> list[tuple[Behaviour, list[tuple[Aspect, Any, Any]]]]:
        """For the page: each behaviour with its aspects and their two bound fields."""
        return [
            (
                behaviour,
                [(a, self[f"seen_{behaviour.pk}_{a.pk}"], self[f"did_{behaviour.pk}_{a.pk}"]) for a in self.aspects],
            )
            for behaviour in self.behaviours
        ]

    def cells(self) -> dict[tuple[Behaviour, Aspect], tuple[str, str]]:
        data = self.cleaned_data
        return {
            (behaviour, aspect): (data[f"seen_{behaviour.pk}_{aspect.pk}"], data[f"did_{behaviour.pk}_{aspect.pk}"])
            for behaviour in self.behaviours
            for aspect in self.aspects
        }

    def clean(self) -> dict[str, Any]:
        """Words without a number of learners would be lost from the grid: ask for the number."""
        data = self.cleaned_data
        for _behaviour, cells in self.grid:
            for _aspect, seen, did in cells:
                unseen = data.get(seen.name) in ("", Sighting.Seen.NOT_LOOKED_FOR)
                if unseen and data.get(did.name):
                    self.add_error(seen.name, _("You wrote what learners did: how many of them?"))
        return data


class ConversationForm(forms.Form):
    agreed_step = short_text(
        _("One agreed step"),
        longest=200,
        required=True,
        help_text=_("One thing, with which class. Small enough to happen."),
    )
    step_review_on = day_field(_("We look back at it on"))


class AccountForm(forms.Form):
    text = forms.CharField(
        label=_("Your account"),
        max_length=1000,
        required=False,
        help_text=_("What a visitor could not know; what you would put differently."),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1000}),
    )


class ShareForm(forms.Form):
    member: forms.ModelChoiceField[Member] = forms.ModelChoiceField(
        label=_("A colleague"), queryset=None, empty_label=_("Choose a colleague")
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.queryset = colleagues
