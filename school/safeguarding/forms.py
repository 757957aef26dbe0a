"""Cleaning of what people write about a concern."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.models import Concern, ConcernStep, Member, SafeguardingContacts
from school.safeguarding.raising import LONGEST_WORDS, Seen
from school.safeguarding.steps import BY_HAND, LONGEST_STEP

ME = "me"
FOR_STAFF = [(key, Concern.About(key).label) for key in ("child", "adult", "head", "lead", "not_sure")]
FOR_STUDENTS = [
    (ME, _("Me")),
    ("child", _("Another child")),
    ("adult", _("A grown-up")),
    ("head", _("The headteacher")),
    ("lead", _("The grown-up who keeps children safe here")),
    ("not_sure", _("I am not sure")),
]
DANGER = [("yes", _("Yes, or it may be")), ("no", _("No, not right now"))]


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    widget = forms.RadioSelect

    def label_from_instance(self, member: Any) -> str:
        return f"{member.display_name} ({member.role_names})"


class ConcernForm(forms.Form):
    """Whom it is about, what worries, whether anyone is in danger; and what was being read, when that goes along."""

    about = forms.ChoiceField(
        label=_("Whom is it about?"),
        choices=FOR_STAFF,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whom it is about; “not sure” is an answer.")},
    )
    who = forms.CharField(label=_("Their name"), max_length=120, required=False)
    subject = PersonChoice(Member.objects.none(), label=_("Do you mean one of these?"), required=False)
    words = forms.CharField(
        label=_("What worries you?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you saw or heard, in plain words and as it was said. You need no proof."),
        error_messages={"required": _("Say what worries you; a few words are enough.")},
    )
    danger = forms.ChoiceField(
        label=_("Is anyone in danger now?"),
        choices=DANGER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether anyone is in danger now.")},
    )
    take_along = forms.BooleanField(label=_("Send these words along, and where they stand"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, member: Member, people: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        fields: dict[str, Any] = self.fields
        if people is not None:
            fields["subject"].queryset = people
        if member.is_student:
            fields["about"].choices = FOR_STUDENTS
            fields["words"].help_text = _("Use your own words. Spelling does not matter.")
            fields["danger"].label = _("Is somebody getting hurt right now?")

    @property
    def text_seen(self) -> Seen | None:
        """What the raiser was reading, as sealed for them by the page they came from."""
        return Seen.opened(self["seen"].value() or "", self.member)

    def concern(self) -> dict[str, Any]:
        """What ``raise_concern`` takes."""
        data = self.cleaned_data
        about, subject = data["about"], data["subject"]
        if about == ME:
            about, subject = Concern.About.CHILD, self.member
        return {
            "about": about,
            "subject": subject,
            "subject_named": "" if subject else data["who"],
            "words": data["words"],
            "danger_now": data["danger"] == "yes",
            "client_key": data["client_key"],
            "seen": self.text_seen if data["take_along"] else None,
        }


class StepForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What did you do?"),
        choices=[(kind, ConcernStep.Kind(kind).label) for kind in BY_HAND],
        widget=forms.RadioSelect,
        initial=ConcernStep.Kind.NOTE,
    )
    text = forms.CharField(
        label=_("In a sentence or two"),
        max_length=LONGEST_STEP,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who, what and when; to whom it was passed on. It cannot be changed later."),
    )


class ContactsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Lines of the school's own, shown to everybody who raises a concern."""

    class Meta:
        model = SafeguardingContacts
        fields = ["in_person", "chair_of_governors", "designated_officer", "out_of_hours"]
        help_texts = {
            "in_person": _("For example: Mrs Adeyemi, in the room beside the hall, or extension 12."),
            "chair_of_governors": _("Name and telephone number: where a concern about the head goes."),
            "designated_officer": _("The authority’s line for concerns about adults who work with children."),
            "out_of_hours": _("The number for evenings and weekends."),
        }
