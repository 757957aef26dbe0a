"""What the office writes to set up a service, by its kind."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.accounts.openid import WELL_KNOWN
from school.accounts.outside import ServiceError, check_address
from school.models import SignInService

FIELDS = {
    SignInService.Kind.GOOGLE: ("client_id", "domain"),
    SignInService.Kind.MICROSOFT: ("client_id", "tenant"),
    SignInService.Kind.OPENID: ("label", "address", "client_id"),
}
DIRECTORY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


class ServiceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Only the fields of the kind; the secret is never shown again."""

    address = forms.URLField(
        label=_("Address of the service"),
        assume_scheme="https",
        help_text=_("Such as https://login.harbourlane.example."),
    )
    secret = forms.CharField(
        label=_("Client secret"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = SignInService
        fields = ["label", "address", "client_id", "domain", "tenant"]
        help_texts = {
            "client_id": _("The service shows it when you register Learning culture there."),
            "domain": _("Such as harbourlane.example. Accounts of any other domain are refused."),
            "tenant": _("Thirty-six characters from the overview of your directory. Other directories are refused."),
            "label": _("What people at your school call it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = (*FIELDS[SignInService.Kind(self.instance.kind)], "secret")
        for name in set(self.fields) - set(wanted):
            del self.fields[name]
        for name in set(wanted) - {"secret"}:
            self.fields[name].required = True
        if self.instance.sealed_secret:
            self.fields["secret"].help_text = _("Kept. Leave it empty to go on with the same one.")

    def clean_domain(self) -> str:
        domain: str = self.cleaned_data["domain"].strip().lower().removeprefix("@")
        if not DOMAIN.fullmatch(domain):
            raise forms.ValidationError(_("Write the part after the @ of your school’s addresses."))
        return domain

    def clean_tenant(self) -> str:
        tenant: str = self.cleaned_data["tenant"].strip().lower()
        if not DIRECTORY.fullmatch(tenant):
            raise forms.ValidationError(_("That is not a directory id: letters and digits in five groups."))
        return tenant

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip().removesuffix(WELL_KNOWN).rstrip("/")
        try:
            check_address(address)
        except ServiceError as wrong:
            raise forms.ValidationError(wrong.args[0]) from wrong
        return address
