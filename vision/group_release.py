"""Which groups' counts of one item may be kept beside those of the whole school.

Two walls, both in whole numbers: the linear check lets no combination of what is kept rest on fewer than five people,
even after three of them have taken their own answers away; and no set of groups may be found out, from all that is
kept together, to be of one mind but for those three.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from learningculture.disclosure import FEWEST_ANSWERS_IN_GROUP, SMALLEST_GROUP, Turnout
from learningculture.linear_check import GroupSum, decide_releases

COLLUDERS = 3
"""People who tell each other their answers: an insider and two more."""

HIDDEN = COLLUDERS + 1
"""So many must stay possible to agree, and so many not to: nobody learns that everybody else is of one mind."""

Range = tuple[int, int]
"""Fewest and most who may agree, as far as anybody can tell."""


def safe_groups(
    keys: Sequence[str], turnouts: Mapping[str, Turnout], agree: Mapping[str, int], *, invited: int
) -> list[str]:
    """The groups to keep for an item, in the order of importance given; none where together they would tell too much.

    Args:
        turnouts: group → answers to the item among those invited; an empty key stands for those in no group.
        agree: group → those among them who agree.
        invited: in the whole school.
    """
    sizes = Counter({key: turnout.answers for key, turnout in turnouts.items() if turnout.answers})
    whole = GroupSum("", frozenset(sizes))
    candidates = [GroupSum(key, frozenset({key})) for key in keys if _is_large_enough(turnouts.get(key))]
    decisions = decide_releases(candidates, sizes, released=[whole], k=SMALLEST_GROUP + COLLUDERS)
    kept = [decision.name for decision in decisions if decision.released]
    known = {key: _kept_range(agree[key], turnouts[key]) if key in kept else (0, sizes[key]) for key in sizes}
    told = _kept_range(sum(agree.values()), Turnout(sizes.total(), invited))
    return [] if _tells_one_mind(known, told, sizes) else kept


def _is_large_enough(turnout: Turnout | None) -> bool:
    return turnout is not None and turnout.least >= FEWEST_ANSWERS_IN_GROUP


def _tells_one_mind(known: Mapping[str, Range], whole: Range, sizes: Mapping[str, int]) -> bool:
    return any(
        _is_narrow(_range_of(some, known, whole), sum(sizes[key] for key in some)) for some in _every_set(list(sizes))
    )


def _every_set(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for number in range(1, len(keys) + 1):
        yield from combinations(keys, number)


def _kept_range(agree: int, turnout: Turnout) -> Range:
    """What the kept count leaves open: itself, or near all and near none everything beyond the limit."""
    limit, answers = turnout.limit, turnout.answers
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


def _is_narrow(possible: Range, answers: int) -> bool:
    """Whether so few agree, or so few do not, that they could be the colluders: then the rest are of one mind."""
    (fewest, most), hidden = possible, min(HIDDEN, answers)
    return most < hidden or fewest > answers - hidden
