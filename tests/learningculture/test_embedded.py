"""The two servers that a clone brings along."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest
import redis

from learningculture.embedded import LONGEST_SOCKET_PATH, provision, socket_folder, start_redis

DATABASE = f"lctest_provision_{os.getpid()}"
"""Each test process its own: they run side by side."""


def test_short_path_keeps_its_socket_under_var(tmp_path: Path) -> None:
    var = Path("/tmp") / f"lc-short-{os.getpid()}"
    assert socket_folder(var) == var / "run"
    (var / "run").rmdir()
    var.rmdir()


def test_deep_folder_gets_a_short_private_socket_folder(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 60) / ("b" * 60)
    folder = socket_folder(deep)
    assert len(os.fsencode(folder / "redis.sock")) <= LONGEST_SOCKET_PATH
    assert folder.stat().st_mode & 0o777 == 0o700
    assert socket_folder(deep) == folder != socket_folder(deep.parent / ("c" * 60))
    for one in (folder, socket_folder(deep.parent / ("c" * 60))):
        one.rmdir()


def test_redis_starts_in_a_deep_folder_once(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    url, process = start_redis(deep)
    assert process is not None
    try:
        assert redis.Redis.from_url(url).set("here", 1)
        assert start_redis(deep) == (url, None)
    finally:
        process.terminate()
        process.wait(10)
        socket_folder(deep).rmdir()
    assert (deep / "redis").is_dir()


@pytest.fixture(scope="module")
def provisioned():
    admin_url = os.environ["LC_TEST_ADMIN_URL"]
    yield provision(admin_url, DATABASE)
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
        connection.execute(f"DROP ROLE {DATABASE}_owner, {DATABASE}_app")


def test_roles_are_neither_superuser_nor_above_the_policies(provisioned) -> None:
    with psycopg.connect(provisioned.admin_url) as connection:
        found = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname LIKE %s",
            [f"{DATABASE}%"],
        ).fetchall()
    assert sorted(found) == [(f"{DATABASE}_{name}", False, False, False, False) for name in ("app", "owner")]


def test_application_reads_and_writes_but_owns_nothing(provisioned) -> None:
    with psycopg.connect(provisioned.owner_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS thing (id serial PRIMARY KEY)")
    with psycopg.connect(provisioned.app_url, autocommit=True) as app:
        app.execute("INSERT INTO thing DEFAULT VALUES")
        assert app.execute("SELECT count(*) FROM thing").fetchone() == (1,)
        assert app.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user").fetchone() == (0,)
        for statement in ("TRUNCATE thing", "DROP TABLE thing", "ALTER TABLE thing DISABLE ROW LEVEL SECURITY"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)


def test_provisioning_twice_is_harmless(provisioned) -> None:
    assert provision(os.environ["LC_TEST_ADMIN_URL"], DATABASE) == provisioned
