"""Fewer trips to the server, and nothing else different."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.pq import TransactionStatus

from learningculture.database import kept
from learningculture.database.kept import KeptStatements
from learningculture.prepared import beside, preparing
from learningculture.tenancy import further_purpose, tenant
from tests.personas import Personas


def in_transaction() -> bool:
    return connection.connection.info.transaction_status == TransactionStatus.INTRANS


def user_told() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.user', true), '')")
        return str(cursor.fetchone()[0])


def trips() -> Iterator[list[int]]:
    """How many messages went out, in a list of one."""
    counted, asked = [0], KeptStatements._answers

    def count(self: KeptStatements, written: list[Any]) -> Any:
        counted[0] += 1
        return asked(self, written)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KeptStatements, "_answers", count)
        yield counted


counted_trips = pytest.fixture(trips)
TELL_USER = "SELECT set_config('app.user', %s, true)"


def test_what_is_told_goes_out_with_the_next_question_and_begins_the_transaction(
    transactional_db: None, counted_trips: list[int]
) -> None:
    with transaction.atomic():
        connection.tell(TELL_USER, "7")
        assert not in_transaction()
        assert connection.ask("SELECT current_setting('app.user')") == [("7",)]
        assert in_transaction()
    assert (in_transaction(), counted_trips) == (False, [1])


def test_what_is_told_again_takes_the_place_of_the_first(transactional_db: None, counted_trips: list[int]) -> None:
    with transaction.atomic():
        connection.tell(TELL_USER, "7")
        connection.tell(TELL_USER, "8")
        assert (user_told(), counted_trips) == ("8", [1])


def test_cursor_of_djangos_finds_it_told(transactional_db: None) -> None:
    with transaction.atomic():
        connection.tell(TELL_USER, "7")
        assert user_told() == "7"
        with transaction.atomic():
            connection.tell(TELL_USER, "8")
            with connection.chunked_cursor() as cursor:
                cursor.execute("SELECT current_setting('app.user')")
                assert cursor.fetchone() == ("8",)
            connection.tell(TELL_USER, "9")
            with beside() as cursor:
                cursor.execute("SELECT current_setting('app.user')")
                assert cursor.fetchone() == ("9",)


def test_cursor_that_stands_open_is_inside_a_school_and_outside_again(people: Personas) -> None:
    with connection.cursor() as cursor:

        def seen() -> int:
            cursor.execute("SELECT count(*) FROM school_member WHERE school_id = %s", [people.school.pk])
            return int(cursor.fetchone()[0])

        with tenant(None):
            assert seen() == 0
            with tenant(people.school.pk):
                assert seen() > 0
                with further_purpose("privacy"):
                    assert seen() > 0
            assert seen() == 0


def test_nothing_is_told_outside_a_transaction(transactional_db: None) -> None:
    with pytest.raises(AssertionError):
        connection.tell(TELL_USER, "7")


@pytest.mark.parametrize("asks", [True, False])
def test_what_was_told_ends_with_its_transaction(transactional_db: None, asks: bool) -> None:
    with pytest.raises(ZeroDivisionError), tenant(None, user_id=7):
        if asks:
            assert user_told() == "7"
        raise ZeroDivisionError
    assert user_told() == ""
    with tenant(None, user_id=7):
        if asks:
            assert user_told() == "7"
    with transaction.atomic():
        assert user_told() == ""


def test_what_a_lost_line_was_to_be_told_is_not_for_the_next(transactional_db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        connection.tell(TELL_USER, "7")
        connection.close()
        raise ZeroDivisionError
    with transaction.atomic():
        assert user_told() == ""


def test_what_was_told_in_a_savepoint_ends_with_it(db: None) -> None:
    with transaction.atomic():
        connection.tell(TELL_USER, "7")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            connection.tell(TELL_USER, "8")
            raise ZeroDivisionError
        assert user_told() == "7"


def test_values_are_values_and_refusals_are_djangos(db: None) -> None:
    with transaction.atomic():
        connection.tell("SELECT %s::text", "it's; DROP TABLE school_school --")
        assert user_told() == ""
    with pytest.raises(DatabaseError, match="division by zero"), transaction.atomic():
        connection.tell("SELECT 1 / (%s::int)", "0")
        user_told()


def asked(sql: str, values: Any = ()) -> list[Any]:
    with preparing() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def test_statement_is_planned_once_for_each_kind_of_value(db: None) -> None:
    asked("SELECT 0")
    before = len(connection.kept.known)
    for value in (1, 2, 3):
        assert asked("SELECT %s + 1", [value]) == [(value + 1,)]
    assert len(connection.kept.known) == before + 1
    assert asked("SELECT %s + 1", [70_000]) == [(70_001,)]
    assert len(connection.kept.known) == before + 2


def test_places_have_names_or_none_and_a_percent_is_doubled(db: None) -> None:
    assert asked("SELECT %(b)s::text || %(a)s::text || %(b)s::text", {"a": "1", "b": "2"}) == [("212",)]
    for _again in range(2):
        assert asked("SELECT '100%%s' LIKE '%%' || %s::text, %s::text", ["s", None]) == [(True, None)]


def test_so_many_statements_are_kept(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 3)
    connection.kept._let_go()
    for number in range(9):
        assert asked(f"SELECT {number}") == [(number,)]
        assert len(connection.kept.known) <= 4
    assert asked("SELECT count(*) FROM pg_prepared_statements") == [(len(connection.kept.known),)]


def test_statements_that_are_refused_again_and_again_do_not_pile_up(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 3)
    for number in range(9):
        with pytest.raises(DatabaseError), transaction.atomic():
            asked("SELECT 1 / %s", [0 * number])
    [(known,)] = asked("SELECT count(*) FROM pg_prepared_statements")
    assert known <= 4


def test_nothing_can_be_let_go_in_a_failed_transaction(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        with pytest.raises(DatabaseError):
            asked("SELECT 1 / %s", [0])
        known = dict(connection.kept.known)
        connection.kept._let_go()
        assert connection.kept.known == known
        raise DatabaseError
    assert asked("SELECT 7") == asked("SELECT 7") == [(7,)]


def test_statement_that_was_refused_is_planned_anew(transactional_db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE changing (one int)")
        assert asked("SELECT * FROM changing") == []
        cursor.execute("ALTER TABLE changing ADD two int")
        with pytest.raises(DatabaseError, match="cached plan"):
            asked("SELECT * FROM changing")
        assert asked("SELECT * FROM changing") == []
        cursor.execute("DROP TABLE changing")


def test_nothing_runs_after_what_was_refused(transactional_db: None) -> None:
    with pytest.raises(DatabaseError, match="division by zero"), transaction.atomic():
        connection.tell("SELECT 1 / (%s::int)", "0")
        asked("SELECT set_config('app.user', '7', false)")
    assert user_told() == ""


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
