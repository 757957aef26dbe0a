"""What is kept of the answers to a pulse: counts, and of those no more than may be shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from learningculture.disclosure import EXACT_FROM, Bound, told_numerator, told_percent
from vision.group_release import safe_groups
from vision.models import Pulse, PulseItemResult, PulseWords
from vision.pulse_items import ABOUT_LEADERS, ANSWERS

FEWEST_ANSWERS = 5
"""Answers, of the pulse and of each item, below which nothing is opened or released."""

FEWEST_ANSWERS_ABOUT_LEADERS = 8
"""Answers to an item about leaders: three colleagues who compare notes still face five unknown answers."""

FEWEST_ANSWERS_FOR_WORDS, FEWEST_WORDS = 10, 3
"""Answers, and texts among them, below which no word is kept: a single text is somebody's."""

LEAST_AGREEING = 3
"""The place from which the five counts, from disagree strongly to agree strongly, are agreement."""

Sheet = Mapping[str, Any]


def release(pulse: Pulse, sheets: Sequence[Sheet]) -> list[PulseItemResult]:
    """The results of each item that enough people answered, in the order of the items; then those of its groups.

    Released once, together: nothing is ever counted again, with other members or in other groups.
    """
    results = []
    for item in pulse.items:
        counts, leaders = counts_of(item["key"], sheets), is_about_leaders(item)
        if sum(counts) >= (FEWEST_ANSWERS_ABOUT_LEADERS if leaders else FEWEST_ANSWERS):
            kept = {"": released_counts(counts)} | ({} if leaders else _kept_of_groups(pulse, item["key"], sheets))
            results += [
                PulseItemResult(school_id=pulse.school_id, pulse=pulse, item=item["key"], group=group, counts=five)
                for group, five in kept.items()
            ]
    return results


def words_to_keep(pulse: Pulse, sheets: Sequence[Sheet]) -> list[PulseWords]:
    """The few words that some wrote, of the whole school, in random order; none where too few answered or wrote."""
    texts = [sheet["words"] for sheet in sheets if sheet.get("words")]
    if not pulse.asks_words or len(sheets) < FEWEST_ANSWERS_FOR_WORDS or len(texts) < FEWEST_WORDS:
        return []
    rows = [PulseWords(school_id=pulse.school_id, pulse=pulse, text=text) for text in texts]
    return sorted(rows, key=lambda row: row.pk)


def is_about_leaders(item: Mapping[str, Any]) -> bool:
    """Whether an item of a pulse, ours or the school's own, speaks of somebody who can be named."""
    return item["key"] in ABOUT_LEADERS or bool(item.get("about_leaders"))


def _kept_of_groups(pulse: Pulse, item: str, sheets: Sequence[Sheet]) -> dict[str, list[int]]:
    by_group: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        by_group[sheet.get("group", "")].append(sheet)
    counts = {group: counts_of(item, some) for group, some in by_group.items()}
    answers = {group: sum(five) for group, five in counts.items()}
    agree = {group: sum(five[LEAST_AGREEING:]) for group, five in counts.items()}
    asked = {each["key"]: each["invited"] for each in pulse.groups}
    heard = [key for key in asked if 2 * len(by_group[key]) >= asked[key]]
    return {key: _agreement(answers[key], agree[key]) for key in safe_groups(heard, answers, agree)}


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
    return _agreement(sum(counts), sum(counts[LEAST_AGREEING:]))


def _agreement(answers: int, agree: int) -> list[int]:
    kept = told_numerator(agree, answers)
    return [answers - kept, 0, 0, kept, 0]


def may_show_steps(counts: list[int]) -> bool:
    """From twenty answers on, where somebody chose each step: an empty one would speak for everybody."""
    answers, agree = sum(counts), sum(counts[LEAST_AGREEING:])
    return answers >= EXACT_FROM and all(counts) and told_percent(agree, answers)[1] == Bound.ABOUT
