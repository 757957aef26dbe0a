"""Sets of names and keys, in as many bytes as they have letters. No identifier of a sender goes over two lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from school.rosters import stowing

HEAPS = 1_000
"""Over which the keys of a large set are strewn, so that each is looked for among few."""


class Names:
    """A set of texts on one line each, in as many bytes as they have letters."""

    def __init__(self) -> None:
        self._text = bytearray()

    def add(self, name: str) -> None:
        if name not in self:
            self._text += f"\n{name}\n".encode()

    def __contains__(self, name: object) -> bool:
        return f"\n{name}\n".encode() in self._text

    def __len__(self) -> int:
        return self._text.count(b"\n") // 2


class KeySet:
    """A set of keys made of texts on one line each: a few as they are, many in their bytes."""

    def __init__(self) -> None:
        self._few: set[tuple[str, ...]] | None = set()
        self._many: defaultdict[int, Names] = defaultdict(Names)

    def add(self, key: tuple[str, ...]) -> None:
        if self._few is None:
            self._many[hash(key) % HEAPS].add("\t".join(key))
            return
        self._few.add(key)
        if len(self._few) > stowing.HELD:
            few, self._few = self._few, None
            for known in few:
                self.add(known)

    def update(self, keys: Iterable[tuple[str, ...]]) -> None:
        left = iter(keys)
        while self._few is not None and (some := list(islice(left, stowing.HELD))):
            self._few.update(some[:-1])
            self.add(some[-1])
        for key in left:
            self.add(key)

    def count_in(self, keys: Iterable[tuple[str, ...]]) -> int:
        """How many of the keys are in the set."""
        return sum(map(self.__contains__ if self._few is None else self._few.__contains__, keys))

    def __len__(self) -> int:
        return len(self._few) if self._few is not None else sum(map(len, self._many.values()))

    def __contains__(self, key: object) -> bool:
        if self._few is not None:
            return key in self._few
        some = self._many.get(hash(key) % HEAPS)
        return some is not None and isinstance(key, tuple) and "\t".join(key) in some
