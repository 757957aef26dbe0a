"""``manage.py show_cast URL``: where the demonstration runs, and who one can be."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.demonstration.badges import badge_to_try
from home.demonstration.cast import CAST, DOMAIN, PASSWORD
from school.models import User


class Command(BaseCommand):
    help = "Prints the demonstration's address and one sign-in per role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This shows passwords of invented people. It runs only in the demonstration.")
        known = {part.email for part in CAST}
        guests = User.objects.filter(email__startswith="head.", email__endswith=f"@{DOMAIN}").exclude(email__in=known)
        rows = [(str(part.role), str(part.place), part.email) for part in CAST]
        rows += [("Headteacher", "from your roster", str(user.email)) for user in guests]
        self.stdout.write(f"\n  The demonstration is at {options['url']}   (Ctrl-C stops it)\n\n")
        for role, place, email in rows:
            self.stdout.write(f"    {role:<22} {place:<26} {email}")
        self.stdout.write(f"\n  Password of each: {PASSWORD}\n")
        if badge := badge_to_try(print_anew=True):
            first, second = (picture.word for picture in badge.pictures)
            self.stdout.write(f"\n  A child's badge, as its code holds it (tap {first}, then {second}):")
            self.stdout.write(f"    {options['url']}{badge.address}\n")
        self.stdout.flush()
