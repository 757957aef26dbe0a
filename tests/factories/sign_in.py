"""Second steps, and what signing in leaves behind."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import encrypt

from school.models import User

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
