"""What people type about PLCs, plans and enquiries."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enquiry.cycles import CYCLES
from enquiry.models import Enquiry, Plan, Session
from enquiry.plcs import TEMPLATES
from school.models import Member, School, SchoolClass, Term
from school.queries import classes_of, staff_on
from vision.models import Behaviour, Commitment
from vision.queries import focus_behaviours, live_commitments, live_framework


def _behaviour_choices(school: School, term: Term | None) -> list[tuple[int, str]]:
    """The term's focus first, then the rest of the framework."""
    framework = live_framework(school)
    every = list(framework.behaviours.all()) if framework else []
    focus = focus_behaviours(term) if term else []
    chosen = {behaviour.pk for behaviour in focus}
    return [(one.pk, one.label) for one in [*focus, *(one for one in every if one.pk not in chosen)]]


class StartPlcForm(forms.Form):
    name = forms.CharField(label=_("What is the group called?"), max_length=80)
    purpose = forms.CharField(
        label=_("What is it about, in a line?"),
        max_length=200,
        help_text=_("Say what should be different for learners."),
    )
    template = forms.ChoiceField(label=_("How will you meet?"), widget=forms.RadioSelect, initial="learning_team")
    members = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=_("Who is in it?"), widget=forms.CheckboxSelectMultiple
    )
    commitment = forms.ModelChoiceField(
        Commitment.objects.none(),
        label=_("Which commitment of our vision does it serve?"),
        required=False,
        empty_label=_("None in particular"),
    )

    def __init__(self, *args: Any, member: Member, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [  # type: ignore[attr-defined]
            (key, f"{one.name}: {one.size}, {one.rhythm}, {one.minutes} min") for key, one in TEMPLATES.items()
        ]
        self.fields["members"].queryset = staff_on(member.school, today).exclude(pk=member.pk)  # type: ignore[attr-defined]
        self.fields["commitment"].queryset = live_commitments(member.school)  # type: ignore[attr-defined]


class PlanSessionForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=_("Place"), max_length=80, required=False)


class PlanForm(forms.Form):
    """What I will try and what I will do less of, both short; the rest is optional."""

    will_try = forms.CharField(label=_("What I will try"), max_length=200)
    do_less = forms.CharField(
        label=_("What I will do less of"), max_length=200, help_text=_("Something small has to go to make room.")
    )
    first_when = forms.CharField(label=_("When first"), max_length=80, required=False)
    school_class = forms.ModelChoiceField(
        SchoolClass.objects.none(), label=_("With"), required=False, empty_label=_("Any class")
    )
    behaviour = forms.TypedChoiceField(label=_("For"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, session: Session, member: Member, plan: Plan | None, **kwargs: Any) -> None:
        initial = {name: getattr(plan, name) for name in ("will_try", "do_less", "first_when")} if plan else {}
        if plan:
            initial |= {"school_class": plan.school_class_id, "behaviour": plan.behaviour_id}
        super().__init__(*args, **{**kwargs, "initial": initial})
        focus = [(one.pk, one.label) for one in focus_behaviours(session.term)]
        if plan and plan.behaviour and plan.behaviour_id not in dict(focus):
            focus.append((plan.behaviour.pk, plan.behaviour.label))
        self.fields["behaviour"].choices = [("", _("Any behaviour")), *focus]  # type: ignore[attr-defined]
        self.fields["school_class"].queryset = classes_of(member, session.term)  # type: ignore[attr-defined]

    def words(self) -> dict[str, Any]:
        """The cleaned plan as ``save_plan`` takes it."""
        chosen = self.cleaned_data.pop("behaviour", None)
        behaviour = Behaviour.objects.get(pk=chosen) if chosen else None
        return {**self.cleaned_data, "behaviour": behaviour}


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(label=_("How did it go?"), choices=Plan.Outcome)
    what_happened = forms.CharField(
        label=_("What happened, in a line"), max_length=280, required=False, help_text=_("What did the learners do?")
    )


class NotesForm(forms.Form):
    text = forms.CharField(
        label=_("Notes"), max_length=4000, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class OpenEnquiryForm(forms.Form):
    question = forms.CharField(
        label=_("Your question"),
        max_length=200,
        help_text=_("Name the learners, the behaviour and where: Do quiet readers in Year 4 ask more when we wait?"),
    )
    why = forms.CharField(label=_("Why it matters"), max_length=300, required=False)
    behaviour = forms.TypedChoiceField(label=_("Which behaviour is it about?"), coerce=int)
    cycle = forms.ChoiceField(label=_("In which steps?"), choices=[(key, one.name) for key, one in CYCLES.items()])
    names_disadvantaged = forms.BooleanField(
        label=_("Disadvantaged learners are in the focus"), required=False, help_text=_("Who is missing out, and why?")
    )
    commitment = forms.ModelChoiceField(
        Commitment.objects.none(),
        label=_("Which commitment of our vision does it serve?"),
        required=False,
        empty_label=_("None in particular"),
    )
    origin = forms.ChoiceField(label=_("Whose choice is it?"), choices=Enquiry.Origin, initial=Enquiry.Origin.OWN)
    team = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=_("Who enquires with you?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, member: Member, term: Term | None, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behaviour"].choices = _behaviour_choices(member.school, term)  # type: ignore[attr-defined]
        self.fields["commitment"].queryset = live_commitments(member.school)  # type: ignore[attr-defined]
        self.fields["team"].queryset = staff_on(member.school, today).exclude(pk=member.pk)  # type: ignore[attr-defined]

    def has_behaviours(self) -> bool:
        """Whether the school has chosen its framework yet."""
        return bool(self.fields["behaviour"].choices)  # type: ignore[attr-defined]

    def words(self) -> dict[str, Any]:
        """The cleaned enquiry as ``open_enquiry`` takes it."""
        behaviour = Behaviour.objects.get(pk=self.cleaned_data["behaviour"])
        return {**self.cleaned_data, "behaviour": behaviour}


class PredictionForm(forms.Form):
    baseline = forms.CharField(
        label=_("Where you begin"),
        max_length=300,
        help_text=_("A count or a few words, by the measure you will use again."),
    )
    prediction = forms.CharField(
        label=_("What you expect to see"), max_length=300, help_text=_("It cannot be changed later, by anyone.")
    )


class StageForm(forms.Form):
    notes = forms.CharField(
        label=_("Your notes"), max_length=2000, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_notes(self) -> str:
        return str(self.cleaned_data["notes"]).replace("\r\n", "\n")


class ConcludeForm(forms.Form):
    result = forms.CharField(
        label=_("What you found"),
        max_length=300,
        help_text=_("By the same measure as at the start. Nothing changed is a finding too."),
    )
    decision = forms.ChoiceField(
        label=_("What now?"),
        widget=forms.RadioSelect,
        choices=[
            (Enquiry.Decision.ADOPT, _("Adopt it: it earns its place")),
            (Enquiry.Decision.ADAPT, _("Adapt it: keep the part that works")),
            (Enquiry.Decision.DROP, _("Drop it: now we know, and it saves others the time")),
        ],
    )
    reason = forms.CharField(label=_("Why?"), max_length=300)


class ShareForm(forms.Form):
    ring = forms.ChoiceField(label=_("Who may read it?"), choices=Enquiry.Ring, widget=forms.RadioSelect)
