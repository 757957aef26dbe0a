"""``manage.py import_roster FILE``: make schools what a roster says. Exit code 0 done, 1 refused."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from school.models import School
from school.rosters import RosterRefused, RosterReport
from school.rosters.sources import import_any


class Command(BaseCommand):
    help = (
        "Brings in a OneRoster CSV 1.1 or 1.2 package (a folder or a zip), or with --school any table: CSV, XLSX, "
        "Wonde-style JSON, CTF. Whatever is wrong is named, and nothing changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a zip, a folder with manifest.csv in it, or a table")
        parser.add_argument(
            "--school", metavar="SLUG", help="the school that the roster's only school, or a table, is of"
        )
        parser.add_argument(
            "--mapping", type=Path, metavar="FILE", help="JSON with what a table's columns and values are"
        )
        parser.add_argument("--encoding", default="", choices=["windows-1252"], help="of a table that is not UTF-8")
        parser.add_argument(
            "--on", type=datetime.date.fromisoformat, metavar="DATE", help="day of leaving; today by default"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")
        parser.add_argument("--accept-rest", action="store_true", help="leave out wrong rows, bring in the rest")
        parser.add_argument("--allow-leavers", action="store_true", help="more than a tenth may leave")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        into = None
        if options["school"] and (into := School.objects.filter(slug=options["school"]).first()) is None:
            raise CommandError(f"There is no school {options['school']}.")
        try:
            report = import_any(
                path=options["folder"],
                on=options["on"] or timezone.localdate(),
                dry_run=options["dry_run"],
                into=into,
                mapping=self._mapping(options["mapping"]),
                encoding=options["encoding"],
                accept_rest=options["accept_rest"],
                allow_leavers=options["allow_leavers"],
            )
        except RosterRefused as refused:
            if options["json"]:
                problems = [problem.as_dict() for problem in refused.problems]
                self.stdout.write(json.dumps({"status": "refused", "problems": problems}, ensure_ascii=False, indent=1))
            raise CommandError(str(refused)) from None
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
        else:
            self._say(report)

    def _mapping(self, file: Path | None) -> dict[str, Any]:
        try:
            said = json.loads(file.read_text()) if file else {}
        except (OSError, ValueError):
            raise CommandError(f"{file} is no readable JSON file.") from None
        if not isinstance(said, dict):
            raise CommandError(f"{file} must hold one JSON object; docs/rosters.md shows it.")
        return said

    def _say(self, report: RosterReport) -> None:
        for school in report.details:
            counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in school.counts.items())
            self.stdout.write(f"{school.name} (/s/{school.slug}/): {counts}")
            for note in school.notes:
                self.stdout.write(f"  {note}")
        for line in (*report.notes, *map(str, report.rejected)):
            self.stdout.write(f"  {line}")
        if report.dry_run:
            self.stdout.write("Nothing was written: this was a dry run.")
