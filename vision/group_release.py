"""Which groups' counts of one item may be kept beside those of the whole school.

Two walls, both in whole numbers: the linear check lets no combination of what is kept rest on fewer than five people;
and no set of groups may be found out, from all that is kept together, to be nearly all of one mind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from learningculture.disclosure import most_told
from learningculture.linear_check import GroupSum, decide_releases

HIDDEN = 2
"""Counts next to "all" and to "none" that must stay possible beside it: nobody learns that everybody agreed."""

Range = tuple[int, int]
"""Fewest and most who may agree, as far as anybody can tell."""


def safe_groups(keys: Sequence[str], answers: Mapping[str, int], agree: Mapping[str, int]) -> list[str]:
    """The groups to keep for an item, in the order of importance given; none where together they would tell too much.

    Args:
        answers: group → answers to the item; an empty key stands for those in no group.
        agree: group → those among them who agree.
    """
    sizes = Counter({key: number for key, number in answers.items() if number})
    whole = GroupSum("", frozenset(sizes))
    candidates = [GroupSum(key, frozenset({key})) for key in keys if sizes[key]]
    decisions = decide_releases(candidates, sizes, released=[whole])
    kept = [decision.name for decision in decisions if decision.released]
    return [] if _tells_one_mind(kept, sizes, agree) else kept


def _tells_one_mind(kept: Sequence[str], sizes: Mapping[str, int], agree: Mapping[str, int]) -> bool:
    known = {key: _kept_range(agree.get(key, 0), sizes[key]) if key in kept else (0, sizes[key]) for key in sizes}
    whole = _kept_range(sum(agree.get(key, 0) for key in sizes), sum(sizes.values()))
    return any(
        _is_narrow(_range_of(some, known, whole), sum(agree.get(key, 0) for key in some), sum(sizes[k] for k in some))
        for some in _every_set(list(sizes))
    )


def _every_set(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for number in range(1, len(keys) + 1):
        yield from combinations(keys, number)


def _kept_range(agree: int, answers: int) -> Range:
    """What the kept count leaves open: itself, or near all and near none everything beyond the limit."""
    limit = most_told(answers)
    if 100 * agree >= limit * answers:
        return -(-limit * answers // 100), answers
    if 100 * agree <= (100 - limit) * answers:
        return 0, (100 - limit) * answers // 100
    return agree, agree


def _range_of(some: Sequence[str], known: Mapping[str, Range], whole: Range) -> Range:
    """From their own ranges, and from the whole without the others."""
    others = [key for key in known if key not in some]
    fewest, most = (sum(known[key][end] for key in some) for end in (0, 1))
    others_fewest, others_most = (sum(known[key][end] for key in others) for end in (0, 1))
    return max(fewest, whole[0] - others_most), min(most, whole[1] - others_fewest)


def _is_narrow(possible: Range, agree: int, answers: int) -> bool:
    limit, (fewest, most) = most_told(answers), possible
    if 100 * agree >= limit * answers and (most < answers or fewest > max(0, answers - HIDDEN)):
        return True
    return 100 * agree <= (100 - limit) * answers and (fewest > 0 or most < min(answers, HIDDEN))
