"""What a roster takes of a worker's memory, and how that grows with its rows."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from bench.packages import students_for, write_package
from school.models import Enrolment
from school.rosters import bulk, keysets, places, plan_import, read_oneroster, shelves, stored, stowing
from tests.factories.rosters import DAY_1, bring_in

pytestmark = pytest.mark.django_db

FEW, MANY = 1_000, 5_000
"""Rows of the smaller and of the larger package."""

SMALLER = (
    *((stowing, "HELD", 100), (stowing, "BLOCK", 100), (stowing, "IN_MEMORY", 10_000), (stowing, "AT_A_LOOK", 4_000)),
    *((shelves, "SLOTS", 1 << 10), (keysets, "HEAPS", 100), (places, "OPEN_AT_ONCE", 4), (bulk, "PORTION", 200)),
    (stored, "FETCHED", 100),
)
"""What is held of a roster of any size, as much smaller as these packages are."""

MOST_PER_ROW = 250
"""Bytes of Python's own memory that one more row may take at the worst moment: a person, a place or a class, read,
compared and about to be written. It is about 190 here; while every row was held it was 890."""


def peak(rows: int, folder: Path) -> int:
    """Bytes at the worst moment of an import, and of the same package again."""
    count = write_package(folder, students=students_for(rows), source=f"M{rows}")
    assert abs(count - rows) < rows / 20
    tracemalloc.start()
    try:
        for _again in range(2):
            bring_in(folder)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_grows_by_little_for_each_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, small in SMALLER:
        monkeypatch.setattr(module, name, small)
    peak(FEW + 5, tmp_path / "warm")
    few, many = peak(FEW, tmp_path / "few"), peak(MANY, tmp_path / "many")
    assert (many - few) / (MANY - FEW) < MOST_PER_ROW


def test_places_that_are_as_the_roster_says_are_not_held(tmp_path: Path) -> None:
    write_package(tmp_path, students=60, source="M")
    bring_in(tmp_path)
    last = Enrolment.objects.filter(role="student").latest("pk")
    Enrolment.objects.filter(pk=last.pk).update(source_ids=["another"])
    [one] = plan_import(read_oneroster(tmp_path, on=DAY_1), on=DAY_1).schools
    here = one.plan.stored
    assert [row.id for rows in here.enrolments.values() for row in rows] == [last.pk]
    assert len(here.settled) == Enrolment.objects.count() - 1
    assert (one.plan.updated, one.plan.closed, one.plan.created) == (1, 0, 0)
