"""A pytest plugin: a real PostgreSQL and Redis for the run, and for each worker a fresh database from one template.

Tests log in as administrator, so that factories may write anywhere; each request takes on the application's role,
which row-level security binds (``LC_DATABASE_APP_ROLE``).
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


def start() -> None:
    """Once a run: the servers, and a migrated template database."""
    from learningculture.embedded import servers
    from learningculture.run import clone_mark, environment, migrate, var_folder

    var = var_folder() / "test"
    os.environ["LC_VAR_DIR"] = str(var)
    os.environ["LC_INSECURE_LOCAL"] = "1"
    # Emptying the tables after a browser test waits for the last request of the page that is being closed.
    os.environ["LC_LOCK_TIMEOUT_MS"] = "15000"
    template = f"lctest_{clone_mark()}"
    stack = contextlib.ExitStack()
    atexit.register(stack.close)
    _drop_if_outdated(var, template)
    database, redis_url = stack.enter_context(servers(var, template))
    migrate(database, environment(database, redis_url))
    os.environ["LC_TEST_TEMPLATE"] = template
    os.environ["LC_TEST_ADMIN_URL"] = database.admin_url
    os.environ["LC_TEST_APP_URL"] = database.app_url
    os.environ["LC_TEST_REDIS_URL"] = redis_url
    os.environ["LC_DATABASE_APP_ROLE"] = database.app_role


CARELESS = {"autovacuum": "off", "fsync": "off", "full_page_writes": "off", "checkpoint_timeout": "1d"}
"""Our own server tidies nothing by itself: its snapshots would keep dead rows that tests look for on the disk. And it
waits for no disk: nothing here outlives a power cut, and a slow disk would keep each new database waiting."""


def _be_careless(connection: psycopg.Connection) -> None:
    for name, value in CARELESS.items():
        connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
    connection.execute("SELECT pg_reload_conf()")


def _drop_if_outdated(var: Path, template: str) -> None:
    """A template from other migrations is of no use; its fingerprint lies beside the data."""
    from learningculture.embedded import start_postgresql

    files = [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "learningculture/tenancy.py"]
    now = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    admin_url = os.environ.get("DATABASE_URL") or start_postgresql(var)
    with psycopg.connect(admin_url, autocommit=True) as connection:
        if "DATABASE_URL" not in os.environ:
            _be_careless(connection)
        was = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [template]
        ).fetchone()
        if was == (now,):
            return
        name = sql.Identifier(template)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        os.environ["LC_TEST_FINGERPRINT"] = now


def own_database() -> None:
    """For this worker: a fresh copy of the template, and a Redis database of its own."""
    template, name = os.environ["LC_TEST_TEMPLATE"], f"{os.environ['LC_TEST_TEMPLATE']}_{WORKER}"
    number = 0 if WORKER == "main" else int(WORKER.removeprefix("gw")) + 1
    with psycopg.connect(_named(os.environ["LC_TEST_ADMIN_URL"], "postgres"), autocommit=True) as connection:
        if fingerprint := os.environ.pop("LC_TEST_FINGERPRINT", None):
            comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
            connection.execute(comment.format(sql.Identifier(template), sql.Literal(fingerprint)))
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    os.environ["DATABASE_URL"] = _named(os.environ["LC_TEST_ADMIN_URL"], name)
    os.environ["LC_TEST_APP_LOGIN"] = _named(os.environ["LC_TEST_APP_URL"], name)
    os.environ["REDIS_URL"] = _numbered(os.environ["LC_TEST_REDIS_URL"], number)
    os.environ["LC_VAR_DIR"] = str(Path(os.environ["LC_VAR_DIR"]) / WORKER)


def _numbered(redis_url: str, number: int) -> str:
    """The same Redis, another of its numbered databases."""
    address = redis_url.partition("?")[0]
    if address.startswith("unix:"):
        return f"{address}?db={number}"
    return urlunsplit(urlsplit(address)._replace(path=f"/{number}"))


def _named(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


if "LC_TEST_TEMPLATE" not in os.environ:
    start()
own_database()
