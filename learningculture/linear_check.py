"""
The linear check: what all released sums together give away.

An atom is a set of people who are in the same groups throughout, so that no sum can part them. A released sum is a
0/1 vector over atoms, and whoever holds all released sums holds every combination of them. A combination that rests
on the answers of 1 to k − 1 people points at them, whether it is their sum or a difference among them: with a sum
they are read directly, with a difference as soon as one of them, or the size of the difference, is known. So the rule
here is stricter than the promise: no combination other than zero may rest on fewer than k people.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from learningculture.disclosure import SMALLEST_GROUP, Withheld

Atom = TypeVar("Atom", bound=Hashable)
# A vector of whole numbers over columns; multiples of it say the same.
Vector = tuple[int, ...]


@dataclass(frozen=True)
class GroupSum:
    """A number that adds up the answers of one group: its name and the atoms of which the group is made."""

    name: str
    atoms: frozenset[Hashable]


@dataclass(frozen=True)
class Decision:
    """What becomes of one candidate: `withheld` is None when it may be released."""

    name: str
    withheld: Withheld | None

    @property
    def released(self) -> bool:
        return self.withheld is None


def atoms_of(memberships: Iterable[frozenset[str]]) -> Counter[frozenset[str]]:
    """Atom sizes from one entry per answer, the set of sums in which it is counted; the set itself names the atom."""
    return Counter(memberships)


def sum_named(name: str, sizes: Mapping[frozenset[str], int]) -> GroupSum:
    """The sum `name` over atoms made by `atoms_of`."""
    return GroupSum(name, frozenset(atom for atom in sizes if name in atom))


def decide_releases(
    candidates: Sequence[GroupSum],
    sizes: Mapping[Atom, int],
    *,
    released: Sequence[GroupSum] = (),
    k: int = SMALLEST_GROUP,
) -> tuple[Decision, ...]:
    """
    One decision per candidate, taken in the order given (most important first), beside all that is `released` already.

    Input: people per atom; a sum over nobody is withheld. Candidates that follow from what is released add nothing and
    pass. If the earlier releases leak by themselves, nothing that adds to them passes. Greedy: an important sum is
    never given up for two lesser ones. An unknown atom or a negative size raises ValueError. Exact whole numbers.
    Source: promises.md §3.1 to §3.3.
    """
    columns = _Columns.of([*released, *candidates], sizes)
    known = reduced(columns.vectors[: len(released)])
    decisions = []
    for candidate, vector in zip(candidates, columns.vectors[len(released) :], strict=True):
        withheld = _withheld(known, vector, columns.sizes, k)
        known = known if withheld else reduced([*known, vector])
        decisions.append(Decision(candidate.name, withheld))
    return tuple(decisions)


def leaks(released: Sequence[GroupSum], sizes: Mapping[Atom, int], *, k: int = SMALLEST_GROUP) -> bool:
    """True when some combination of the released sums rests on 1 to k − 1 people."""
    columns = _Columns.of(released, sizes)
    return _rests_on_fewer(reduced(columns.vectors), columns.sizes, k)


@dataclass(frozen=True)
class _Columns:
    """Sums as vectors over columns; a column joins all atoms that are in the same sums, `sizes` counts its people."""

    vectors: tuple[Vector, ...]
    sizes: Vector

    @classmethod
    def of(cls, sums: Sequence[GroupSum], sizes: Mapping[Atom, int]) -> "_Columns":
        if any(size < 0 for size in sizes.values()):
            raise ValueError("An atom cannot hold a negative number of people.")
        unknown = {atom for each in sums for atom in each.atoms} - sizes.keys()
        if unknown:
            raise ValueError(f"No size is given for {sorted(map(str, unknown))}.")
        people: Counter[Vector] = Counter()
        for atom, size in sizes.items():
            people[tuple(int(atom in each.atoms) for each in sums)] += size
        patterns = [pattern for pattern, size in people.items() if size and any(pattern)]
        vectors = tuple(tuple(pattern[row] for pattern in patterns) for row in range(len(sums)))
        return cls(vectors, tuple(people[pattern] for pattern in patterns))


def reduced(vectors: Iterable[Vector]) -> tuple[Vector, ...]:
    """Reduced row echelon form of the vectors' span, in whole numbers without common factor; shape (rank, columns)."""
    rows = [vector for vector in vectors if any(vector)]
    done: list[Vector] = []
    while rows:
        leading = min(rows, key=_first)
        column = _first(leading)
        rows = [row for row in (_cleared(row, leading, column) for row in rows if row is not leading) if any(row)]
        done = [_cleared(row, leading, column) for row in done] + [_primitive(leading)]
    return tuple(done)


def _withheld(known: tuple[Vector, ...], vector: Vector, sizes: Vector, k: int) -> Withheld | None:
    people = _people(vector, sizes)
    if people < k:
        return Withheld(f"Withheld: fewer than {k} people.")
    together = reduced([*known, vector])
    if len(together) == len(known) or not _rests_on_fewer(together, sizes, k):
        return None
    return Withheld(f"Withheld: beside what is shown already, fewer than {k} people could be worked out.")


def _rests_on_fewer(space: tuple[Vector, ...], sizes: Vector, k: int) -> bool:
    return _has_narrow_vector(space, sizes, k - 1, frozenset())


def _has_narrow_vector(space: tuple[Vector, ...], sizes: Vector, budget: int, paid: frozenset[int]) -> bool:
    """
    True when the span holds a vector other than zero that rests on `paid` columns and at most `budget` people more.

    Either the largest open column is in the vector, and is paid for, or it is not, and the span shrinks by one.
    """
    for column in [c for c, size in enumerate(sizes) if size > budget and c not in paid]:
        space = _vanishing_at(column, space)
    if not space:
        return False
    open_columns = [c for c in range(len(sizes)) if c not in paid and any(row[c] for row in space)]
    if not open_columns or any(_people(row, sizes, paid) <= budget for row in space):
        return True
    column = max(open_columns, key=lambda c: sizes[c])
    return _has_narrow_vector(space, sizes, budget - sizes[column], paid | {column}) or _has_narrow_vector(
        _vanishing_at(column, space), sizes, budget, paid
    )


def _vanishing_at(column: int, space: tuple[Vector, ...]) -> tuple[Vector, ...]:
    """Basis of all vectors of the span that are zero in the column."""
    leading = next((row for row in space if row[column]), None)
    if leading is None:
        return space
    return tuple(_cleared(row, leading, column) for row in space if row is not leading)


def _cleared(row: Vector, leading: Vector, column: int) -> Vector:
    if not row[column]:
        return row
    a, b = leading[column], row[column]
    return _primitive(tuple(a * x - b * y for x, y in zip(row, leading, strict=True)))


def _primitive(row: Vector) -> Vector:
    divisor = math.gcd(*row)
    return tuple(x // divisor for x in row) if divisor > 1 else row


def _first(row: Vector) -> int:
    return next(column for column, value in enumerate(row) if value)


def _people(vector: Vector, sizes: Vector, apart_from: frozenset[int] = frozenset()) -> int:
    return sum(size for c, size in enumerate(sizes) if vector[c] and c not in apart_from)
