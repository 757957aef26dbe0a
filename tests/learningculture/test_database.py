"""Fewer trips to the server, and nothing else different."""

from __future__ import annotations

import time

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.pq import TransactionStatus

from learningculture.tenancy import tenant


def in_transaction() -> bool:
    return connection.connection.info.transaction_status == TransactionStatus.INTRANS


def test_what_is_told_begins_the_transaction(transactional_db: None) -> None:
    with transaction.atomic():
        assert not in_transaction()
        connection.tell(b"SELECT set_config('app.user', %b, true)", "7")
        assert in_transaction()
    assert not in_transaction()


def test_outside_a_transaction_nothing_begins(transactional_db: None) -> None:
    connection.tell(b"SELECT %b", "7")
    assert not in_transaction()


def test_what_was_told_ends_with_its_transaction(transactional_db: None) -> None:
    with pytest.raises(ZeroDivisionError), tenant(None, user_id=7):
        raise ZeroDivisionError
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.user', true), '')")
        assert cursor.fetchone() == ("",)


def test_values_are_quoted_and_refusals_are_djangos(db: None) -> None:
    connection.tell(b"SELECT %b", "it's; DROP TABLE school_school --")
    with pytest.raises(DatabaseError, match="division by zero"), transaction.atomic():
        connection.tell(b"SELECT 1 / (%b::int)", "0")


def test_line_that_the_server_has_ended_is_heard(transactional_db: None) -> None:
    connection.ensure_connection()
    assert connection.is_usable()
    settings = {**connection.get_connection_params(), "cursor_factory": None}
    with psycopg.connect(**{name: value for name, value in settings.items() if value is not None}) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    deadline = time.monotonic() + 5
    while connection.is_usable() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not connection.is_usable()
    connection.close()


def test_line_in_a_failed_transaction_is_not_usable(db: None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert not connection.is_usable()
        raise DatabaseError
