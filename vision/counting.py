"""What is kept of the answers to a pulse: counts, and of those no more than may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from learningculture.disclosure import EXACT_FROM, Bound, told_numerator, told_percent
from vision.models import Pulse, PulseItemResult
from vision.pulse_items import ANSWERS, PULSE_ITEMS

FEWEST_ANSWERS = 5
"""Answers, of the pulse and of each item, below which nothing is opened or released."""

FEWEST_ANSWERS_ABOUT_LEADERS = 8
"""Answers to an item about leaders: three colleagues who compare notes still face five unknown answers."""

LEAST_AGREEING = 3
"""The place from which the five counts, from disagree strongly to agree strongly, are agreement."""

Sheet = Mapping[str, Any]


def release(pulse: Pulse, sheets: Iterable[Sheet]) -> list[PulseItemResult]:
    """The results of each item that enough people answered, in the order of the items."""
    results = []
    for item in PULSE_ITEMS:
        counts = counts_of(item.key, sheets)
        fewest = FEWEST_ANSWERS_ABOUT_LEADERS if item.about_leaders else FEWEST_ANSWERS
        if sum(counts) >= fewest:
            kept = released_counts(counts)
            results.append(PulseItemResult(school_id=pulse.school_id, pulse=pulse, item=item.key, counts=kept))
    return results


def counts_of(item: str, sheets: Iterable[Sheet]) -> list[int]:
    """How often each of the five answers was given; those who skipped the item are in none."""
    given = Counter(sheet.get(item) for sheet in sheets)
    return [given[step] for step, _word in ANSWERS]


def released_counts(counts: list[int]) -> list[int]:
    """The five counts as they are kept: what would tell more than may be shown is not even in the database.

    Where the five steps would say too much, agreement stands in the fourth place and the rest in the first; near all
    and near none it is moved to the limit that is told.
    """
    if may_show_steps(counts):
        return counts
    answers = sum(counts)
    agree = told_numerator(sum(counts[LEAST_AGREEING:]), answers)
    return [answers - agree, 0, 0, agree, 0]


def may_show_steps(counts: list[int]) -> bool:
    """From twenty answers on, where somebody chose each step: an empty one would speak for everybody."""
    answers, agree = sum(counts), sum(counts[LEAST_AGREEING:])
    return answers >= EXACT_FROM and all(counts) and told_percent(agree, answers)[1] == Bound.ABOUT
