"""Forms about personal data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.models import PrivacyRequest
from school.privacy.requests import OWN_KINDS
from school.privacy.schedule import RULES, Rule

KINDS = PrivacyRequest.Kind
CHILD_WORDS = {
    KINDS.CORRECTION: _("Something is not right"),
    KINDS.OBJECTION: _("I do not want this kept"),
    KINDS.ERASURE: _("Please take it away"),
    KINDS.COMPLAINT: _("I am not happy with how you look after it"),
}


class AskForm(forms.Form):
    """A person's own question."""

    kind = forms.ChoiceField(label=_("What is it about?"), widget=forms.RadioSelect)
    words = forms.CharField(label=_("In your own words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, child: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind, CHILD_WORDS[kind] if child else kind.label) for kind in OWN_KINDS]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class OfficeAskForm(forms.Form):
    """What a parent or somebody at the door asks, written down by the office."""

    kind = forms.ChoiceField(label=_("What is asked for"), choices=KINDS.choices)
    words = forms.CharField(
        label=_("By whom, and in which words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say how you made sure that they may ask: who they are to the child, what you saw."),
    )


class AnswerForm(forms.Form):
    done = forms.TypedChoiceField(
        label=_("What was decided"),
        choices=[("yes", _("Done")), ("no", _("Refused"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("What the person reads"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class FindPersonForm(forms.Form):
    """Sent, never in the address: an address with a name in it would stand in every log."""

    name = forms.CharField(label=_("The beginning of a name"), max_length=80)


class HoldForm(forms.Form):
    reason = forms.CharField(label=_("Why nothing may be removed"), max_length=200)


class EraseForm(forms.Form):
    sure = forms.BooleanField(label=_("I have read what goes and what stays. It cannot be undone."))


class PeriodForm(forms.Form):
    """A shorter period for one rule. The rule is one that may be shortened."""

    rule = forms.ChoiceField(choices=[(rule.key, rule.label) for rule in RULES if rule.may_shorten])
    kept = forms.IntegerField(label=_("Keep for"), min_value=0)

    @classmethod
    def for_rule(cls, rule: Rule, kept: int) -> PeriodForm:
        form = cls(initial={"rule": rule.key, "kept": kept}, auto_id=f"id_%s_{rule.key}")
        form.fields["kept"].widget.attrs |= {"min": rule.least, "max": rule.usual}
        return form
