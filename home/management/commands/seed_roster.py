"""``manage.py seed_roster FOLDER``: a real roster as one more school of the demonstration, with its first portfolio."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from home.demonstration.cast import DOMAIN, PASSWORD
from home.demonstration.portfolios import build_all, wait_for
from home.demonstration.seed import terms_begun
from learningculture.tenancy import tenant
from school.models import Member, Role, School, User
from school.rosters import import_roster


class Command(BaseCommand):
    help = "Brings a OneRoster folder in as one more school and has the worker build its first portfolio."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This makes a sign-in with a known password. It runs only in the demonstration.")
        try:
            report = import_roster(folder=options["folder"], on=timezone.localdate())
        except ValidationError as refused:
            raise CommandError("\n".join(refused.messages)) from refused
        for school in report.schools:
            self._open(school)

    def _open(self, school: School) -> None:
        email = f"head.{school.slug}@{DOMAIN}"
        with tenant(school.pk):
            if not Member.objects.filter(school=school).with_any_role(Role.HEAD).exists():
                user = User.objects.filter(email=email).first() or User.objects.create_user(email, PASSWORD)
                Member.objects.create(
                    school=school, user=user, roles=[Role.HEAD], given_name="Morgan", family_name="Head",
                    joined_on=timezone.localdate(),
                )  # fmt: skip
        wait_for({school: build_all(school, terms_begun(school, timezone.localdate())[-1:], timezone.now())})
        self.stdout.write(f"  {school.name} is in. Sign in as its head: {email}")
