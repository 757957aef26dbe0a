"""Who is to be in which class, put away class by class: tens of thousands of places take little memory."""

from __future__ import annotations

import datetime
import marshal
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from school.rosters import stowing
from school.rosters.stowing import Attic, Form

EnrolmentKey = tuple[str, str, str]
"""Class, person, role of :class:`Enrolment`."""

Dates = tuple[datetime.date, datetime.date | None]
"""The first day, and the first no longer there (None: open)."""

OPEN_AT_ONCE = 64
"""Classes whose places are at hand at once: ours come from the database nearly class by class."""


class Place(NamedTuple):
    """One person in one class, with the sender's rows that say so."""

    member: str
    role: str
    starts_on: datetime.date
    ends_on: datetime.date | None
    ids: tuple[str, ...]


InClass = dict[tuple[str, str], Place]
"""A class's places by person and role."""


@dataclass(eq=False)
class Places(Mapping[EnrolmentKey, Dates]):
    """Dates by class, person and role; in this order when classes are added in order."""

    _lie: dict[str, tuple[int, int]] = field(default_factory=dict)
    _open: dict[str, InClass] = field(default_factory=dict)
    _count: int = 0
    _form: Form[Place] = field(default_factory=lambda: Form(Place))
    _attic: Attic = field(default_factory=Attic)

    def add_class(self, name: str, places: Sequence[Place]) -> None:
        """All places of one class, in order."""
        self._count += len(places)
        self._lie[name] = (0, 0)
        self._open[name] = _by_person(places)
        if self._count > stowing.HELD:
            self._close_some()

    def in_class(self, name: str) -> InClass:
        found = self._open.get(name)
        if found is None and name in self._lie:
            found = _by_person(map(self._form.unpack, marshal.loads(self._attic.get(*self._lie[name]))))
            self._open[name] = found
            self._close_some()
        return found or {}

    def _close_some(self) -> None:
        while len(self._open) > OPEN_AT_ONCE:
            name = next(iter(self._open))
            places = self._open.pop(name)
            if not self._lie[name][1]:
                packed = marshal.dumps(list(map(self._form.pack, places.values())))
                self._lie[name] = (self._attic.put(packed), len(packed))

    def each(self) -> Iterator[Place]:
        return chain.from_iterable(self.in_class(name).values() for name in self._lie)

    def each_with_ids(self) -> Iterator[tuple[EnrolmentKey, Dates, tuple[str, ...]]]:
        for name in self._lie:
            for one in list(self.in_class(name).values()):
                yield (name, one.member, one.role), (one.starts_on, one.ends_on), one.ids

    def items(self) -> ItemsView[EnrolmentKey, Dates]:
        return _Items(self)

    def __getitem__(self, key: EnrolmentKey) -> Dates:
        place = self.in_class(key[0])[key[1:]]
        return place.starts_on, place.ends_on

    def __iter__(self) -> Iterator[EnrolmentKey]:
        for name in self._lie:
            yield from [(name, member, role) for member, role in self.in_class(name)]

    def __len__(self) -> int:
        return self._count


@dataclass(frozen=True, eq=False)
class PlaceIds(Mapping[EnrolmentKey, tuple[str, ...]]):
    """The sender's rows behind each place."""

    places: Places

    def __getitem__(self, key: EnrolmentKey) -> tuple[str, ...]:
        return self.places.in_class(key[0])[key[1:]].ids

    def __iter__(self) -> Iterator[EnrolmentKey]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


class _Items(ItemsView[EnrolmentKey, Dates]):
    _mapping: Places

    def __iter__(self) -> Iterator[tuple[EnrolmentKey, Dates]]:
        return ((key, dates) for key, dates, _ids in self._mapping.each_with_ids())


def _by_person(places: Iterable[Place]) -> InClass:
    return {(place.member, place.role): place for place in places}
