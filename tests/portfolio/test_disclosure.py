"""Attacks on everything released together, judged by an oracle that shares no line with the product's linear check."""

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import null_space

from learningculture.linear_check import Decision, GroupSum, atoms_of, decide_releases, sum_named

K = 5
# One person: department, phase, whether still there at the second release, whether joined after the first.
Person = tuple[int, int, bool, bool]
School = list[Person]
schools = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans(), st.sampled_from([False, False, False, True])),
    min_size=5,
    max_size=28,
)


def sums_holding(person: Person) -> frozenset[str]:
    department, phase, stayed, joined = person
    groups = ["all", f"department {department}", f"phase {phase}", f"cell {department} {phase}"]
    first = [] if joined else groups
    second = [f"{group} again" for group in groups] if stayed or joined else []
    return frozenset([*first, *second])


def decided(people: Sequence[Person]) -> tuple[Decision, ...]:
    sizes = atoms_of(map(sums_holding, people))
    names = sorted({name for atom in sizes for name in atom}, key=lambda name: (name.endswith("again"), name))
    return decide_releases([sum_named(name, sizes) for name in names], sizes)


def shown(decisions: Iterable[Decision]) -> list[str]:
    return [decision.name for decision in decisions if decision.released]


def recoverable(matrix: np.ndarray, groups: Iterable[Sequence[int]]) -> list[Sequence[int]]:
    """The groups of columns whose sum is the same for all answers that fit what was released."""
    free = null_space(matrix) if matrix.size else np.eye(matrix.shape[1])
    return [group for group in groups if np.abs(free[list(group)].sum(axis=0)).max(initial=0.0) < 1e-8]


def released_matrix(people: Sequence[Person], names: Sequence[str]) -> np.ndarray:
    """One row per released sum, one column per person."""
    return np.array([[name in sums_holding(person) for person in people] for name in names], dtype=float).reshape(
        len(names), len(people)
    )


def small_groups(people: Sequence[Person]) -> list[tuple[int, ...]]:
    """Columns of every union of up to 4 atoms that holds 1 to 4 people."""
    atoms: dict[frozenset[str], list[int]] = {}
    for column, person in enumerate(people):
        atoms.setdefault(sums_holding(person), []).append(column)
    small = [members for atom, members in atoms.items() if atom and len(members) < K]
    unions = (tuple(itertools.chain(*some)) for size in range(1, K) for some in itertools.combinations(small, size))
    return [union for union in unions if len(union) < K]


@given(schools)
@settings(max_examples=1000, deadline=None)
def test_random_schools_leak_no_small_group(people: School) -> None:
    names = shown(decided(people))
    assert recoverable(released_matrix(people, names), small_groups(people)) == []


@given(schools, st.data())
@settings(max_examples=200, deadline=None)
def test_two_colluders_learn_of_no_one_or_two_others(people: School, data: st.DataObject) -> None:
    insiders = data.draw(st.lists(st.integers(0, len(people) - 1), max_size=2, unique=True))
    known = np.eye(len(people))[insiders]
    matrix = np.vstack([released_matrix(people, shown(decided(people))), known])
    others = [column for column in range(len(people)) if column not in insiders and sums_holding(people[column])]
    groups = [group for size in (1, 2) for group in itertools.combinations(others, size)]
    assert recoverable(matrix, groups) == []


@given(schools)
@settings(max_examples=200, deadline=None)
def test_differences_of_any_two_releases_tell_nothing(people: School) -> None:
    matrix = released_matrix(people, shown(decided(people)))
    for one, two in itertools.combinations(matrix, 2):
        assert int(np.abs(one - two).sum()) == 0 or int(np.abs(one - two).sum()) >= K


@given(schools)
@settings(max_examples=200, deadline=None)
def test_order_of_people_changes_nothing(people: School) -> None:
    assert decided(people) == decided(people[::-1])


@given(schools, st.integers(0, 12))
@settings(max_examples=200, deadline=None)
def test_deciding_in_two_sittings_gives_the_same(people: School, first: int) -> None:
    sizes = atoms_of(map(sums_holding, people))
    together = decided(people)
    sums = [sum_named(decision.name, sizes) for decision in together]
    early = decide_releases(sums[:first], sizes)
    kept = [each for each, decision in zip(sums, early, strict=False) if decision.released]
    assert early + decide_releases(sums[first:], sizes, released=kept) == together


@given(schools)
@settings(max_examples=100, deadline=None)
def test_oracle_finds_the_leaks_of_a_plain_threshold(people: School) -> None:
    """What is withheld beyond the threshold is withheld for a reason: released after all, somebody is exposed."""
    earlier: list[str] = []
    for decision in decided(people):
        if decision.released:
            earlier.append(decision.name)
        else:
            matrix = released_matrix(people, [*earlier, decision.name])
            assert rests_on_few(matrix, small_groups(people))


def rests_on_few(matrix: np.ndarray, groups: Iterable[Sequence[int]]) -> bool:
    """True when some combination of the rows is zero outside a group: the rank falls once the group is taken away."""
    full = np.linalg.matrix_rank(matrix)
    return any(np.linalg.matrix_rank(np.delete(matrix, list(group), axis=1)) < full for group in groups)


def test_oracle_finds_a_planted_leak() -> None:
    people: School = [(0, 0, True, False)] * 9 + [(1, 0, True, False)] * 2
    matrix = released_matrix(people, ["all", "department 0"])
    assert recoverable(matrix, small_groups(people)) == [(9, 10)]


def test_one_leaver_withholds_the_second_release() -> None:
    people: School = [(0, 0, True, False)] * 9 + [(0, 0, False, False)]
    assert shown(decided(people)) == ["all", "cell 0 0", "department 0", "phase 0"]


def test_renamed_and_merged_groups_add_nothing() -> None:
    sizes = {"a": 6, "b": 7, "c": 3}
    released = [GroupSum("whole", frozenset("abc"))]
    merged = [GroupSum("renamed whole", frozenset("cba")), GroupSum("a and b", frozenset("ab"))]
    assert shown(decide_releases(merged, sizes, released=released)) == ["renamed whole"]
