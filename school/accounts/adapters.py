"""What allauth asks the product: who gets an account, how mail leaves, what guards the second step."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from school.accounts.mail import absolute, send_later
from school.accounts.sealing import seal, unseal
from school.accounts.second_step import LAST_ONE, is_last_and_needed
from school.accounts.sessions import begin_session
from school.models import User

PRODUCT = "Learning culture"
"""The name that stands in an authenticator app and beside a passkey."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up: an unknown person gets a refusal, not an account."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "incorrect_password": _("That is not your password."),
        "incorrect_code": _("That code is not right. Codes change every half minute: try the newest one."),
        "too_many_login_attempts": _("That was wrong a few times. Please wait five minutes, then try again."),
        "rate_limited": _("That was wrong a few times. Please wait five minutes, then try again."),
        "enter_current_password": _("That is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in. Who has just done so is not asked again for five minutes."""
        super().login(request, user)
        begin_session(request)
        if records := request.session.get(AUTHENTICATION_METHODS_SESSION_KEY):
            records[-1]["reauthenticated"] = True
            request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many wrong tries for one address are 429, with the right password too."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as too_many:
            raise ImmediateHttpResponse(respond_429(request)) from too_many

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": _("With your password"),
            "mfa_reauthenticate": _("With a code of your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        return [{**way, "description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def get_reset_password_from_key_url(self, key: str) -> str:
        return absolute("account_reset_password_from_key", *key.split("-", 1))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Written now, sent by the worker: an answer takes as long for an unknown address."""
        message = self.render_mail(template_prefix, email, {"email": email, **context})
        send_later(to=email, subject=message.subject, text=message.body)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return absolute("account", relative=True)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps are sealed; the last factor of who needs one stays."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": LAST_ONE,
    }

    def get_totp_issuer(self) -> str:
        return PRODUCT

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not is_last_and_needed(authenticator)

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        return gettext("My passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": PRODUCT}
