"""Tables and people of the floor, and what is asked of it."""

from __future__ import annotations

import os
from typing import Any

import psycopg

from bench.floor import SCHEMA
from bench.names import BEHAVIOURS, CLASS_SIZE, QUERIES, cell_saved, person_names, phase_laid
from bench.sides import Side, Work
from bench.visitor import visitor

TABLES = """
CREATE TABLE class (id int PRIMARY KEY, name text);
CREATE TABLE person (id int PRIMARY KEY, class_id int, given text, family text);
CREATE INDEX ON person (class_id);
CREATE TABLE behaviour (id int PRIMARY KEY, label text);
CREATE TABLE rating (person_id int, behaviour_id int, phase smallint, PRIMARY KEY (person_id, behaviour_id));
CREATE TABLE sitting (person_id int PRIMARY KEY, finished boolean NOT NULL DEFAULT false);
CREATE TABLE answer (person_id int, item smallint, value smallint, PRIMARY KEY (person_id, item));
"""


def lay(students: int) -> None:
    """A schema of its own, with Django's own table of users beside ours."""
    from django.core.management import call_command

    forget()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        connection.execute(f"SET search_path = {SCHEMA}")
        connection.execute(TABLES)
        fill(connection, students)
    call_command("migrate", verbosity=0, skip_checks=True)
    from django.contrib.auth.models import User

    User.objects.bulk_create([User(pk=n, username=f"u{n}", password="!") for n in range(1, students + 1)])
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("ANALYZE")


def fill(connection: psycopg.Connection[Any], students: int) -> None:
    people = [(n, n // CLASS_SIZE, *names) for n, names in enumerate(person_names(students), start=1)]
    ratings = [(n, b, phase_laid(n, b - 1)) for n, *_ in people for b in range(1, BEHAVIOURS + 1)]
    rows: dict[str, list[tuple[Any, ...]]] = {
        "class": [(n, f"Class {n}") for n in range(students // CLASS_SIZE + 1)],
        "person": people,
        "behaviour": [(b, f"Behaviour {b}") for b in range(1, BEHAVIOURS + 1)],
        "rating": ratings,
    }
    for table, written in rows.items():
        with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in written:
                copy.write_row(row)


def forget() -> None:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def begin_anew() -> None:
    """No check-in has begun."""
    from bench.floor import asked

    asked("TRUNCATE sitting, answer")


def kept() -> tuple[int, int]:
    """Sittings finished, and answers."""
    from bench.floor import asked

    return asked("SELECT (SELECT count(*) FROM sitting WHERE finished), (SELECT count(*) FROM answer)")[0]  # type: ignore[no-any-return]


def side(port: int | None) -> Side:
    """Signed in, with the three works."""
    client = visitor(port, visitors(1)[0])

    def save(n: int) -> Any:
        student, behaviour, phase = cell_saved(n)
        cell = {"student": CLASS_SIZE + student, "behaviour": 1 + behaviour, "phase": phase}
        return client.post("/save/", cell)

    works: dict[str, Work] = {
        "grid": lambda n: client.get("/class/1/"),
        "save": save,
        "search": lambda n: client.get("/search/", {"q": QUERIES[n % len(QUERIES)]}),
    }
    return Side(works)


def visitors(number: int) -> list[str]:
    """Session keys of so many who are signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.cache import SessionStore

    keys = []
    for user in User.objects.order_by("pk")[:number]:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        session.save()
        keys.append(str(session.session_key))
    return keys
