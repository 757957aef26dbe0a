"""What is personal in how people sign in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.data_map import Record

SIGN_IN = _("So that a person can sign in, and nobody in their place.")

SIGN_IN_RECORDS = (
    Record(
        "mfa.Authenticator",
        _("Second steps: apps and passkeys"),
        SIGN_IN,
        rule="account",
        account="user",
        personal=("type", "created_at", "last_used_at"),
        plain=("data",),
    ),
    Record(
        "usersessions.UserSession",
        _("Where one is signed in"),
        _("So that everyone can see where they are signed in, and end it."),
        rule="account",
        account="user",
        personal=("created_at", "last_seen_at", "ip", "user_agent"),
        plain=("session_key", "data"),
    ),
    Record(
        "school.Invitation",
        _("Invitations"),
        SIGN_IN,
        rule="person",
        about="member",
        part=("invited_by",),
        personal=("email", "sent_at", "expires_at", "used_at", "withdrawn_at"),
        plain=("token_hash",),
    ),
    Record(
        "school.SignInService",
        _("Services with which the school signs in"),
        SIGN_IN,
        rule="school",
        plain=(*("kind", "label", "client_id", "sealed_secret", "domain", "tenant", "address", "active", "tested_at"),),
    ),
    Record(
        "school.LinkedSignIn",
        _("Accounts of the school’s service"),
        SIGN_IN,
        rule="person",
        about="member",
        part=("settled_by",),
        personal=("issuer", "subject", "state", "email", "name", "asked_at", "settled_at"),
        plain=("service",),
    ),
)
