"""Complementary suppression within one partition."""

from collections.abc import Mapping

from portfolio.disclosure.minimums import Withheld


def withheld_cells(cells: Mapping[str, int], *, minimum: int) -> dict[str, Withheld]:
    """
    The cells of a partition that may not be shown when its total is known, by name in the order given.

    First each cell of 1 to minimum − 1 people, then the next smallest until at least two cells are withheld that
    together hold `minimum` people, so that total minus shown cells tells nothing; all of them if that cannot be
    reached. Empty cells hide nobody and are neither withheld nor counted. A negative size raises ValueError.
    Holds for one partition alone: `linear_check` covers all released numbers together.
    """
    if any(size < 0 for size in cells.values()):
        raise ValueError("A cell cannot hold a negative number of people.")
    chosen: list[str] = []
    for name in sorted((name for name in cells if cells[name]), key=lambda name: cells[name]):
        if cells[name] >= minimum and _is_enough(chosen, cells, minimum):
            break
        chosen.append(name)
    return {name: _sentence(cells[name], minimum) for name in cells if name in chosen}


def _is_enough(chosen: list[str], cells: Mapping[str, int], minimum: int) -> bool:
    return not chosen or (len(chosen) >= 2 and sum(cells[name] for name in chosen) >= minimum)


def _sentence(size: int, minimum: int) -> Withheld:
    if size < minimum:
        return Withheld(f"Withheld: fewer than {minimum} people.")
    return Withheld("Withheld so that a smaller group beside it cannot be worked out.")
