"""Empty tables after a test whose rows were committed: only those with a page, where Django would truncate all.

``TRUNCATE`` gives every table and every index a new file, whether there was a row or not.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase

CONSTANT = {"django_migrations", "django_content_type", "auth_permission"}
"""What the migrations fill, and no test changes."""


@cache
def tables() -> tuple[str, ...]:
    """Every table of a model, quoted, but the constant ones."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return tuple(connection.ops.quote_name(name) for name in sorted(set(names) - CONSTANT))


def empty_tables() -> None:
    """Wait for whoever still writes, delete, and hand the pages back, so that no dead row is left on the disk."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(tables())} IN ACCESS EXCLUSIVE MODE")
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) name WHERE pg_relation_size(name::regclass) > 0", [list(tables())]
        )
        used = [name for (name,) in cursor.fetchall()]
        cursor.execute("SET LOCAL session_replication_role = replica")  # neither triggers nor foreign keys
        for name in used:
            cursor.execute(f"DELETE FROM {name}")
    if used:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {', '.join(used)}")


def instead_of_truncating() -> None:
    """From here on, after each test whose rows other connections may see."""

    def teardown(_case: Any) -> None:
        empty_tables()

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
