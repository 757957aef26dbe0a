"""Where Django looks for the engine of ``DATABASES``."""

from __future__ import annotations

import select
from types import SimpleNamespace
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from learningculture.database.kept import KeptStatements, Question, Rows

LISTENING = (TransactionStatus.IDLE, TransactionStatus.INTRANS)
BEGIN = Question("BEGIN")
Engine: Any = base.DatabaseWrapper
ServerBindingCursor: Any = base.ServerBindingCursor


class DatabaseWrapper(Engine):  # type: ignore[misc]
    """Each request waits for every trip to the server. Some of them told nothing new."""

    kept: KeptStatements
    told: Question | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        self.kept, self.told = KeptStatements(connection), None  # what a lost line was to be told is not for this one
        return connection

    def is_usable(self) -> bool:
        """A line that waits for nothing is silent. When the server ends, it says so or hangs up, and that is heard."""
        if self.connection is None or self.connection.info.transaction_status not in LISTENING:
            return False
        heard = select.poll()
        heard.register(self.connection.fileno(), select.POLLIN)
        return not heard.poll(0)

    def tell(self, sql: str, *values: str) -> None:
        """A statement whose answer nobody needs, for the rest of the transaction: it goes out with the next question.

        What is told again before that takes the place of what was told first. A cursor that stands open already does
        not know of it: where one might, :meth:`tell_now`.
        """
        assert self.in_atomic_block, "what is told lives inside a transaction"
        self.told = Question(sql, values)

    def tell_now(self) -> None:
        """Send what waits to be told."""
        if self.told:
            with self.wrap_database_errors:
                self.kept.ask(*self._first())

    def ask(self, sql: str, values: Any = ()) -> Rows:
        """The rows of a statement whose plan the server keeps."""
        return self.kept.ask(*self._first(), Question(sql, values))

    def kept_cursor(self) -> Any:
        """A cursor of Django's, so that statements are counted and refusals are Django's own, over kept statements."""
        self._be_there()
        return self._prepare_cursor(KeptCursor(self))

    def beside_cursor(self) -> Any:
        """A cursor of Django's that sends values beside the statement, and keeps nothing."""
        self._be_there()
        self.tell_now()
        return self._prepare_cursor(ServerBindingCursor(self.connection))

    def create_cursor(self, name: str | None = None) -> Any:
        self.tell_now()
        return super().create_cursor(name)

    def _be_there(self) -> None:
        self.close_if_health_check_failed()
        self.ensure_connection()

    def _first(self) -> list[Question]:
        """What comes before a question: that a transaction begins, which Django leaves to its driver; what was told."""
        idle = self.connection.info.transaction_status == TransactionStatus.IDLE
        begins = [BEGIN] if idle and not self.connection.autocommit else []
        told, self.told = self.told, None
        return [*begins, told] if told else begins

    def _commit(self) -> None:
        self.told = None
        super()._commit()

    def _rollback(self) -> None:
        self.told = None
        super()._rollback()


class KeptCursor:
    """As much of a cursor as Django's wrapper of cursors, and its log of queries, look at."""

    def __init__(self, line: DatabaseWrapper) -> None:
        self.line = line
        self.asked: tuple[str, Any] = ("", ())
        self.rows: Rows = []

    def execute(self, sql: str, params: Any = ()) -> None:
        self.asked = sql, params
        self.rows = self.line.ask(sql, params)

    def fetchall(self) -> Rows:
        return self.rows

    def fetchone(self) -> tuple[Any, ...] | None:
        return self.rows[0] if self.rows else None

    def close(self) -> None:
        """Nothing is open: the rows are here."""

    @property
    def _query(self) -> Any:
        return SimpleNamespace(query=self.line.ops.compose_sql(*self.asked).encode())
