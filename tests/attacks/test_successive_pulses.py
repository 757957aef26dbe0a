"""All that two pulses tell, put together: who came, went or moved between them gives nobody's answer away.

S2, S6, S7 and S10 of promises.md §3.5. The attacker is described in ``pulses_in_turn.py``.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from learningculture.disclosure import Turnout
from tests.attacks.pulses_in_turn import (
    Person,
    Sitting,
    Told,
    random_staff,
    response_told,
    subsets_below,
    those_who_answer,
    told_of,
    two_sittings,
)

K, COLLUDERS = 5, 3
SCHOOLS, ATTACKED_BY_PROGRAMMING = 1000, 60


def test_no_small_set_follows_from_all_sums_of_two_pulses() -> None:
    """1000 schools. Any combination of the sums of both pulses rests on five people or more, or on nobody.

    With the answers of three colluders taken away, whoever they are, it still rests on three or more.
    """
    chance, kept = random.Random(20261129), 0
    for _school in range(SCHOOLS):
        first, second, _changed = two_sittings(chance)
        rows, sizes = _sums([first, second])
        kept += len(rows)
        assert not _reveals(rows, sizes, K)
        for less in _colluding(sizes):
            assert not _reveals(rows, less, K - 2)
    assert kept > 2 * SCHOOLS


def _sums(sittings: Sequence[Sitting]) -> tuple[list[set[Any]], dict[Any, int]]:
    """Each sum that is told, as the atoms (pulse, group) that are in it; and how many people are in each atom."""
    rows, sizes = [], Counter[Any]()
    for number, sitting in enumerate(sittings):
        shown = set(told_of(sitting.closed())) - {f"step {step}" for step in range(1, 6)}
        sizes.update((number, person.group) for person in sitting.answered)
        rows += [{(number, group) for group in sitting.groups if shown_as in ("", group)} for shown_as in shown]
    return rows, dict(sizes)


def _reveals(rows: list[set[Any]], sizes: dict[Any, int], k: int) -> bool:
    """A combination other than zero that vanishes outside a set of fewer than k people; by ranks, as numpy has them."""
    atoms = sorted(sizes)
    matrix = np.array([[atom in row for atom in atoms] for row in rows], dtype=float)
    if not matrix.size:
        return False
    rank = np.linalg.matrix_rank(matrix)
    for small in subsets_below(sizes, k):
        outside = matrix[:, [place for place, atom in enumerate(atoms) if atom not in small]]
        if (np.linalg.matrix_rank(outside) if outside.size else 0) < rank:
            return True
    return False


def _colluding(sizes: dict[Any, int]) -> list[dict[Any, int]]:
    return [{**sizes, atom: size - COLLUDERS} for atom, size in sizes.items() if size > COLLUDERS]


Alike = dict[Any, list[tuple[int, int]]]


def _told_alike(invited: int) -> Alike:
    """What is told of an item → all (answers, those who agree) of which exactly that is told."""
    alike: Alike = defaultdict(list)
    for answers in range(-(-invited // 2), invited + 1):
        turnout = Turnout(answers, invited)
        for agree in range(answers + 1) if answers >= K else ():
            alike[(str(turnout), turnout.response, turnout.told_percent(agree))].append((answers, agree))
    return alike


def _may_think(first: list[tuple[int, int]], then: list[tuple[int, int]], invited: int, newcomer: bool) -> bool:
    """Whether a newcomer can be of this mind, with everybody else's opinion as before and anybody silent."""
    for (n, agree), (m, agree_then) in itertools.product(first, then):
        fewest = max(agree, agree_then - newcomer)
        most = min(invited - n + agree, invited + 1 - m + agree_then - newcomer)
        if fewest <= most:
            return True
    return False


@pytest.mark.parametrize("invited", range(8, 41, 2))
def test_one_who_comes_or_goes_is_hidden_whatever_they_answer(invited: int) -> None:
    """Even if all others think and do as before: neither the newcomer's answer nor the leaver's is worked out.

    The leaver is the newcomer with the two pulses in the other order.
    """
    before, after = _told_alike(invited), _told_alike(invited + 1)
    told_after = {case: told for told, cases in after.items() for case in cases}
    pairs = {
        (told, told_after[n + answered, agree + agrees])
        for told, cases in before.items()
        for n, agree in cases
        for answered, agrees in ((1, 0), (1, 1), (0, 0))
        if (n + answered, agree + agrees) in told_after
    }
    assert len(pairs) > 10
    for told, told_then in pairs:
        for newcomer in (False, True):
            assert _may_think(before[told], after[told_then], invited, newcomer), (told, told_then)


@pytest.mark.parametrize("invited", [*range(9, 41), 60, 83])
def test_three_who_compare_their_answers_learn_nobody_elses(invited: int) -> None:
    """From nine answers on, and even if the three know how many answered. With five or six one learns nothing, with
    seven or eight two."""
    alike: dict[Any, set[int]] = defaultdict(set)
    for answers in range(K, invited + 1):
        turnout = Turnout(answers, invited)
        for agree in range(answers + 1):
            alike[answers, turnout.told_percent(agree)].add(agree)
    for (answers, told), possible in alike.items():
        together = 3 if answers >= 9 else 2 if answers >= 7 else 1
        for own in range(together + 1):
            rest = {agree - own for agree in possible if 0 <= agree - own <= answers - together}
            assert rest not in ({0}, {answers - together}), (answers, told, own)


