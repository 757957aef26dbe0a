"""Addresses of one school's tracking pages, and what they ask of the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.personas import Personas

BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK TO", "SELECT set_config", "SELECT current_setting")


def address(people: Personas, name: str, *args: object) -> str:
    return reverse(f"tracking:{name}", args=[people.school.slug, *args])


def queries_of(client: Client, url: str) -> int:
    """Statements of a page, counted as ``tests/test_crawl.py`` counts them: without what opens a school."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len([query for query in queries if not query["sql"].startswith(BOOKKEEPING)])
