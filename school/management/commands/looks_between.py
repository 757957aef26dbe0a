"""``manage.py looks_between --user E-MAIL --from TIME --to TIME``: whose records an account saw in a window."""

from __future__ import annotations

import csv
import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from learningculture.tenancy import tenant
from school.models import School, User
from school.privacy.looks import looks_between


def moment_of(text: str) -> datetime.datetime:
    """A date with time; without a zone it is the server's own."""
    found = datetime.datetime.fromisoformat(text)
    return found if timezone.is_aware(found) else timezone.make_aware(found)


class Command(BaseCommand):
    help = "Lists, as CSV, whose records an account saw between two moments: for the day a password was stolen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", required=True, help="the account's e-mail address")
        parser.add_argument("--from", dest="since", required=True, type=moment_of, help="2026-03-10T09:00")
        parser.add_argument("--to", dest="until", required=True, type=moment_of, help="2026-03-10T10:00")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["user"].lower()).first()
        if user is None:
            raise CommandError("There is no account with this address.")
        sheet = csv.writer(self.stdout)
        sheet.writerow(["school", "when", "role", "kind", "thing", "person", "person's number"])
        people = 0
        for school in School.objects.all():
            with tenant(school.pk, purpose="privacy"):
                people += self._list(sheet, school, user, options)
        self.stderr.write(f"{people} people's records were seen.")

    def _list(self, sheet: Any, school: School, user: User, options: dict[str, Any]) -> int:
        seen = set()
        for look in looks_between(user_id=user.pk, since=options["since"], until=options["until"]):
            seen.add(look.subject_id)
            thing = look.thing_id or ""
            name = look.subject.display_name
            sheet.writerow([school.slug, look.at.isoformat(), look.role, look.kind, thing, name, look.subject_id])
        return len(seen)
