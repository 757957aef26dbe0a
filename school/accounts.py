"""How people come by an account: from the school, never by themselves."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up: an unknown person gets a refusal, not an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
