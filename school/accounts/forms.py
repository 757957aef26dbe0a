"""Forms of signing in: allauth's, in our words and with what the product adds."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from school.accounts.second_step import record_second_step

CODE = {"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "off", "spellcheck": "false"}


class LoginForm(account.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs.update({"autocomplete": "username webauthn", "placeholder": ""})
        self.fields["password"].widget.attrs["placeholder"] = ""


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs["placeholder"] = ""


class _InOurWords:
    """No placeholders, and a code field for phones."""

    code_label = _("Code from your app, or a recovery code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
        if "code" in self.fields:  # type: ignore[attr-defined]
            code = self.fields["code"]  # type: ignore[attr-defined]
            code.label = self.code_label
            code.widget.attrs.update(CODE)


class AuthenticateForm(_InOurWords, codes.AuthenticateForm):  # type: ignore[misc]
    pass


class ReauthenticateByCodeForm(_InOurWords, codes.ReauthenticateForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(_InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateForm(_InOurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The right code proves the factor in this session."""

    code_label = _("The six digits that your app shows")

    def clean_code(self) -> str:
        code: str = super().clean_code()
        record_second_step(context.request, "totp")
        return code


class AddPasskeyForm(_InOurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """Making a passkey proves it in this session."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it")
        self.fields["name"].help_text = _("Such as “my phone”, so that you know it again in the list.")
        self.fields["name"].max_length = 60
        self.fields["passwordless"].label = _("Sign in with it alone")
        self.fields["passwordless"].help_text = _(
            "Your device asks for your finger, face or PIN instead of a password."
        )
        self.fields["passwordless"].initial = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("credential"):
            record_second_step(context.request, "webauthn")
        return cleaned


class RenamePasskeyForm(_InOurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it")
        self.fields["name"].max_length = 60


class ChangePasswordForm(_InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(_InOurWords, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(_InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass
