"""A test whose rows were committed leaves nothing to the next."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from school.models import Member, School
from tests.emptying import CONSTANT, empty_tables, tables
from tests.factories.school import make_school
from tests.personas import make_personas

pytestmark = pytest.mark.django_db(transaction=True)


def value(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def test_no_row_and_no_page_is_left() -> None:
    make_personas()
    Member.objects.update(given_name="Somebody")
    empty_tables()
    assert {name: value(f"SELECT count(*) FROM {name}") for name in tables()} == dict.fromkeys(tables(), 0)
    assert sum(value(f"SELECT pg_relation_size('{name}')") for name in tables()) == 0
    assert all(value(f"SELECT count(*) FROM {name}") for name in CONSTANT)


def test_whoever_still_writes_is_waited_for() -> None:
    writes, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            make_school()
            writes.set()
            may_end.wait(timeout=10)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert writes.wait(timeout=10)
    threading.Timer(0.2, may_end.set).start()
    empty_tables()
    writer.join()
    assert not School.objects.exists()
