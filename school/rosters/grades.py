"""Grades as senders write them, into year groups (Nursery -1, Reception 0, Year 1 is 1)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from school.models.networks import Phase

NAMED = {
    "pr": -1,
    "pk": -1,
    "n": -1,
    "n1": -1,
    "n2": -1,
    "nursery": -1,
    "tk": 0,
    "kg": 0,
    "k": 0,
    "r": 0,
    "reception": 0,
}
"""CEDS codes and the UK's own. IT, PS, UG and Other are no year group."""

NUMBERED = re.compile(r"(?:year|yr|y|grade)?\s*0?(1[0-3]|[1-9])")
LAST_PRIMARY_YEAR = 6


def year_group(grade: str) -> int | None:
    """The year group of one grade: ``07``, ``7``, ``Year 7``, ``KG``; None when it names none.

    Numbers stay what the sender writes: a US grade 9 is kept as 9.
    """
    said = grade.strip().casefold()
    if said in NAMED:
        return NAMED[said]
    found = NUMBERED.fullmatch(said)
    return int(found[1]) if found else None


def year_groups(grades: Iterable[str]) -> tuple[int, ...]:
    """The year groups that a list of grades names, in order, each once."""
    return tuple(sorted({group for grade in grades if (group := year_group(grade)) is not None}))


def phase_of(groups: Iterable[int]) -> str:
    """The phase of a school with students in these year groups."""
    primary = {group <= LAST_PRIMARY_YEAR for group in groups}
    if primary == {True, False}:
        return Phase.ALL_THROUGH
    return Phase.SECONDARY if primary == {False} else Phase.PRIMARY
