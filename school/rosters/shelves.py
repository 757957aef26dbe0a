"""Rows by their key that take little memory: few stay as they are, more are packed and put away."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import ItemsView, Iterator, MutableMapping, ValuesView
from typing import Any

from school.rosters import stowing
from school.rosters.stowing import Attic, Form, Row

SLOTS = 1 << 16
"""Of an index at first; a power of two, as they are doubled."""


class Shelf(MutableMapping[str, Row]):
    """Rows by their key, in the order in which they came: a dictionary that takes little memory."""

    def __init__(self, kind: type[Row]) -> None:
        self._form: Form[Row] = Form(kind)
        self._held: dict[str, Row] | None = {}
        self._attic = Attic()
        self._index: Index
        self._places, self._sizes = array("I"), array("I")
        self._count = 0

    def __getitem__(self, key: str) -> Row:
        if self._held is not None:
            return self._held[key]
        found = self._index.find(key)
        if found is None:
            raise KeyError(key)
        return self._row(found)

    def get(self, key: str, default: Any = None) -> Any:
        if self._held is not None:
            return self._held.get(key, default)
        found = self._index.find(key)
        return default if found is None else self._row(found)

    def __contains__(self, key: object) -> bool:
        if self._held is not None:
            return key in self._held
        return isinstance(key, str) and self._index.find(key) is not None

    def __setitem__(self, key: str, row: Row) -> None:
        if self._held is not None:
            self._held[key] = row
            if len(self._held) > stowing.HELD:
                held, self._held, self._index = self._held, None, Index()
                for known, one in held.items():
                    self._append(known, one)
            return
        self._put(key, row)

    def __delitem__(self, key: str) -> None:
        if self._held is not None:
            del self._held[key]
            return
        found = self._index.find(key)
        if found is None:
            raise KeyError(key)
        self._sizes[found] = 0
        self._index.forget(found)
        self._count -= 1

    def __len__(self) -> int:
        return self._count if self._held is None else len(self._held)

    def __iter__(self) -> Iterator[str]:
        if self._held is not None:
            return iter(self._held)
        return (self._index.key(at) for at, size in enumerate(self._sizes) if size)

    def add(self, key: str, row: Row) -> Row | None:
        """Take a row whose key is new; else the row that has this key already."""
        if self._held is not None:
            if key not in self._held:
                self[key] = row
                return None
            return self._held[key]
        found = self._index.find(key)
        if found is not None:
            return self._row(found)
        self._append(key, row)
        return None

    def items(self) -> ItemsView[str, Row]:
        return _Items(self)

    def values(self) -> ValuesView[Row]:
        return _Rows(self)

    def each(self) -> Iterator[tuple[str, Row]]:
        """Keys and rows. Rows may be taken away meanwhile."""
        if self._held is not None:
            return iter(list(self._held.items()))
        return ((self._index.key(at), row) for at, row in self._numbered())

    def each_row(self) -> Iterator[Row]:
        """As :meth:`each`."""
        if self._held is not None:
            return iter(list(self._held.values()))
        return (row for _at, row in self._numbered())

    def _numbered(self) -> Iterator[tuple[int, Row]]:
        get, unpack, load, sizes = self._attic.get, self._form.unpack, marshal.loads, self._sizes
        for at, where in enumerate(self._places):
            if sizes[at]:
                yield at, unpack(load(get(where, sizes[at])))

    def _append(self, key: str, row: Row) -> None:
        packed = marshal.dumps(self._form.pack(row))
        self._index.add(key)
        self._places.append(self._attic.put(packed))
        self._sizes.append(len(packed))
        self._count += 1

    def _put(self, key: str, row: Row) -> None:
        known = self._index.find(key)
        if known is None:
            self._append(key, row)
        else:
            packed = marshal.dumps(self._form.pack(row))
            self._places[known], self._sizes[known] = self._attic.put(packed), len(packed)

    def _row(self, at: int) -> Row:
        return self._form.unpack(marshal.loads(self._attic.get(self._places[at], self._sizes[at])))


class Index:
    """The number of each key, in about twenty bytes and its letters: slots, each with a number and one more."""

    def __init__(self) -> None:
        self._letters = bytearray()
        self._ends = array("I", [0])
        self._slots = array("I", bytes(4 * SLOTS))
        self._forgotten: set[int] = set()

    def key(self, number: int) -> str:
        return self._letters[self._ends[number] : self._ends[number + 1]].decode()

    def add(self, key: str) -> None:
        """The next number is this key's; before, it had none or was taken away."""
        self._letters += key.encode()
        self._ends.append(len(self._letters))
        count = len(self._ends) - 1
        if 2 * count > len(self._slots):
            self._slots = array("I", bytes(2 * 4 * len(self._slots)))
            for number in range(count):
                self._place(self.key(number), number)
        else:
            self._place(key, count - 1)

    def _place(self, key: str, number: int) -> None:
        slots = self._slots
        last = len(slots) - 1
        at = hash(key) & last
        while slots[at]:
            at = (at + 1) & last
        slots[at] = number + 1

    def forget(self, number: int) -> None:
        """This number's key may be another's from now on."""
        self._forgotten.add(number)

    def find(self, key: str) -> int | None:
        slots, ends, letters = self._slots, self._ends, self._letters
        last = len(slots) - 1
        at = hash(key) & last
        looked_for = None
        while number := slots[at]:
            looked_for = looked_for or key.encode()
            if letters[ends[number - 1] : ends[number]] == looked_for and number - 1 not in self._forgotten:
                return number - 1
            at = (at + 1) & last
        return None


class _Items(ItemsView[str, Row]):
    _mapping: Shelf[Row]

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        return self._mapping.each()


class _Rows(ValuesView[Row]):
    _mapping: Shelf[Row]

    def __iter__(self) -> Iterator[Row]:
        return self._mapping.each_row()
