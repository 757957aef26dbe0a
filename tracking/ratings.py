"""Teachers' judgements of skilfulness: one truth for each student, behaviour and term."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, QuerySet
from django.utils.translation import gettext as _

from learningculture.prepared import preparing
from school.models import Member, Term
from tracking.models import Judgement, Reply
from tracking.models.choices import USUAL_JUDGINGS
from tracking.models.judgements import HIGHEST_PHASE
from tracking.queries import behaviours_judged_in, is_open_cell, learners_judged_by
from vision.models import Behaviour

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
"""One cell is saved all day: its plan is kept. How many rows a list holds, a kept plan could not know."""


class JudgedMeanwhile(ValidationError):
    """Someone else chose a phase since this one was read; ``judgement`` is what they chose, if anything."""

    def __init__(self, judgement: Judgement | None) -> None:
        self.judgement = judgement
        super().__init__(_("Someone else has just chosen here. Nothing was overwritten."))


class JudgedOftenEnough(ValidationError):
    """This behaviour of this student has been judged in as many terms of the year as the school wants."""

    def __init__(self) -> None:
        super().__init__(_("Judged often enough this year. Your school chose how often that is."))


@dataclass(frozen=True)
class Cell:
    """A place in the grid that a member may fill: where a judgement goes."""

    school_id: int
    term_id: int
    behaviour_id: int
    student_id: int


@transaction.atomic
def judge(
    *,
    student: Member,
    behaviour: Behaviour,
    term: Term,
    phase: int | None,
    by: Member,
    now: datetime.datetime,
    version: int | None = None,
    context: str = "",
    confidence: str = "medium",
) -> Judgement:
    """Record one judgement. ``phase`` None means "not looked for"; ``version`` is what was on the screen (0: nothing).

    Raises:
        JudgedMeanwhile: another version is there by now.
        JudgedOftenEnough: the year has had its judgements.
        ValidationError: not a student of ``by``, not a behaviour of the term, no such phase.
    """
    check_can_judge(students={student}, behaviour=behaviour, term=term, by=by, on=now.date())
    cell = Cell(by.school_id, term.pk, behaviour.pk, student.pk)
    return judge_cell(cell=cell, phase=phase, by=by, now=now, version=version, context=context, confidence=confidence)


def judge_cell(
    *,
    cell: Cell,
    phase: int | None,
    by: Member,
    now: datetime.datetime,
    version: int | None = None,
    context: str = "",
    confidence: str = "medium",
    own: bool = False,
) -> Judgement:
    """Fill a cell that :func:`open_cell` has found open to ``by``: one statement.

    ``own``: ``version`` counts on from saves of ``by`` that had no answer yet, so it must be theirs.
    """
    check_phase(phase)
    values: dict[str, Any] = {"context": context, "confidence": confidence, "judge": by.pk, "now": now}
    values |= {"checked": version is not None, "own": own}
    place = _place(cell) | {"student": cell.student_id, "phase": phase, "seen": version or 0}
    with preparing() as cursor:
        cursor.execute(SAVE_ONE, place | values)
        saved = cursor.fetchone()
    if saved:
        return _judgement(cell, saved, phase, values)
    if sent_before := _sent_before(cell, {cell.student_id: phase}, values):
        return sent_before[0]
    there = judgement_in(cell)
    own_to_fill = there and there.cleared and there.version == version and (not own or there.judge_id == by.pk)
    is_closed = own_to_fill if there else not version
    raise JudgedOftenEnough() if is_closed else JudgedMeanwhile(there)


@transaction.atomic
def judge_class(
    *,
    term: Term,
    behaviour: Behaviour,
    phases: Mapping[Member, int | None],
    by: Member,
    now: datetime.datetime,
    versions: Mapping[Member, int] | None = None,
) -> list[Judgement]:
    """Record one behaviour for many students in one statement.

    Returns:
        What was saved. With ``versions`` (what was on the screen) those judged meanwhile are left out and unchanged,
        and so are those who have been judged often enough this year.
    """
    if not phases:
        return []
    for phase in phases.values():
        check_phase(phase)
    check_can_judge(students=set(phases), behaviour=behaviour, term=term, by=by, on=now.date())
    seen = {student.pk: (versions or {}).get(student, 0) for student in phases}
    cell = Cell(by.school_id, term.pk, behaviour.pk, 0)
    values: dict[str, Any] = {"context": "", "confidence": "medium", "judge": by.pk, "now": now}
    values |= {"checked": versions is not None, "own": False}
    return _save(cell, {student.pk: phase for student, phase in phases.items()}, seen, values)


@transaction.atomic
def take_back_judgement(
    *, judgement: Judgement, by: Member, now: datetime.datetime, version: int | None = None
) -> None:
    """Empty a cell again. The audit trail keeps what was there."""
    own = learners_judged_by(by, judgement.judged_at.date()).filter(pk=judgement.student_id)
    if judgement.judge_id != by.pk and not own.exists():
        raise ValidationError(_("Only the staff of a class can change its judgements."))
    clear_cell(
        cell=Cell(judgement.school_id, judgement.term_id, judgement.behaviour_id, judgement.student_id),
        version=version if version is not None else judgement.version,
        by=by,
        now=now,
    )


@transaction.atomic
def clear_cell(*, cell: Cell, version: int, by: Member, now: datetime.datetime, own: bool = False) -> int:
    """Empty a cell that :func:`open_cell` has found open, if it still holds the version seen; the version it has now.

    What was said to the judgement goes with it. An empty cell stays as it is.
    """
    standing = _in_cell(cell).filter(cleared=False, version=version, **({"judge": by} if own else {}))
    empty = {"cleared": True, "phase": None, "context": "", "confidence": Judgement.Confidence.MEDIUM}
    if standing.update(**empty, judge=by, judged_at=now, version=version + 1):
        Reply.objects.filter(school=cell.school_id, judgement__in=_in_cell(cell)).delete()
        return version + 1
    found = judgement_in(cell)
    if found and not found.cleared:
        raise JudgedMeanwhile(found)
    return found.version if found else 0


def open_cell(
    *, by: Member, term: Term, class_id: int, student_id: int, behaviour_id: int, on: datetime.date
) -> Cell | None:
    """The cell, if ``by`` may judge this student of this class in this behaviour now: one query."""
    place = {"class_id": class_id, "student_id": student_id, "behaviour_id": behaviour_id}
    return Cell(by.school_id, term.pk, behaviour_id, student_id) if is_open_cell(by, term, on=on, **place) else None


def judgement_in(cell: Cell) -> Judgement | None:
    """What a cell holds, with its judge: also that it was cleared, and by whom."""
    return _in_cell(cell).select_related("judge").first()


def check_phase(phase: int | None) -> None:
    """Raise unless it is a phase or "not looked for"."""
    if phase is not None and not 0 <= phase <= HIGHEST_PHASE:
        raise ValidationError(_("There is no such phase: choose 0 to 5, or “not looked for”."))


def check_can_judge(*, students: set[Member], behaviour: Behaviour, term: Term, by: Member, on: datetime.date) -> None:
    """Raise unless ``by`` may judge all these students in this behaviour: one query when all is well."""
    ids = {student.pk for student in students}
    among = Exists(behaviours_judged_in(term).filter(pk=behaviour.pk))
    if learners_judged_by(by, on).filter(among, pk__in=ids).count() == len(ids):
        return
    if not behaviours_judged_in(term).filter(pk=behaviour.pk).exists():
        raise ValidationError(_("This term judges its focus behaviours only."))
    raise ValidationError(_("Only the staff of a class can judge its learners."))


def _in_cell(cell: Cell) -> QuerySet[Judgement]:
    return Judgement.cells.filter(
        school=cell.school_id, term=cell.term_id, behaviour=cell.behaviour_id, student=cell.student_id
    )


def _place(cell: Cell) -> dict[str, Any]:
    ids = {"school": cell.school_id, "term": cell.term_id, "behaviour": cell.behaviour_id}
    return {**ids, "usual": USUAL_JUDGINGS}


def _save(cell: Cell, phases: dict[int, int | None], seen: dict[int, int], values: dict[str, Any]) -> list[Judgement]:
    students = sorted(phases)
    columns: dict[str, Any] = {
        "students": students,
        "phases": [phases[student] for student in students],
        "seen": [seen[student] for student in students],
    }
    with connection.cursor() as cursor:
        cursor.execute(SAVE_MANY, {**_place(cell), **columns, **values})
        rows = cursor.fetchall()
    saved = [_judgement(cell, row, phases[row[1]], values) for row in rows]
    left = set(students) - {judgement.student_id for judgement in saved}
    return saved + _sent_before(cell, {student: phases[student] for student in left}, values)


def _sent_before(cell: Cell, phases: dict[int, int | None], values: dict[str, Any]) -> list[Judgement]:
    """Of what was not saved, that which stands already as the same person's same choice."""
    if not phases:
        return []
    same = Judgement.objects.filter(
        school=cell.school_id, term=cell.term_id, behaviour=cell.behaviour_id, student__in=phases,
        judge=values["judge"], context=values["context"], confidence=values["confidence"],
    )  # fmt: skip
    return [judgement for judgement in same if judgement.phase == phases[judgement.student_id]]


def _judgement(cell: Cell, row: tuple[int, int, int], phase: int | None, values: dict[str, Any]) -> Judgement:
    pk, student, version = row
    judgement = Judgement(
        pk=pk,
        school_id=cell.school_id,
        term_id=cell.term_id,
        behaviour_id=cell.behaviour_id,
        student_id=student,
        phase=phase,
        judge_id=values["judge"],
        context=values["context"],
        confidence=values["confidence"],
        version=version,
        judged_at=values["now"],
    )
    judgement._state.adding = False
    return judgement
