"""Many rows in one statement: columns travel as arrays, a value that all rows share travels once."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from learningculture.prepared import beside
from school.models import School

Rows = Sequence[tuple[Any, ...]]
Source = Iterable[tuple[Any, ...]]
"""Rows that are made while they are written: all of a large roster at once would fill a worker's memory."""

PORTION = 4_000
"""Rows in one statement: enough for speed, few enough for the memory of a worker."""

BETWEEN = "\x1f"
"""Stands between the items of a list on its way: arrays within arrays take ten times as long to write and read."""

ROW, NOTHING = "\x1e", "\x1d"
"""Stand between rows, and for no value, in a column on its way. No name or identifier holds them."""


@dataclass(frozen=True)
class Column:
    """A column and the type its values travel in; ``list`` of ``items`` is an array, as :func:`listed` writes it."""

    name: str
    travels: str = "text"
    items: str = ""

    @property
    def type(self) -> str:
        return "text" if self.items else self.travels

    def read(self, came: str) -> str:
        return f"string_to_array({came}, E'\\x1f')::{self.items}[]" if self.items else came


@contextmanager
def collector_resting() -> Iterator[None]:
    """Python's cycle collector would walk all rows again and again while they grow, and finds nothing: rows have no
    cycles. It takes half the time of a large roster."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def columns(text: str) -> tuple[Column, ...]:
    """From ``name`` or ``name:type`` or ``name:list:type``, apart by blanks."""
    return tuple(Column(*part.split(":")) for part in text.split())


ID = Column("id", "bigint")


def listed(values: Sequence[Any]) -> str:
    """A list's items on their way."""
    return str(values[0]) if len(values) == 1 else BETWEEN.join(map(str, values))


def insert(
    table: str, columns: Sequence[Column], school: School, rows: Source, *, returning: str = ""
) -> dict[Any, Any]:
    """Add rows to a table of the school, many in one statement; of the two columns that come back, one by the other."""
    returned: dict[Any, Any] = {}
    for some in _portions(rows):
        came, values, params = _came(columns, some)
        names, read = ", ".join(values), ", ".join(values.values())
        back = f" RETURNING {returning}" if returning else ""
        with beside() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (school_id, {names}) SELECT %(school)s, {read} FROM {came}{back}",
                {**params, "school": school.pk},
            )
            if back:
                returned.update(cursor.fetchall())
    return returned


def update(table: str, columns: Sequence[Column], rows: Source) -> None:
    """Set columns of the rows whose id leads each tuple, many in one statement."""
    for some in _portions(rows):
        came, values, params = _came((ID, *columns), some)
        changes = ", ".join(f"{name} = {value}" for name, value in values.items() if name != "id")
        with beside() as cursor:
            cursor.execute(f"UPDATE {table} SET {changes} FROM {came} WHERE {table}.id = {values['id']}", params)


def _portions(rows: Source) -> Iterator[Rows]:
    left = iter(rows)
    return iter(lambda: list(islice(left, PORTION)), [])


def _came(columns: Sequence[Column], rows: Rows) -> tuple[str, dict[str, str], dict[str, Any]]:
    """What stands in FROM, the expression of each column, and the parameters."""
    arrays = list(zip(*rows, strict=True))
    assert len(arrays) == len(columns)
    apart = [number for number, array in enumerate(arrays) if _differ(array)] or [0]
    values, params = {}, {}
    for number, (column, array) in enumerate(zip(columns, arrays, strict=True)):
        params[f"p{number}"] = _travelling(array) if number in apart else array[0]
        came = f"came.{column.name}" if number in apart else f"%(p{number})s::{column.type}"
        values[column.name] = column.read(came)
    unnested = ", ".join(_unpacked(f"p{number}", params[f"p{number}"], columns[number].type) for number in apart)
    named = ", ".join(columns[number].name for number in apart)
    return f"unnest({unnested}) AS came ({named})", values, params


def _differ(array: Sequence[Any]) -> bool:
    return bool(array[0] != array[-1]) or array.count(array[0]) < len(array)


def _travelling(array: Sequence[Any]) -> str | list[Any]:
    """One text where it can be: the driver takes long over an array. A value that holds a mark travels in an array."""
    missing = array.count(None)
    texts = (NOTHING if value is None else str(value) for value in array) if missing else map(str, array)
    text = ROW.join(texts)
    plain = text.count(ROW) == len(array) - 1 and text.count(NOTHING) == missing
    return text if plain and len(array) > 1 else list(array)


def _unpacked(name: str, travelling: str | list[Any], type: str) -> str:
    if isinstance(travelling, str):
        return f"string_to_array(%({name})s, E'\\x1e', E'\\x1d')::{type}[]"
    return f"%({name})s::{type}[]"
