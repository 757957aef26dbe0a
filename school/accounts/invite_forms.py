"""Forms of inviting and of being invited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from school.models import Invitation, User


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link goes there. It works once, for seven days. No password is ever sent."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class ChoosePasswordForm(forms.Form):
    """A password of one's own for a first sign-in."""

    password1 = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=4096,
        help_text=password_validators_help_text_html(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The same once more"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = User(email=invitation.email)
        member = invitation.member
        self.user.words_around = (member.school.name, member.given_name, member.family_name)  # type: ignore[attr-defined]

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password1" in cleaned and cleaned.get("password2") not in (None, cleaned["password1"]):
            self.add_error("password2", ValidationError(_("These two are not the same.")))
        return cleaned
