"""Whose password it is, and what every request knows of who asks."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from learningculture.prepared import Prepared
from school.models import User
from school.queries import user_with_places

GUARDS = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)


def _signed_in_by(pk: int) -> QuerySet[User]:
    return User.objects.annotate(guarded=Exists(GUARDS)).filter(pk=pk)


_users: Prepared[User] = Prepared(_signed_in_by)


def _user_alone(user_id: int) -> User | None:
    for user in _users(pk=user_id):
        user.has_second_step = user.guarded  # type: ignore[attr-defined]
        return user
    return None


class SchoolBackend(AuthenticationBackend):  # type: ignore[misc]
    """One answer for an unknown address, a wrong password, a closed account and one without a password."""

    def _check_password(self, user: User | None, password: str) -> User | None:
        if user is None:
            return None
        self._did_check_password = True
        right = user.check_password(password)
        return user if right and self.user_can_authenticate(user) else None

    def get_user(self, user_id: Any) -> User | None:
        """The sign-in of a session, with its places and whether a second step guards it."""
        user = user_with_places(int(user_id)) or _user_alone(int(user_id))
        return user if user and self.user_can_authenticate(user) else None
