"""The identity with which a person signs in. It stands outside every school; what it may do comes from its members."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_for_badges(self, count: int) -> list[User]:
        """Sign-ins of students: without e-mail, with no password that could ever be right."""
        return self.bulk_create([self.model(email=None, password=make_password(None)) for _ in range(count)])


class User(AbstractBaseUser):
    """A sign-in. One person may have members in several schools. Who only has a badge has no e-mail address here."""

    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_support = models.BooleanField(
        default=False, help_text=_("Made by the operator's command; has no member in any school.")
    )
    last_login = None

    USERNAME_FIELD = "email"
    objects = UserManager()

    def __str__(self) -> str:
        return self.email or f"badge {self.pk}"

    @cached_property
    def has_second_step(self) -> bool:
        """Whether an authenticator app or a passkey guards this sign-in. A request's user knows it from the start."""
        return bool(self.authenticator_set.exclude(type="recovery_codes").exists())  # type: ignore[attr-defined]
