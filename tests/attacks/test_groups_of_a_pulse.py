"""All that a pulse releases, put together: no group of fewer than five is worked out, in 400 random schools.

The oracle shares no line with the product's check: it solves for the sum of every small set of people with numpy.
"""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learningculture.disclosure import FEWEST_ANSWERS_ABOUT_LEADERS, FEWEST_ANSWERS_IN_GROUP
from vision.counting import FEWEST_ANSWERS, release
from vision.models import Pulse
from vision.pulse_items import ABOUT_LEADERS, PULSE_ITEMS

FEWEST = 5
Sheet = dict[str, object]
ITEMS = [{"key": item.key, "wording": str(item.wording)} for item in PULSE_ITEMS]
KEYS = ("g:a", "g:b", "g:other")

one_sheet = st.tuples(
    st.sampled_from([*KEYS, ""]), st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=3, max_size=3)
)
schools = st.lists(one_sheet, min_size=5, max_size=40)
quiet = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def sheets_of(school: list[tuple[str, list[int | None]]]) -> list[Sheet]:
    """Three items are answered, the fourth is the third again: p1, p4 (about leaders), p6."""
    return [
        {"group": group, "words": "", **dict(zip(("p1", "p4", "p6"), given, strict=True))} for group, given in school
    ]


def pulse_of(sheets: list[Sheet], *, silent: int = 3) -> Pulse:
    numbers = Counter(str(sheet["group"]) for sheet in sheets)
    groups = [{"key": key, "label": key, "invited": max(8, numbers[key] + silent)} for key in KEYS]
    return Pulse(school_id=1, items=ITEMS, groups=groups, invited=len(sheets) + 9)


@quiet
@given(schools)
def test_no_small_set_of_people_is_worked_out_from_all_counts(school: list[tuple[str, list[int | None]]]) -> None:
    sheets = sheets_of(school)
    kept = release(pulse_of(sheets), sheets)
    for item in ("p1", "p4", "p6"):
        sizes = Counter(str(sheet["group"]) for sheet in sheets if sheet[item])
        atoms = sorted(sizes)
        sums = [result.group for result in kept if result.item == item]
        matrix = [[1.0 if name in ("", atom) else 0.0 for atom in atoms] for name in sums]
        for weights in itertools.product((-1, 0, 1), repeat=len(atoms)):
            people = sum(sizes[atom] for atom, weight in zip(atoms, weights, strict=True) if weight)
            if 0 < people < FEWEST:
                assert not _follows(matrix, weights), (item, sizes, sums)


def _follows(matrix: list[list[float]], target: tuple[int, ...]) -> bool:
    if not matrix:
        return False
    rows = np.array(matrix)
    return bool(np.linalg.matrix_rank(np.vstack([rows, target])) == np.linalg.matrix_rank(rows))


@quiet
@given(schools)
def test_minimums_hold_and_leaders_are_never_split(school: list[tuple[str, list[int | None]]]) -> None:
    sheets = sheets_of(school)
    for result in release(pulse_of(sheets), sheets):
        fewest = FEWEST_ANSWERS_ABOUT_LEADERS if result.item in ABOUT_LEADERS else FEWEST_ANSWERS
        assert sum(result.counts) >= (FEWEST_ANSWERS_IN_GROUP if result.group else fewest)
        assert not (result.group and result.item in ABOUT_LEADERS)
        assert not result.group or result.counts[1] == result.counts[2] == result.counts[4] == 0


@quiet
@given(schools, st.integers(0, 39))
def test_order_of_the_sheets_and_their_words_change_no_number(
    school: list[tuple[str, list[int | None]]], turn: int
) -> None:
    sheets = sheets_of(school)
    turned = sheets[turn % len(sheets) :] + sheets[: turn % len(sheets)]
    one, other = (
        [(each.item, each.group, each.counts) for each in release(pulse_of(some), some)] for some in (sheets, turned)
    )
    assert one == other


@pytest.mark.parametrize("silent", [2, 3, 12])
def test_a_group_of_which_fewer_than_half_answered_is_not_kept(silent: int) -> None:
    """Its silent rest could turn the figure round; and who was invited less who answered points at nobody."""
    sheets = [{"group": key, "p1": 4 if n % 2 else 2} for key in KEYS[:2] for n in range(10)]
    groups = [{"key": key, "label": key, "invited": 10 + silent} for key in KEYS[:2]]
    kept = release(Pulse(school_id=1, items=ITEMS, groups=groups, invited=30), sheets)
    assert {result.group for result in kept} == ({""} if silent > 10 else {"", *KEYS[:2]})
