"""What a judgement writes: one statement, for one cell or a column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import connection

from learningculture.prepared import preparing
from learningculture.prepared_writes import PreparedWrite
from tracking.cells import AskedCell, Cell, open_cells
from tracking.models.choices import USUAL_JUDGINGS

SAVE = """
INSERT INTO tracking_judgement AS known
    (school_id, term_id, behaviour_id, student_id, phase, judge_id, context, confidence, version, judged_at)
SELECT %(school)s, %(term)s, %(behaviour)s, student, phase, %(judge)s, %(context)s, %(confidence)s, seen + 1, %(now)s
FROM {cells} AS cell (student, phase, seen)
WHERE EXISTS (
    SELECT FROM tracking_judgement here WHERE here.school_id = %(school)s AND here.term_id = %(term)s
    AND here.behaviour_id = %(behaviour)s AND here.student_id = cell.student AND NOT here.cleared
) OR (
    SELECT count(DISTINCT other.term_id) FROM tracking_judgement other
    JOIN school_term at ON at.id = other.term_id JOIN school_term now ON now.id = %(term)s
    WHERE other.school_id = %(school)s AND other.behaviour_id = %(behaviour)s AND other.student_id = cell.student
    AND other.phase IS NOT NULL AND other.term_id <> now.id AND at.academic_year_id = now.academic_year_id
) < coalesce((SELECT judgings_a_year FROM tracking_learningchoices WHERE school_id = %(school)s), %(usual)s)
ORDER BY student
ON CONFLICT (school_id, term_id, behaviour_id, student_id) DO UPDATE SET
    phase = EXCLUDED.phase, judge_id = EXCLUDED.judge_id, context = EXCLUDED.context,
    confidence = EXCLUDED.confidence, judged_at = EXCLUDED.judged_at, version = known.version + 1, cleared = false
WHERE (NOT %(checked)s OR known.version = EXCLUDED.version - 1)
    AND (NOT %(own)s OR known.judge_id = EXCLUDED.judge_id)
    AND (known.cleared, known.judge_id, known.phase, known.context, known.confidence) IS DISTINCT FROM
        (false, EXCLUDED.judge_id, EXCLUDED.phase, EXCLUDED.context, EXCLUDED.confidence)
RETURNING id, student_id, version
"""
"""One statement for any number of students, in key order. A save that saw an older version changes nothing, nor does
the same person's same choice sent twice: it leaves no line in the audit either. A student and behaviour judged in as
many other terms of the year as the school wants (``LearningChoices``) is left out; what this term holds already may
still be changed."""

SAVE_ONE = SAVE.format(cells="(VALUES (%(student)s::bigint, %(phase)s::smallint, %(seen)s::int))")
SAVE_MANY = SAVE.format(cells="unnest(%(students)s::bigint[], %(phases)s::smallint[], %(seen)s::int[])")
"""How many rows a list holds, a kept plan could not know: here it is made anew."""

SAVE_OPEN = PreparedWrite(
    SAVE.format(cells="(SELECT open.student, %(phase)s::smallint, %(seen)s::int FROM ({found}) AS open (student))"),
    open_cells,
)
"""The same where the cell is open. A cell is saved all day: looking and saving are one trip, and its plan is kept."""


class Saved(NamedTuple):
    """What came back of a judgement that was written."""

    pk: int
    student_id: int
    version: int


def save_cell(cell: Cell, phase: int | None, seen: int, values: Mapping[str, Any]) -> Saved | None:
    """None where nothing changed."""
    with preparing() as cursor:
        cursor.execute(SAVE_ONE, {**_place(cell), "student": cell.student_id, "phase": phase, "seen": seen, **values})
        row = cursor.fetchone()
    return Saved(*row) if row else None


def save_open_cell(asked: AskedCell, phase: int | None, seen: int, values: Mapping[str, Any]) -> Saved | None:
    """None where the cell is not open to who asks, or nothing changed."""
    if not asked.may_open:
        return None
    row = SAVE_OPEN.returned(asked.place, **_place(asked.cell), phase=phase, seen=seen, **values)
    return Saved(*row) if row else None


def save_column(
    cell: Cell, phases: Mapping[int, int | None], seen: Mapping[int, int], values: Mapping[str, Any]
) -> list[Saved]:
    """Of one behaviour for many students, whatever student ``cell`` names: those that changed."""
    students = sorted(phases)
    columns: dict[str, Any] = {
        "students": students,
        "phases": [phases[student] for student in students],
        "seen": [seen[student] for student in students],
    }
    with connection.cursor() as cursor:
        cursor.execute(SAVE_MANY, {**_place(cell), **columns, **values})
        return [Saved(*row) for row in cursor.fetchall()]


def _place(cell: Cell) -> dict[str, Any]:
    ids = {"school": cell.school_id, "term": cell.term_id, "behaviour": cell.behaviour_id}
    return {**ids, "usual": USUAL_JUDGINGS}
