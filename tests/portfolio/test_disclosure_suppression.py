import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.disclosure.suppression import withheld_cells

partitions = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 30), max_size=8)


def test_one_small_cell_takes_the_next_smallest_with_it() -> None:
    withheld = withheld_cells({"A": 30, "B": 4, "C": 12}, minimum=10)
    assert {name: str(each) for name, each in withheld.items()} == {
        "B": "Withheld: fewer than 10 people.",
        "C": "Withheld so that a smaller group beside it cannot be worked out.",
    }


def test_two_cells_that_are_small_together_take_a_third() -> None:
    assert list(withheld_cells({"A": 1, "B": 2, "C": 15, "D": 20}, minimum=10)) == ["A", "B", "C"]


def test_empty_cell_does_not_count_as_cover() -> None:
    assert list(withheld_cells({"A": 4, "B": 0, "C": 12, "D": 40}, minimum=10)) == ["A", "C"]


def test_large_cells_are_all_shown() -> None:
    assert withheld_cells({"A": 10, "B": 12, "C": 0}, minimum=10) == {}


@given(partitions, st.integers(1, 12))
def test_total_minus_shown_cells_tells_nothing(cells: dict[str, int], minimum: int) -> None:
    withheld = withheld_cells(cells, minimum=minimum)
    hidden = [cells[name] for name in withheld]
    assert all(size == 0 or size >= minimum for name, size in cells.items() if name not in withheld)
    if hidden:
        everything = len(hidden) == sum(1 for size in cells.values() if size)
        assert everything or (len(hidden) >= 2 and sum(hidden) >= minimum)


@given(partitions, st.integers(1, 12))
def test_nothing_is_withheld_without_a_small_cell(cells: dict[str, int], minimum: int) -> None:
    small = [name for name, size in cells.items() if 0 < size < minimum]
    assert bool(withheld_cells(cells, minimum=minimum)) == bool(small)


def test_negative_cell_is_refused() -> None:
    with pytest.raises(ValueError):
        withheld_cells({"A": -1}, minimum=5)
