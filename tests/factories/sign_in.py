"""Second steps, and what signing in leaves behind."""

from __future__ import annotations

import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import encrypt
from django.utils import timezone

from school.accounts.invitations import invite_member
from school.accounts.sealing import seal
from school.models import Invitation, LinkedSignIn, Member, School, SignInService, User

DIRECTORY = "11111111-2222-3333-4444-555555555555"
"""The Microsoft directory of the school in tests."""

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""What every authenticator app in tests holds."""


def make_second_step(*, user: User) -> Authenticator:
    """An authenticator app on this sign-in, as its set-up would leave it."""
    user.__dict__.pop("has_second_step", None)
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(TOTP_SECRET)})


def code_now(secret: str = TOTP_SECRET) -> str:
    """The six digits that the app shows at this moment."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def make_invitation(
    *, member: Member, by: Member, email: str = "new@harbour.example", now: datetime.datetime | None = None
) -> Invitation:
    return invite_member(member=member, email=email, by=by, now=now or timezone.now())


def make_service(*, school: School, kind: str = "google", active: bool = True, **fields: Any) -> SignInService:
    """A service that is set up, tried and on; its secret is "secret"."""
    own = {"google": {"domain": "harbour.example"}, "microsoft": {"tenant": DIRECTORY}, "openid": {"label": "Harbour"}}
    return SignInService.objects.create(
        school=school,
        kind=kind,
        client_id="learning-culture",
        sealed_secret=seal("secret"),
        active=active,
        tested_at=timezone.now(),
        **{**own[kind], **fields},
    )


def make_link(
    *, service: SignInService, member: Member, subject: str = "sub-1", state: str = "waiting"
) -> LinkedSignIn:
    issuer = {"google": "https://accounts.google.com", "microsoft": service.tenant}.get(service.kind, service.address)
    return LinkedSignIn.objects.create(
        school=service.school,
        service=service,
        member=member,
        issuer=issuer,
        subject=subject,
        state=state,
        email="amira@harbour.example" if state == "waiting" else "",
        name=member.display_name if state == "waiting" else "",
        asked_at=timezone.now(),
    )
