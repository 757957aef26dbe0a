"""How rows that are nobody's are laid down so that no order, version or place on the disk tells whose they are."""

from __future__ import annotations

import os

import psycopg
from django.db import connection

OWNER_URL = "DATABASE_OWNER_URL"
"""The environment variable with the login that owns the tables; only an owner may rewrite them."""

VACUUM_WAIT = "-c lock_timeout=10s -c statement_timeout=60s"

WAIT_FOR_OTHERS = "15s"
"""How long somebody may queue: a whole staff meeting may speak or answer at once, each takes milliseconds."""


def take_turn(kind: str, pk: int) -> None:
    """One writer at a time of a kind of rows, to the end of the transaction."""
    with connection.cursor() as cursor:
        for limit in ("lock_timeout", "statement_timeout"):
            cursor.execute("SELECT set_config(%s, %s, true)", [limit, WAIT_FOR_OTHERS])
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [kind, pk])


def shuffle(table: str, column: str, pk: int) -> None:
    """Lay rows down anew: one row version for all of them, in random order on the disk."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH taken AS (DELETE FROM {table} WHERE {column} = %s RETURNING *) "
            f"INSERT INTO {table} SELECT * FROM taken ORDER BY random()",
            [pk],
        )


def rewrite(*tables: str) -> bool:
    """Have the database write tables anew without their deleted rows; False where no owner is known.

    VACUUM FULL alone carries on the dead rows that a long transaction in any database of the server could still see;
    the plain VACUUM before it looks at this database only, and takes them away.
    """
    address = os.environ.get(OWNER_URL)
    if not address:
        return False
    with psycopg.connect(address, autocommit=True, options=VACUUM_WAIT) as owner:
        for table in tables:
            for command in ("VACUUM {}", "VACUUM FULL {}"):
                owner.execute(psycopg.sql.SQL(command).format(psycopg.sql.Identifier(table)))
    return True
