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
from psycopg import abc
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
        self.known: dict[tuple[str, tuple[int, ...]], _Kept] = {}
        self.planned = 0
        self.writer = Transformer(connection)

    def ask(self, *questions: Question) -> Rows:
        """Ask all in one message, in turn; the rows of the last.

        Raises:
            psycopg.Error: what the server says of the first that it refuses. Those after it are not run.
        """
        if self.planned >= MOST_KEPT:
            self._let_go()
        written = [_Written(question, self.writer) for question in questions]
        try:
            results = self._answers(written)
            for result in results:
                if result.status not in ANSWERED:
                    raise psycopg.errors.error_from_result(result)
        except BaseException:
            for one in written:
                self.known.pop(one.key, None)
            raise
        return self.known[written[-1].key].rows_of(results[-1])

    def _answers(self, written: list[_Written]) -> list[PGresult]:
        line, first = self.connection.pgconn, written[0]
        if len(written) == 1 and (found := self.known.get(first.key)):
            return [line.exec_prepared(found.name, first.values, first.formats)]  # type: ignore[arg-type]
        line.enter_pipeline_mode()
        try:
            for one in written:
                self._send(line, one)
            line.pipeline_sync()
            return self.connection.wait(_awaited(line))
        finally:
            line.exit_pipeline_mode()

    def _send(self, line: PGconn, one: _Written) -> None:
        found = self.known.get(one.key)
        if found is None:
            found = self.known[one.key] = _Kept(b"kept_%d" % self.planned, Transformer(self.connection))
            self.planned += 1
            line.send_prepare(found.name, one.sql, one.types)
        line.send_query_prepared(found.name, one.values, one.formats)

    def _let_go(self) -> None:
        """Those too that were refused once and have no name here any more. In a failed transaction nothing can go."""
        if self.connection.pgconn.exec_(b"DEALLOCATE ALL").status in ANSWERED:
            self.known.clear()
            self.planned = 0


class _Kept:
    """A statement that the server has planned, and how its rows are read: its columns are the same each time."""

    def __init__(self, name: bytes, reader: abc.Transformer) -> None:
        self.name = name
        self.reader = reader
        self.read = False

    def rows_of(self, result: PGresult) -> Rows:
        self.reader.set_pgresult(result, set_loaders=not self.read)
        self.read = True
        rows = self.reader.load_rows(0, result.ntuples, tuple)
        self.reader.set_pgresult(None, set_loaders=False)
        return rows


class _Written:
    """A question as the server reads it."""

    def __init__(self, question: Question, writer: abc.Transformer) -> None:
        self.sql, names = _numbered(question.sql)
        given = question.values
        ordered = [given[name] for name in names] if isinstance(given, Mapping) else given
        self.values: Sequence[Buffer | None] = writer.dump_sequence(ordered, [PyFormat.AUTO] * len(ordered))
        self.types, self.formats = writer.types or (), writer.formats
        self.key = question.sql, self.types


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
