"""What of a figure may leave the school: counts of students rounded, small cells taken out (promises.md §3.4)."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from portfolio.disclosure.minimums import MIN_PUPILS_OUTSIDE, MIN_PUPILS_REMAINDER, withheld_below
from portfolio.disclosure.rounding import COUNT_STEP, rounded_count
from portfolio.findings import Cell, Finding


def for_governors(finding: Finding) -> Finding:
    """The same figure for readers outside. Figures about staff and visits are rounded for everybody and stay."""
    if finding.people is None or finding.withheld:
        return finding
    if few := withheld_below(finding.people, MIN_PUPILS_OUTSIDE, _("students")):
        return finding.withholding(str(few))
    cells = _cells_outside(finding.distribution)
    return replace(
        finding,
        said=finding.said_outside or finding.said,
        said_outside="",
        words={**finding.words, **{name: rounded_count(count) for name, count in finding.counts.items()}},
        counts={},
        numerator=_rounded(finding.numerator),
        denominator=_rounded(finding.denominator),
        eligible=_rounded(finding.eligible),
        people=None,
        n=rounded_count(int(finding.n)),
        coverage=round(finding.coverage, 2) if finding.coverage is not None else None,
        distribution=cells,
        notes=(*_notes_outside(bool(finding.distribution), bool(cells)),),
    )


def _cells_outside(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """All cells, or none: a cell that is taken out alone follows from the others."""
    people = sum(cell.people for cell in cells)
    small = (
        0 < cell.people < MIN_PUPILS_REMAINDER or 0 < people - cell.people < MIN_PUPILS_REMAINDER for cell in cells
    )
    if any(small):
        return ()
    return tuple(replace(cell, count=_rounded(cell.count) or 0, people=_rounded(cell.people) or 0) for cell in cells)


def _notes_outside(had_cells: bool, has_cells: bool) -> list[str]:
    notes = [_("Counts of students are rounded to the nearest %(step)d.") % {"step": COUNT_STEP}]
    if had_cells and not has_cells:
        fewest = {"fewest": MIN_PUPILS_REMAINDER}
        notes.append(
            _("The distribution is withheld: one answer was given by fewer than %(fewest)d students.") % fewest
        )
    return notes


def _rounded(count: int | None) -> int | None:
    return None if count is None else COUNT_STEP * ((2 * count + COUNT_STEP) // (2 * COUNT_STEP))
