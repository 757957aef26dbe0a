"""``manage.py write_privacy_papers``: the record of processing and the retention schedule, from the data map."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from school.privacy.papers import write_papers


class Command(BaseCommand):
    help = "Writes docs/privacy/retention.md and docs/privacy/record-of-processing.md anew from the data map."

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en-gb"):
            for name in write_papers():
                self.stdout.write(f"docs/privacy/{name}.md")
