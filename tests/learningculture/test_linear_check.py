from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learningculture.linear_check import Decision, GroupSum, atoms_of, decide_releases, leaks, reduced, sum_named

matrices = st.integers(1, 6).flatmap(
    lambda columns: st.lists(st.tuples(*[st.integers(0, 1)] * columns), min_size=1, max_size=6)
)


def group(name: str, atoms: str) -> GroupSum:
    return GroupSum(name, frozenset(atoms))


def released(decisions: Sequence[Decision]) -> list[bool]:
    return [decision.released for decision in decisions]


def test_large_groups_are_all_released() -> None:
    decisions = decide_releases([group("all", "ab"), group("one", "a"), group("two", "b")], {"a": 8, "b": 5})
    assert released(decisions) == [True, True, True]


def test_small_group_and_its_complement_are_withheld() -> None:
    sums = [group("all", "abc"), group("small", "a"), group("rest", "bc"), group("large", "b")]
    decisions = decide_releases(sums, {"a": 3, "b": 9, "c": 8})
    assert released(decisions) == [True, False, False, True]
    assert str(decisions[1].withheld) == "Withheld: fewer than 5 people."
    assert (
        str(decisions[2].withheld) == "Withheld: beside what is shown already, fewer than 5 people could be worked out."
    )


def test_importance_decides_which_of_two_is_shown() -> None:
    sizes = {"a": 9, "b": 3}
    assert released(decide_releases([group("all", "ab"), group("most", "a")], sizes)) == [True, False]
    assert released(decide_releases([group("most", "a"), group("all", "ab")], sizes)) == [True, False]


def test_leak_through_four_sums_is_found() -> None:
    sizes = {"a": 6, "b": 7, "c": 8, "x": 2}
    sums = [group("all", "abcx"), group("a and x", "ax"), group("b", "b"), group("a and c", "ac")]
    assert released(decide_releases(sums, sizes)) == [True, True, True, False]
    assert not leaks(sums[:3], sizes)
    assert leaks(sums, sizes)


def test_difference_between_two_people_counts_as_a_leak() -> None:
    sizes = {"crowd": 20, "one": 1, "other": 1}
    with_one = GroupSum("with one", frozenset(["crowd", "one"]))
    with_other = GroupSum("with other", frozenset(["crowd", "other"]))
    assert released(decide_releases([with_one, with_other], sizes)) == [True, False]


def test_earlier_releases_count() -> None:
    sizes = {"a": 9, "b": 3}
    later = decide_releases([group("most", "a")], sizes, released=[group("all", "ab")])
    assert released(later) == [False]


def test_sum_over_nobody_is_withheld() -> None:
    assert released(decide_releases([group("nobody", "z"), group("none", "")], {"a": 9, "z": 0})) == [False, False]


def test_smallest_group_may_be_set_higher() -> None:
    sums, sizes = [group("all", "ab"), group("most", "a")], {"a": 20, "b": 6}
    assert released(decide_releases(sums, sizes)) == [True, True]
    assert released(decide_releases(sums, sizes, k=8)) == [True, False]


def test_atoms_come_from_the_sums_that_hold_each_answer() -> None:
    sizes = atoms_of([frozenset({"all", "maths"})] * 6 + [frozenset({"all"})] * 7)
    assert sorted(sizes.values()) == [6, 7]
    assert released(decide_releases([sum_named("all", sizes), sum_named("maths", sizes)], sizes)) == [True, True]


def test_unknown_atoms_and_negative_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="No size"):
        decide_releases([group("all", "ab")], {"a": 9})
    with pytest.raises(ValueError, match="negative"):
        leaks([group("all", "a")], {"a": -1})


def test_ordinary_staff_survey_is_decided_quickly_and_mostly_shown() -> None:
    rng = np.random.default_rng(2)
    people = [frozenset({"all", f"d{rng.integers(8)}", f"p{rng.integers(4)}"}) for _ in range(120)]
    sizes = atoms_of(people)
    names = ["all", *(f"p{n}" for n in range(4)), *(f"d{n}" for n in range(8))]
    assert all(released(decide_releases([sum_named(name, sizes) for name in names], sizes)))


@given(matrices)
@settings(deadline=None)
def test_reduced_form_keeps_rank_and_span(rows: list[tuple[int, ...]]) -> None:
    basis = reduced(rows)
    rank = int(np.linalg.matrix_rank(np.array(rows)))
    assert len(basis) == rank
    assert rank == 0 or np.linalg.matrix_rank(np.array([*rows, *basis])) == rank
    pivots = [next(column for column, value in enumerate(row) if value) for row in basis]
    assert all(Fraction(row[pivot]) == 0 for pivot in pivots for row in basis if pivots[basis.index(row)] != pivot)
