"""Asking for a page as each kind of person."""

from __future__ import annotations

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from school.models import Member, School, User
from tests.personas import Personas, client_for

HTMX = {"HX-Request": "true"}


def get(person: Member | User | None, school: School, view: str, *args: object, htmx: bool = False) -> HttpResponse:
    address = reverse(f"enquiry:{view}", args=[school.slug, *args])
    return client_for(person).get(address, headers=HTMX if htmx else {})


def post(
    person: Member | User | None, school: School, view: str, *args: object, htmx: bool = False, **data: object
) -> HttpResponse:
    address = reverse(f"enquiry:{view}", args=[school.slug, *args])
    return client_for(person).post(address, data, headers=HTMX if htmx else {})


def assert_closed_to_others(people: Personas, view: str, *args: object, method: str = "get") -> None:
    """Strangers 404, students 403, the signed-out to sign-in."""
    ask = get if method == "get" else post
    assert ask(people.stranger, people.school, view, *args).status_code == 404
    assert ask(people.student, people.school, view, *args).status_code == 403
    anonymous = ask(None, people.school, view, *args)
    assert anonymous.status_code == 302
    assert "/account/login/" in anonymous["Location"]


MOST_QUERIES = 15
"""A page's budget; entering the school and its savepoints are the frame's, not the page's."""


def queries_of(person: Member, school: School, view: str, *args: object) -> int:
    """How often a page reads the database."""
    client = client_for(person)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(f"enquiry:{view}", args=[school.slug, *args])).status_code == 200
    frame = ("SAVEPOINT", "RELEASE", "SELECT set_config", "SELECT current_setting")
    return len([query for query in asked if not query["sql"].startswith(frame)])