@dataclass
class Programme:
    """Linear constraints over named unknowns; each unknown is a number of people and so at least zero."""

    rows: list[dict[str, float]] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)

    def at_most(self, limit: float, **weights: float) -> None:
        self.rows.append(weights)
        self.limits.append(limit)

    def equal(self, total: float, **weights: float) -> None:
        self.at_most(total, **weights)
        self.at_most(-total, **{name: -weight for name, weight in weights.items()})

    def range_of(self, goal: Sequence[str]) -> tuple[float, float]:
        """The least and the most that the unknowns of the goal can be together."""
        names = sorted({name for row in self.rows for name in row})
        matrix = np.array([[row.get(name, 0.0) for name in names] for row in self.rows])
        ends = []
        for sign in (1, -1):
            found = linprog([sign * (name in goal) for name in names], A_ub=matrix, b_ub=self.limits, method="highs")
            assert found.success, found.message
            ends.append(sign * found.fun)
        return ends[0], ends[1]


def test_no_small_group_is_bounded_by_all_numbers_of_two_pulses() -> None:
    """Bounds by linear programming over every number told, and every opinion kept from one pulse to the next.

    Of one person nothing is known, and of those who came, went or moved together never so much that fewer than two
    numbers of them can agree.
    """
    chance = random.Random(7)
    for _school in range(ATTACKED_BY_PROGRAMMING):
        first, second, changed = two_sittings(chance)
        programme = _programme([first, second])
        for person in changed:
            assert _width(programme, [person]) > 1 - 1e-6, (first, second, person)
        if len(changed) > 1:
            assert _width(programme, changed) > 1 + 1e-6


def test_nothing_of_one_pulse_bounds_who_answered_beside_three_colluders() -> None:
    """The three have all agreed, or none has; of any other whom they saw answer, in any group, they learn nothing."""
    chance, attacked = random.Random(11), 0
    for _school in range(ATTACKED_BY_PROGRAMMING):
        staff = random_staff(chance, chance.randint(14, 45))
        sitting = Sitting(staff, those_who_answer(chance, staff))
        for agrees in (True, False) if len(sitting.answered) >= 9 else ():
            three = [person for person in sitting.answered if person.agrees == agrees][:COLLUDERS]
            others = {person.group: person for person in sitting.answered if person not in three}
            for person in others.values():
                programme = _programme([sitting], answered=[*three, person], known=three)
                assert _width(programme, [person]) > 1 - 1e-6, (sitting, three, person)
                attacked += 1
    assert attacked > ATTACKED_BY_PROGRAMMING


def _width(programme: Programme, people: Sequence[Person]) -> float:
    low, high = programme.range_of([f"mind_{person.name}" for person in people])
    return high - low


def _programme(
    sittings: Sequence[Sitting], *, answered: Sequence[Person] = (), known: Sequence[Person] | None = None
) -> Programme:
    """Unknown are each person's mind, kept throughout, and how many of each group answered and agreed in each pulse.

    Of those in ``answered`` it is known that they did, and of those in ``known`` (else of all these) also how.
    """
    programme = Programme()
    for person in {person.name: person for sitting in sittings for person in sitting.invited}.values():
        programme.at_most(1, **{f"mind_{person.name}": 1})
    for person in answered if known is None else known:
        programme.equal(float(person.agrees), **{f"mind_{person.name}": 1})
    for number, sitting in enumerate(sittings):
        _add_groups(programme, number, sitting, answered)
        _add_told(programme, number, sitting)
    return programme


def _add_groups(programme: Programme, number: int, sitting: Sitting, answered: Sequence[Person]) -> None:
    """As many agree as answer and are of that mind, and as many do not."""
    for group in sitting.groups:
        people = [person for person in sitting.invited if person.group == group]
        n, agree = f"n_{number}_{group}", f"agree_{number}_{group}"
        minds = {f"mind_{person.name}": 1.0 for person in people}
        sure = [person for person in people if person.name in {one.name for one in answered}]
        others = {f"mind_{person.name}": -1.0 for person in sure}
        programme.at_most(0, **{agree: 1}, **dict.fromkeys(minds, -1))
        programme.at_most(len(people), **{n: 1, agree: -1}, **minds)
        programme.at_most(0, **{agree: -1}, **{name: -weight for name, weight in others.items()})
        programme.at_most(-len(sure), **{n: -1, agree: 1}, **others)


def _add_told(programme: Programme, number: int, sitting: Sitting) -> None:
    pulse = sitting.closed()
    groups, told = list(sitting.groups), told_of(pulse)
    low, high = response_told(pulse)
    every = {f"n_{number}_{group}": 1.0 for group in groups}
    programme.at_most(high, **every)
    programme.at_most(-low, **dict.fromkeys(every, -1))
    for name, each in told.items():
        if not name.startswith("step"):
            _add_share(programme, each, number, groups if name == "" else [name])
    if agreeing := [told[step] for step in ("step 4", "step 5") if step in told]:
        low, high = (sum(each.share[end] for each in agreeing) for end in (0, 1))
        _add_share(programme, Told(agreeing[0].answers, (low, high)), number, groups)


def _add_share(programme: Programme, told: Told, number: int, groups: Sequence[str]) -> None:
    answers = [f"n_{number}_{group}" for group in groups]
    agree = [f"agree_{number}_{group}" for group in groups]
    programme.at_most(told.answers[1], **dict.fromkeys(answers, 1))
    programme.at_most(-told.answers[0], **dict.fromkeys(answers, -1))
    low, high = (share / 100 for share in told.share)
    programme.at_most(0, **dict.fromkeys(agree, 1), **dict.fromkeys(answers, -high))
    programme.at_most(0, **dict.fromkeys(agree, -1), **dict.fromkeys(answers, low))
