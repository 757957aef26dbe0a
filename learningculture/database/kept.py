"""Statements whose plans the server keeps, and messages that bring several of them at once.

A cursor of psycopg looks at each statement anew and waits for each answer. This is the short way for what is asked all
day: psycopg's own layer over libpq (``psycopg.pq``), its pipeline, and its way of writing and reading values.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult
from psycopg.waiting import Wait

Values = Sequence[Any] | Mapping[str, Any]
Rows = list[tuple[Any, ...]]

MOST_KEPT = 400
"""Statements on one connection; then the server lets all go. Each holds some ten kilobytes there."""

ANSWERED = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)
PLACE = re.compile(r"%(?:[%s]|\((\w+)\)s)")


class Question(NamedTuple):
    """A statement with ``%s`` or ``%(name)s`` where values go, as for a cursor."""

    sql: str
    values: Values = ()


class KeptStatements:
    """Those of one connection."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        self.names: dict[tuple[str, tuple[int, ...]], bytes] = {}
        self.planned = 0

    def ask(self, *questions: Question) -> Rows:
        """Ask all in one message, in turn; the rows of the last.

        Raises:
            psycopg.Error: what the server says of the first that it refuses. Those after it are not run.
        """
        if self.planned >= MOST_KEPT:
            self._let_go()
        written = [_Written(question, self.connection) for question in questions]
        try:
            results = self._answers(written)
            for result in results:
                if result.status not in ANSWERED:
                    raise psycopg.errors.error_from_result(result)
        except BaseException:
            for one in written:
                self.names.pop(one.key, None)
            raise
        return written[-1].rows_of(results[-1])

    def _answers(self, written: list[_Written]) -> list[PGresult]:
        line, first = self.connection.pgconn, written[0]
        if len(written) == 1 and first.key in self.names:
            return [line.exec_prepared(self.names[first.key], first.values, first.formats)]  # type: ignore[arg-type]
        line.enter_pipeline_mode()
        try:
            for one in written:
                self._send(line, one)
            line.pipeline_sync()
            return self.connection.wait(_awaited(line))
        finally:
            line.exit_pipeline_mode()

    def _send(self, line: PGconn, one: _Written) -> None:
        if one.key not in self.names:
            self.names[one.key] = b"kept_%d" % self.planned
            self.planned += 1
            line.send_prepare(self.names[one.key], one.sql, one.types)
        line.send_query_prepared(self.names[one.key], one.values, one.formats)

    def _let_go(self) -> None:
        """Those too that were refused once and have no name here any more. In a failed transaction nothing can go."""
        if self.connection.pgconn.exec_(b"DEALLOCATE ALL").status in ANSWERED:
            self.names.clear()
            self.planned = 0


class _Written:
    """A question as the server reads it."""

    def __init__(self, question: Question, connection: psycopg.Connection[Any]) -> None:
        self.transformer = Transformer(connection)
        self.sql, names = _numbered(question.sql)
        given = question.values
        ordered = [given[name] for name in names] if isinstance(given, Mapping) else given
        self.values: Sequence[Buffer | None] = self.transformer.dump_sequence(ordered, [PyFormat.AUTO] * len(ordered))
        self.types, self.formats = self.transformer.types or (), self.transformer.formats
        self.key = question.sql, self.types

    def rows_of(self, result: PGresult) -> Rows:
        self.transformer.set_pgresult(result)
        return self.transformer.load_rows(0, result.ntuples, tuple)


@lru_cache(maxsize=2_000)
def _numbered(sql: str) -> tuple[bytes, tuple[str, ...]]:
    """The statement with ``$1``, ``$2`` where values go; and their names in that order, where they have names."""
    names: dict[str, str] = {}

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        return names.setdefault(found[1] or f"{len(names)}", f"${len(names) + 1}")

    return PLACE.sub(place, sql).encode(), tuple(names)


def _awaited(line: PGconn) -> Generator[Wait, Any, list[PGresult]]:
    """For psycopg to wait with: every result up to the end of the message."""
    while line.flush():
        yield Wait.W
    results: list[PGresult] = []
    while True:
        yield Wait.R
        line.consume_input()
        while not line.is_busy():
            result = line.get_result()
            if result is None:
                continue
            if result.status == ExecStatus.PIPELINE_SYNC:
                return results
            results.append(result)
