"""What a child said to the same question over the terms, as a story: never a line, an arrow or a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracking.learner_page import Said, Sitting

FEWEST_TERMS = 2
"""One answer is no story yet."""


@dataclass(frozen=True)
class Then:
    """One term's answer. ``broken``: the words for learning were changed since the answer before."""

    term: str
    said: Said
    broken: bool


@dataclass(frozen=True)
class Story:
    """One question with the answers of every term in which it was asked, the first one first."""

    wording: Any
    answers: list[Then]


def stories_of(sittings: list[Sitting]) -> list[Story]:
    """The questions answered in two terms or more, from finished check-ins that are read already."""
    by_item: dict[str, list[tuple[Sitting, Said]]] = {}
    for sitting in sorted(sittings, key=lambda each: each.check_in.started_at):
        for said in sitting.answers:
            by_item.setdefault(said.answer.item, []).append((sitting, said))
    return [_story(told) for told in by_item.values() if len(told) >= FEWEST_TERMS]


def _story(told: list[tuple[Sitting, Said]]) -> Story:
    frameworks = [sitting.check_in.framework_id for sitting, _said in told]
    before = [frameworks[0], *frameworks]
    return Story(
        told[-1][1].wording,
        [
            Then(sitting.check_in.term.title, said, broken=sitting.check_in.framework_id != earlier)
            for (sitting, said), earlier in zip(told, before, strict=False)
        ],
    )
