"""Rows put away while nobody looks at them, so that a roster of any size takes little memory.

A few thousand rows stay as they are. More are packed, and what was packed goes to a file without a name under the data
folder, which nobody can open and which ends with the process. One row comes back at a time, and is a copy.
"""

from __future__ import annotations

import datetime
import marshal
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

from django.conf import settings

HELD = 4_000
"""Rows that stay as they are: what an ordinary school sends takes a few megabytes, and packing takes time."""

IN_MEMORY = 1 << 18
"""Bytes of packed rows before they go to the file."""

AT_A_LOOK = 1 << 15
"""Bytes read from the file at once."""

ON_A_HEAP = 1 << 14
"""Bytes of a heap before they go to the others."""

BLOCK = 1_000
"""Rows of a spool that are packed together."""

Row = TypeVar("Row")


class Attic:
    """Bytes put away: the newest in memory, older ones in the file."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._newest = bytearray()
        self._filed = 0
        self._looked_at, self._begins = b"", 0

    def put(self, packed: bytes | bytearray) -> int:
        """Where it lies from now on."""
        if len(self._newest) > IN_MEMORY:
            self._file = self._file or _nameless_file()
            self._file.write(self._newest)
            self._filed += len(self._newest)
            self._newest.clear()
        self._newest += packed
        return self._filed + len(self._newest) - len(packed)

    def get(self, at: int, size: int) -> bytes | bytearray:
        """What was put there. Neighbours are read along: they are mostly asked for next."""
        if self._file is None or at >= self._filed:
            return self._newest[at - self._filed : at - self._filed + size]
        begins = at - self._begins
        if not 0 <= begins <= len(self._looked_at) - size:
            ends = min(self._filed, at + max(size, AT_A_LOOK))
            self._looked_at, self._begins, begins = os.pread(self._file.fileno(), ends - at, at), at, 0
        return self._looked_at[begins : begins + size]


def _nameless_file() -> IO[bytes]:
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=folder, buffering=0)


@lru_cache(maxsize=4096)
def _day(number: int) -> datetime.date:
    return datetime.date.fromordinal(number)


class Form(Generic[Row]):
    """How a kind of row is packed: the values of a named tuple, days as numbers and moments as texts."""

    def __init__(self, kind: Any) -> None:
        types = [str(kind.__annotations__[name]) for name in getattr(kind, "_fields", ())]
        self._moments = [at for at, type in enumerate(types) if "datetime.datetime" in type]
        self._days = [at for at, type in enumerate(types) if "datetime.date" in type and at not in self._moments]
        self._made: Callable[[Any], Any] = partial(tuple.__new__, kind)  # as its _make, without Python's share

    def pack(self, row: Any) -> list[Any]:
        values = list(row)
        for at in self._days:
            if values[at] is not None:
                values[at] = values[at].toordinal()
        for at in self._moments:
            if values[at] is not None:
                values[at] = values[at].isoformat()
        return values

    def unpack(self, values: list[Any]) -> Row:
        for at in self._days:
            if (day := values[at]) is not None:
                values[at] = _day(day)
        for at in self._moments:
            if (moment := values[at]) is not None:
                values[at] = datetime.datetime.fromisoformat(moment)
        made: Row = self._made(values)
        return made


class Heaps:
    """Bytes thrown on numbered heaps, each taken up once as a whole."""

    def __init__(self) -> None:
        self._attic = Attic()
        self._newest: defaultdict[int, bytearray] = defaultdict(bytearray)
        self._older: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)

    def throw(self, heap: int, some: bytes) -> None:
        newest = self._newest[heap]
        newest += some
        if len(newest) > ON_A_HEAP:
            self._older[heap].append((self._attic.put(newest), len(newest)))
            newest.clear()

    def take(self, heap: int) -> bytes:
        older = [self._attic.get(at, size) for at, size in self._older.pop(heap, ())]
        return b"".join([*older, self._newest.pop(heap, b"")])


class Spool(Collection[Row]):
    """Rows one after the other, to be gone through again and again."""

    def __init__(self, kind: type[Row]) -> None:
        self._form: Form[Row] = Form(kind)
        self._fresh: list[Row] = []
        self._most = HELD
        self._blocks: list[tuple[int, int]] = []
        self._attic = Attic()

    def append(self, row: Row) -> None:
        self._fresh.append(row)
        if len(self._fresh) > self._most:
            self._put_away()

    def extend(self, rows: Iterable[Row]) -> None:
        left = iter(rows)
        while some := list(islice(left, BLOCK)):
            self._fresh += some
            if len(self._fresh) > self._most:
                self._put_away()

    def __iadd__(self, rows: Iterable[Row]) -> Spool[Row]:
        self.extend(rows)
        return self

    def __len__(self) -> int:
        return len(self._blocks) * BLOCK + len(self._fresh)

    def __contains__(self, row: object) -> bool:
        return any(row == one for one in self)

    def __iter__(self) -> Iterator[Row]:
        return chain(self._back(), self._fresh)

    def _back(self) -> Iterator[Row]:
        unpack = self._form.unpack
        for at, size in self._blocks:
            yield from map(unpack, marshal.loads(self._attic.get(at, size)))

    def _put_away(self) -> None:
        """All but what does not fill a block; from now on no more than a block is held."""
        self._most = BLOCK
        while len(self._fresh) >= BLOCK:
            packed = marshal.dumps(list(map(self._form.pack, self._fresh[:BLOCK])))
            self._blocks.append((self._attic.put(packed), len(packed)))
            del self._fresh[:BLOCK]
