"""``manage.py reset_second_step ada@school.example``: when the only person of an office lost phone and codes."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser

from school.accounts.sessions import end_sessions_of
from school.models import User


class Command(BaseCommand):
    help = "Take every second step off a sign-in and end its sessions. First make sure by telephone who is asking."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {email}.")
        removed, _each = Authenticator.objects.filter(user=user).delete()
        ended = end_sessions_of(user)
        self.stdout.write(f"{removed} factors removed, {ended} sessions ended. The next sign-in asks for a new one.")
