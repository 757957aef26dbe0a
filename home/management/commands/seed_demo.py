"""``manage.py seed_demo``: the demonstration's schools, once, and their portfolios by the worker."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from home.demonstration.plan import SCALES
from home.demonstration.portfolios import ask_how_they_go_together, build_all, read_and_publish, wait_for
from home.demonstration.seed import is_seeded, seed_demonstration, terms_begun


class Command(BaseCommand):
    help = "Invents three schools with six terms of records, and has the worker build their portfolios."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", choices=sorted(SCALES), default="full")
        parser.add_argument("--no-portfolios", action="store_true", help="records only, without a worker")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This invents people. It runs only where LC_DEMO=1 says that nobody real is here.")
        logging.getLogger().setLevel(logging.WARNING)
        if is_seeded():
            self.stdout.write("The demonstration is here already.")
            return
        schools = seed_demonstration(scale=options["scale"], today=timezone.localdate(), say=self._say)
        if options["no_portfolios"]:
            return
        wait_for(
            {school: build_all(school, terms_begun(school, timezone.localdate()), timezone.now()) for school in schools}
        )
        for school in schools:
            read_and_publish(school)
            ask_how_they_go_together(school, timezone.now())

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
