"""Making a production server's roles and tables."""

import os

import psycopg
import pytest

from learningculture import migrate as subject
from learningculture.migrate import main, password_in


def test_password_is_read_from_an_address() -> None:
    assert password_in("postgres://app:p%40ss@db:5432/x") == "p@ss"
    assert password_in("postgres://app@db/x") == ""


def test_missing_address_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("DATABASE_ADMIN_URL", raising=False)
    assert main() == 2
    assert "DATABASE_ADMIN_URL" in capsys.readouterr().err


def test_roles_get_the_passwords_of_their_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    admin = os.environ["LC_TEST_ADMIN_URL"]
    name = "lcmigrate"
    logins = {role: f"{name}_{role}:secret-{role}" for role in ("app", "owner")}
    query = "?" + admin.partition("?")[2]
    urls = {role: f"postgresql://{login}@/{name}{query}" for role, login in logins.items()}
    monkeypatch.setattr(subject, "migrate", lambda database, environ: None)
    monkeypatch.setenv("DATABASE_ADMIN_URL", admin)
    monkeypatch.setenv("DATABASE_URL", urls["app"])
    monkeypatch.setenv("DATABASE_OWNER_URL", urls["owner"])
    assert (main(), main()) == (0, 0)
    with psycopg.connect(admin, autocommit=True) as connection:
        roles = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname LIKE 'lcmigrate%' ORDER BY 1"
        ).fetchall()
        connection.execute("DROP DATABASE lcmigrate WITH (FORCE)")
    assert roles == [("lcmigrate_app", False, False), ("lcmigrate_owner", False, False)]
