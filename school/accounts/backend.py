"""Whose password it is, and what every request knows of who asks."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from learningculture.prepared import Prepared
from school.models import User

GUARDS = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)


def _signed_in_by(pk: int) -> QuerySet[User]:
    return User.objects.annotate(guarded=Exists(GUARDS)).filter(pk=pk)


_users: Prepared[User] = Prepared(_signed_in_by)


class SchoolBackend(AuthenticationBackend):  # type: ignore[misc]
    """One answer for an unknown address, a wrong password, a closed account and one without a password."""

    def _check_password(self, user: User | None, password: str) -> User | None:
        if user is None:
            return None
        self._did_check_password = True
        right = user.check_password(password)
        return user if right and self.user_can_authenticate(user) else None

    def get_user(self, user_id: Any) -> User | None:
        """The sign-in of a session, with whether a second step guards it, in one question to the database."""
        user = next(iter(_users(pk=int(user_id))), None)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.has_second_step = user.guarded  # type: ignore[attr-defined]
        return user
