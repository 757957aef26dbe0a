"""Cleaning of what leaders type about priorities, decisions, messages, their own log and talks with students."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.models import School, SchoolClass, Term
from school.queries import classes_in
from vision.forms import DateInput
from vision.models import Behaviour, Framework, Presence, Priority
from vision.priorities import live_priorities
from vision.queries import live_commitments


class OfSchool(forms.Form):
    """A form that ends with one of the school's commitments, or none: what is written is a part of its thread."""

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"] = forms.ModelChoiceField(
            live_commitments(school),
            label=_("Which commitment does it carry?"),
            required=False,
            empty_label=_("None in particular"),
        )


class PriorityForm(OfSchool):
    wording = forms.CharField(
        label=_("What you put first"),
        max_length=200,
        help_text=_("For years rather than weeks. Colleagues will hold you to it."),
    )
    stops = forms.CharField(
        label=_("What stops to make room"),
        max_length=200,
        required=False,
        help_text=_("Something that takes time today. It stands on the list of what has stopped."),
    )
    ends = forms.ModelChoiceField(
        Priority.objects.none(),
        label=_("Or which priority gives way?"),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, school=school, **kwargs)
        ends: Any = self.fields["ends"]
        ends.queryset = live_priorities(school)
        ends.label_from_instance = lambda priority: priority.wording


class EndPriorityForm(forms.Form):
    because = forms.CharField(
        label=_("Why it ends"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("All staff read this: reached, not what we need now, or it did not work."),
    )


class StopForm(forms.Form):
    thing = forms.CharField(label=_("What stops"), max_length=200)
    because = forms.CharField(label=_("Why"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class DecisionForm(OfSchool):
    decided = forms.CharField(label=_("What is decided"), max_length=300)
    good_enough = forms.CharField(
        label=_("Would it be good enough for your own children? Why?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MessageForm(OfSchool):
    text = forms.CharField(
        label=_("Your message"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("About learning, in a few sentences. All staff read it and can tap whether it helped."),
    )


class PresenceForm(forms.Form):
    school_class = forms.ModelChoiceField(SchoolClass.objects.none(), label=_("Where"), empty_label=_("Choose…"))
    kind = forms.ChoiceField(label=_("What you did"), choices=Presence.Kind, widget=forms.RadioSelect)
    on = forms.DateField(label=_("When"), widget=DateInput())
    note = forms.CharField(
        label=_("For yourself"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nobody else can read it. The portfolio counts only in how many classes leaders talked."),
    )

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["school_class"]
        field.queryset = classes_in(term)


class AboutForm(forms.Form):
    """Which behaviours a commitment is about; none is an answer too."""

    behaviours = forms.ModelMultipleChoiceField(
        Behaviour.objects.none(),
        label=_("Which behaviours is it about?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["behaviours"]
        field.queryset = framework.behaviours.all()
        field.label_from_instance = lambda behaviour: behaviour.label


class TalkForm(OfSchool):
    can_say = forms.TypedChoiceField(
        label=_("Could they say something?"),
        choices=[("yes", _("Yes")), ("no", _("Not yet"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In the student’s words"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The student can read this."),
    )
