"""What is kept of the answers to a pulse: counts, and of those no more than may be shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from learningculture.disclosure import FEWEST_ANSWERS_ABOUT_LEADERS, Bound, Turnout
from vision.group_release import safe_groups
from vision.models import Pulse, PulseItemResult, PulseWords
from vision.pulse_items import ABOUT_LEADERS, ANSWERS

FEWEST_ANSWERS = 5
"""Answers, of the pulse and of each item, below which nothing is opened or released."""

FEWEST_ANSWERS_FOR_WORDS, FEWEST_WORDS = 10, 3
"""Answers, as told, and texts among them, below which no word is kept: a single text is somebody's."""

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
        told = Turnout(sum(counts), pulse.invited).least
        if told >= FEWEST_ANSWERS_ABOUT_LEADERS or (not leaders and sum(counts) >= FEWEST_ANSWERS):
            groups = {} if leaders else _kept_of_groups(pulse, item["key"], sheets)
            kept = {"": released_counts(counts, pulse.invited)} | groups
            results += [
                PulseItemResult(school_id=pulse.school_id, pulse=pulse, item=item["key"], group=group, counts=five)
                for group, five in kept.items()
            ]
    return results


def words_to_keep(pulse: Pulse, sheets: Sequence[Sheet]) -> list[PulseWords]:
    """The few words that some wrote, of the whole school, in random order; none where too few answered or wrote."""
    texts = [sheet["words"] for sheet in sheets if sheet.get("words")]
    told = Turnout(len(sheets), pulse.invited).least
    if not pulse.asks_words or told < FEWEST_ANSWERS_FOR_WORDS or len(texts) < FEWEST_WORDS:
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
    asked = {each["key"]: each["invited"] for each in pulse.groups}
    turnouts = {group: Turnout(sum(five), asked.get(group, 0)) for group, five in counts.items()}
    agree = {group: sum(five[LEAST_AGREEING:]) for group, five in counts.items()}
    heard = [key for key in asked if 2 * len(by_group[key]) >= asked[key]]
    safe = safe_groups(heard, turnouts, agree, invited=pulse.invited)
    return {key: _agreement(agree[key], turnouts[key]) for key in safe}


def counts_of(item: str, sheets: Iterable[Sheet]) -> list[int]:
    """How often each of the five answers was given; those who skipped the item are in none."""
    given = Counter(sheet.get(item) for sheet in sheets)
    return [given[step] for step, _word in ANSWERS]


def released_counts(counts: list[int], invited: int) -> list[int]:
    """The five counts as they are kept: what would tell more than may be shown is not even in the database.

    Where the five steps would say too much, agreement stands in the fourth place and the rest in the first; near all
    and near none it is moved to the limit that is told.
    """
    if may_show_steps(counts, invited):
        return counts
    return _agreement(sum(counts[LEAST_AGREEING:]), Turnout(sum(counts), invited))


def _agreement(agree: int, turnout: Turnout) -> list[int]:
    kept = turnout.told_numerator(agree)
    return [turnout.answers - kept, 0, 0, kept, 0]


def may_show_steps(counts: list[int], invited: int) -> bool:
    """Where the number of answers is told exactly and somebody chose each step: an empty one would speak for all."""
    turnout, agree = Turnout(sum(counts), invited), sum(counts[LEAST_AGREEING:])
    return turnout.is_exact and all(counts) and turnout.told_percent(agree)[1] == Bound.ABOUT
