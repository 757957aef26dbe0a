"""Addresses of one school's tracking pages, and what they ask of the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.personas import Personas


def address(people: Personas, name: str, *args: object) -> str:
    return reverse(f"tracking:{name}", args=[people.school.slug, *args])


def queries_of(client: Client, url: str) -> int:
    """Statements of a page as it runs in production: without what nesting in a test adds."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    nesting = ("SAVEPOINT", "RELEASE", "SELECT current_setting", "SELECT set_config('role', 'none'")
    return len([query for query in queries if not query["sql"].startswith(nesting)])
