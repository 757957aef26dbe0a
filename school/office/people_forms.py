"""Cleaning of what the office types about people."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.access import RULES
from school.models import Member, Role
from school.models.delegates import Area
from school.office.delegates import lendable, possible_deputies
from school.office.people import ADULT_ROLES, GIVEN

YEAR_GROUPS = [("", "–"), (-1, _("Nursery")), (0, _("Reception")), *((n, _("Year %d") % n) for n in range(1, 14))]

ROLE_SENTENCES: dict[str, Any] = {
    Role.HEAD: _("Leads the school: everything a leader may, names other leaders, publishes the portfolio."),
    Role.SENIOR_LEADER: _("Writes the vision, sees every class and the dashboards, builds the portfolio."),
    Role.PLC_LEAD: _("Sets up a PLC and runs its sessions."),
    Role.TEACHER: _("Notices and judges in own classes, hosts and makes visits, runs enquiries."),
    Role.TEACHING_ASSISTANT: _("Notices in classes they support, hosts and makes visits, runs enquiries."),
    Role.STUDENT: _("Checks in, sees everything recorded about their own learning, chooses a goal."),
    Role.GOVERNOR: _("Reads what the head has published, and nothing else."),
    Role.SAFEGUARDING_LEAD: _("Reads and acknowledges concerns about children."),
    Role.ADMINISTRATOR: _("Looks after roster, members, calendar and personal data. Sees no learning and no visits."),
}


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class RolesField(forms.MultipleChoiceField):
    """Roles as tick boxes, each with the sentence of what it opens."""

    def __init__(self, roles: tuple[Role, ...] = ADULT_ROLES, **more: Any) -> None:
        choices = [(role.value, role.label) for role in roles]
        missing = {"required": _("Tick at least one role.")}
        more = {"choices": choices, "error_messages": missing, **more}
        super().__init__(label=_("Roles"), widget=forms.CheckboxSelectMultiple, **more)


class KeepMixin(forms.BaseForm):
    """Offers to keep what is set here against the roster, for somebody whom a roster gave."""

    def offer_to_keep(self, member: Member) -> None:
        if member.source:
            self.fields["keep"] = forms.BooleanField(
                label=_("Keep this against the roster"),
                help_text=_("Otherwise the next import sets it as the roster says."),
                initial=True,
                required=False,
            )

    @property
    def keeps(self) -> bool:
        return bool(self.cleaned_data.get("keep"))  # type: ignore[attr-defined]


class RolesForm(KeepMixin, forms.Form):
    roles = RolesField(required=False)
    confirmed = forms.BooleanField(
        label=_("The school is to have none with this role for now"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        kwargs["initial"] = {"roles": member.roles}
        super().__init__(*args, **kwargs)
        self.offer_to_keep(member)

    def ask(self) -> None:
        """Show the tick with which the last one goes."""
        self.fields["confirmed"].widget = forms.CheckboxInput()

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Each tick box with its sentence."""
        return [(box, ROLE_SENTENCES[box.data["value"]]) for box in self["roles"]]


class LeaveForm(KeepMixin, forms.Form):
    left_on = day_field(_("First day without them"))
    confirmed = forms.BooleanField(
        label=_("The school is to have none with this role for now"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_to_keep(member)

    def ask(self) -> None:
        self.fields["confirmed"].widget = forms.CheckboxInput()


class NamesForm(KeepMixin, forms.ModelForm):  # type: ignore[type-arg]
    """Names as the person uses them; the department or phase; a student's year group."""

    year_group = forms.TypedChoiceField(
        label=_("Year group"), choices=YEAR_GROUPS, coerce=int, empty_value=None, required=False
    )

    class Meta:
        model = Member
        fields = ["given_name", "family_name", "preferred_name", "department", "year_group"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_student:
            del self.fields["year_group"]
        self.offer_to_keep(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("given_name") or cleaned.get("family_name")):
            self.add_error("given_name", _("A person has at least one name."))
        return cleaned

    def _post_clean(self) -> None:
        """The row itself is written by :func:`school.office.people.rename_member`."""


class AddForm(forms.Form):
    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    preferred_name = forms.CharField(label=_("Preferred name"), max_length=100, required=False)
    department = forms.CharField(label=_("Department or phase"), max_length=60, required=False)
    roles = RolesField(roles=GIVEN)
    joined_on = day_field(_("First day here"))

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"joined_on": today}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        if not (self.cleaned_data.get("given_name") or self.cleaned_data.get("family_name")):
            self.add_error("given_name", _("A person has at least one name."))
        return self.cleaned_data


class LendForm(forms.Form):
    """Whom a member lets act for them, in what, and when."""

    deputy = forms.ModelChoiceField(
        Member.objects.none(), label=_("Who acts for you"), empty_label=_("Choose a colleague")
    )
    areas = forms.MultipleChoiceField(label=_("In what"), choices=Area, widget=forms.CheckboxSelectMultiple)
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"), help_text=_("It ends by itself."))

    def __init__(self, *args: Any, principal: Member, today: datetime.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts_on": today}
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = possible_deputies(principal, today)  # type: ignore[attr-defined]
        own = lendable(principal)
        self.fields["areas"].choices = [(area.value, area.label) for area in own]  # type: ignore[attr-defined]


def sentences_of(member: Member) -> list[Any]:
    """What the member's roles open, in the words of the table of permissions."""
    return [rule.sentence for rule in RULES if set(rule.roles) & set(member.roles)]
