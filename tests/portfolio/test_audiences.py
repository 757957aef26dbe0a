"""What leaves the school."""

from __future__ import annotations

from dataclasses import replace

from portfolio.audiences import for_governors
from portfolio.findings import Cell, Finding

JUDGED = Finding(
    indicator="Q5.2",
    label="Perseverance",
    said="Of {judged} judged, 31 % moved up.",
    said_outside="{judged} judged.",
    counts={"judged": 67},
    people=67,
    n="67",
    numerator=48,
    denominator=71,
    eligible=71,
    coverage=0.9437,
    distribution=(Cell("With help", 27, 40, 27), Cell("By choice", 40, 60, 40)),
    notes=("Same teacher, 48 students.",),
)


def test_counts_of_students_are_rounded() -> None:
    outside = for_governors(JUDGED)
    assert outside.sentence == "65 judged."
    assert (outside.numerator, outside.eligible, outside.coverage, outside.n) == (50, 70, 0.94, "65")
    assert [cell.count for cell in outside.distribution] == [25, 40]


def test_no_exact_count_is_left_anywhere() -> None:
    written = str(for_governors(JUDGED).to_dict())
    assert not any(exact in written for exact in ("67", "71", "48", "27"))


def test_distribution_with_a_small_cell_is_withheld_whole() -> None:
    cells = (Cell("With help", 9, 13, 9), Cell("By choice", 58, 87, 58))
    outside = for_governors(replace(JUDGED, distribution=cells))
    assert outside.distribution == ()
    assert any("withheld" in note for note in outside.notes)


def test_empty_cells_hide_nobody() -> None:
    cells = (*JUDGED.distribution, Cell("Second nature", 0, 0, 0))
    assert len(for_governors(replace(JUDGED, distribution=cells)).distribution) == 3


def test_nineteen_students_are_too_few_outside() -> None:
    assert for_governors(replace(JUDGED, people=20)).withheld == ""
    outside = for_governors(replace(JUDGED, people=19))
    assert outside.withheld == "Withheld: fewer than 20 students."


def test_figures_about_staff_stay_as_they_are() -> None:
    pulse = Finding(indicator="Q1.2", said="x", n="10–14")
    assert for_governors(pulse) is pulse
