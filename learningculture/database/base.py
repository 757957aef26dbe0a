"""Where Django looks for the engine of ``DATABASES``."""

from __future__ import annotations

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import Escaping, ExecStatus, TransactionStatus

LISTENING = (TransactionStatus.IDLE, TransactionStatus.INTRANS)


class DatabaseWrapper(base.DatabaseWrapper):
    """Each request waits for every trip to the server. Two of them told nothing new."""

    def is_usable(self) -> bool:
        """A line that waits for nothing is silent. When the server ends, it says so or hangs up, and that is heard."""
        if self.connection is None or self.connection.info.transaction_status not in LISTENING:
            return False
        heard = select.poll()
        heard.register(self.connection.fileno(), select.POLLIN)
        return not heard.poll(0)

    def tell(self, statement: bytes, *values: str) -> None:
        """Run a statement whose answer nobody needs, ``%b`` where values go.

        The transaction that Django has announced, and its driver not begun yet, begins with it: one trip for both.
        """
        self.close_if_health_check_failed()
        self.ensure_connection()
        line: Any = self.connection.pgconn
        quoted = tuple(Escaping(line).escape_literal(value.encode()) for value in values)
        begins = self.in_atomic_block and line.transaction_status == TransactionStatus.IDLE
        with self.wrap_database_errors:
            answer = line.exec_((b"BEGIN;" if begins else b"") + statement % quoted)
            if answer.status != ExecStatus.TUPLES_OK:
                raise psycopg.errors.error_from_result(answer)
