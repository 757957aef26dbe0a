"""``manage.py make_support ADDRESS``: flag a sign-in as support, for the operator."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from school.models import User
from school.support.visits import make_support


class Command(BaseCommand):
    help = "Make a sign-in without a place in any school a support person. They set their password by the reset mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--end", action="store_true", help="take the flag away again")

    def handle(self, *args: Any, email: str, end: bool, **options: Any) -> None:
        user = User.objects.filter(email=email.lower()).first()
        if end:
            User.objects.filter(email=email.lower()).update(is_support=False)
            self.stdout.write(f"{email} is no longer support.")
            return
        try:
            make_support(user=user or User.objects.create_user(email))
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{email} is support. Schools let them in, one hour at a time.")
