"""A query that is asked all day: put together once in a process, planned once on a connection.

Putting a queryset into SQL costs Django more than PostgreSQL needs to answer it. What is asked stays where it is, in
querysets and the rules they share; here their statement is kept, and from then on only its values change. The database
looks at row-level security each time it runs a prepared statement: see docs/decisions/prepared-statements.md.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=models.Model)

SHAPES = (bool, tuple)
MOST_SHAPES = 500
"""Of one query; then they are written anew. Searches for many words, by people with many roles, have many."""

MEANT_BY_LIKE = frozenset("%_\\")
FIRST_MARK, SECOND_MARK = 1, 101
LARGE = 8_000_000_000_000_000_000
"""Marks stand for values while a statement is written: no number, day or moment that a table holds."""


def preparing() -> Any:
    """A cursor whose statements the database keeps: see :meth:`learningculture.database.base.DatabaseWrapper.ask`."""
    return connections[DEFAULT_DB_ALIAS].kept_cursor()  # type: ignore[attr-defined]


def beside() -> Any:
    """For large values. Django's own cursors write values into the statement, :func:`preparing` keeps each one."""
    return connections[DEFAULT_DB_ALIAS].beside_cursor()  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Statement:
    """What is known of a query once it was written: its SQL, where values go, and how rows become objects."""

    sql: str
    slots: tuple[tuple[str, type | None, Any], ...]
    compiler: Any
    converters: dict[int, Any]

    def values(self, given: dict[str, Any]) -> list[Any]:
        return [_filled(slot, given) if slot[0] else slot[2] for slot in self.slots]


class Prepared(Generic[Row]):
    """A queryset whose values change from call to call: ``Prepared(lambda user: Member.objects.filter(user=user))``.

    Numbers, days, moments and texts are values. Truths, tuples and how many values there are make the query's shape:
    each shape is a statement of its own. ``build`` must pass values on as they are; that it does is checked when a
    statement is written. A text may become part of a pattern: signs that mean something to LIKE must be gone from it.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Row, Any]]) -> None:
        self.build = build
        self.known: dict[tuple[Any, ...], Statement] = {}

    def __call__(self, **given: Any) -> list[Row]:
        """The objects, as the queryset would have given them."""
        statement = self._statement(given)
        return list(_objects(statement, self._rows(statement, given)))

    def rows(self, **given: Any) -> list[Sequence[Any]]:
        """The rows of a queryset of values."""
        statement = self._statement(given)
        return list(_converted(statement, self._rows(statement, given)))

    def _rows(self, statement: Statement, given: dict[str, Any]) -> list[Any]:
        with preparing() as cursor:
            cursor.execute(statement.sql, statement.values(given))
            return cursor.fetchall()  # type: ignore[no-any-return]

    def _statement(self, given: dict[str, Any]) -> Statement:
        shape = tuple((name, value if isinstance(value, SHAPES) else None) for name, value in given.items())
        found = self.known.get(shape)
        if found is None:
            if len(self.known) >= MOST_SHAPES:
                self.known.clear()
            found = self.known[shape] = self._written(given)
        return found

    def _written(self, given: dict[str, Any]) -> Statement:
        """Written twice with different marks: what differs and is no mark was reckoned from a value, and would stay."""
        first, again = (self._compiled(given, mark) for mark in (FIRST_MARK, SECOND_MARK))
        assert (first.sql, first.slots) == (again.sql, again.slots), "a value is not passed on as it is"
        return first

    def _compiled(self, given: dict[str, Any], start: int) -> Statement:
        marks = {name: _mark(value, start + number) for number, (name, value) in enumerate(given.items())}
        compiler = self.build(**marks).query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        slots = tuple(_slot(parameter, marks) for parameter in parameters)
        return Statement(sql, slots, compiler, compiler.get_converters([column[0] for column in compiler.select]))


def _mark(value: Any, number: int) -> Any:
    if isinstance(value, SHAPES):
        return value
    if isinstance(value, str):
        return f"qx{number}qx"
    if isinstance(value, int):
        return LARGE + number
    if isinstance(value, datetime.datetime):
        return datetime.datetime(number, 1, 1, tzinfo=datetime.UTC)
    assert isinstance(value, datetime.date), f"{value!r} is no number, day, moment or text"
    return datetime.date(number, 1, 1)


def _slot(parameter: Any, marks: dict[str, Any]) -> tuple[str, type | None, Any]:
    """Whose value goes here and in which type of the database driver; else what always stands here."""
    for name, mark in marks.items():
        if isinstance(mark, SHAPES) or not isinstance(parameter, type(mark)):
            continue
        if isinstance(mark, str) and mark in parameter:
            return name, None, tuple(parameter.split(mark))
        if parameter == mark:
            return name, type(parameter) if isinstance(mark, int) else None, None
    return "", None, parameter


def _filled(slot: tuple[str, type | None, Any], given: dict[str, Any]) -> Any:
    name, kind, around = slot
    value = given[name]
    if around is None:
        return kind(value) if kind else value
    assert not MEANT_BY_LIKE & set(value), f"{value!r} would be read as a pattern"
    return value.join(around)


def _converted(statement: Statement, rows: list[Any]) -> Iterator[Sequence[Any]]:
    if not statement.converters:
        return iter(rows)
    return statement.compiler.apply_converters(rows, statement.converters)  # type: ignore[no-any-return]


def _objects(statement: Statement, rows: list[Any]) -> Iterator[Any]:
    """As Django's own ``ModelIterable`` makes them."""
    compiler, kind = statement.compiler, statement.compiler.klass_info
    start, end = kind["select_fields"][0], kind["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[start:end]]
    populators = get_related_populators(kind, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
    for row in _converted(statement, rows):
        found = kind["model"].from_db(DEFAULT_DB_ALIAS, names, row[start:end])
        for populator in populators:
            populator.populate(row, found)
        for name, place in (compiler.annotation_col_map or {}).items():
            setattr(found, name, row[place])
        yield found
