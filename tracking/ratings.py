"""Teachers' judgements of skilfulness: one truth for each student, behaviour and term."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, QuerySet
from django.utils.translation import gettext as _

from school.models import Member, Term
from tracking.cells import AskedCell, Cell, open_cell
from tracking.models import Judgement, Reply
from tracking.models.judgements import HIGHEST_PHASE
from tracking.queries import behaviours_judged_in, learners_judged_by
from tracking.ratings_saved import Saved, save_cell, save_column, save_open_cell
from vision.models import Behaviour


class JudgedMeanwhile(ValidationError):
    """Someone else chose a phase since this one was read; ``judgement`` is what they chose, if anything."""

    def __init__(self, judgement: Judgement | None) -> None:
        self.judgement = judgement
        super().__init__(_("Someone else has just chosen here. Nothing was overwritten."))


class JudgedOftenEnough(ValidationError):
    """This behaviour of this student has been judged in as many terms of the year as the school wants."""

    def __init__(self) -> None:
        super().__init__(_("Judged often enough this year. Your school chose how often that is."))


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
    check_can_judge(students={student.pk}, behaviour=behaviour, term=term, by=by, on=now.date())
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
    values = _values(by=by, checked=version is not None, context=context, confidence=confidence, now=now, own=own)
    if saved := save_cell(cell, phase, version or 0, values):
        return _judgement(cell, saved, phase, values)
    if sent_before := _sent_before(cell, {cell.student_id: phase}, values):
        return sent_before[0]
    there = judgement_in(cell)
    own_to_fill = there and there.cleared and there.version == version and (not own or there.judge_id == by.pk)
    is_closed = own_to_fill if there else not version
    raise JudgedOftenEnough() if is_closed else JudgedMeanwhile(there)


def judge_where_open(
    *,
    asked: AskedCell,
    phase: int | None,
    now: datetime.datetime,
    version: int | None = None,
    context: str = "",
    confidence: str = "medium",
    own: bool = False,
) -> int | None:
    """As :func:`judge_cell`, by one statement that also looks whether the cell is open: the version it has now.

    None where it is not. Only when nothing was saved is it asked why, and then one after the other.
    """
    check_phase(phase)
    how: dict[str, Any] = {"context": context, "confidence": confidence, "now": now, "own": own}
    values = _values(by=asked.by, checked=version is not None, **how)
    if saved := save_open_cell(asked, phase, version or 0, values):
        return saved.version
    cell = open_cell(asked)
    return judge_cell(cell=cell, phase=phase, by=asked.by, version=version, **how).version if cell else None


@transaction.atomic
def judge_class(
    *,
    term: Term,
    behaviour: Behaviour,
    phases: Mapping[int, int | None],
    by: Member,
    now: datetime.datetime,
    versions: Mapping[int, int] | None = None,
) -> list[Judgement]:
    """Record one behaviour for many students, by their numbers, in one statement.

    Returns:
        What was saved. With ``versions`` (what was on the screen) those judged meanwhile are left out and unchanged,
        and so are those who have been judged often enough this year.
    """
    if not phases:
        return []
    for phase in phases.values():
        check_phase(phase)
    check_can_judge(students=set(phases), behaviour=behaviour, term=term, by=by, on=now.date())
    seen = {student: (versions or {}).get(student, 0) for student in phases}
    cell = Cell(by.school_id, term.pk, behaviour.pk, 0)
    values = _values(by=by, checked=versions is not None, now=now)
    return _judge_column(cell, dict(phases), seen, values)


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


def clear_where_open(*, asked: AskedCell, version: int, now: datetime.datetime, own: bool = False) -> int | None:
    """As :func:`clear_cell`; None where the cell is not open to who asks."""
    cell = open_cell(asked)
    return None if cell is None else clear_cell(cell=cell, version=version, by=asked.by, now=now, own=own)


def judgement_in(cell: Cell) -> Judgement | None:
    """What a cell holds, with its judge: also that it was cleared, and by whom."""
    return _in_cell(cell).select_related("judge").first()


def check_phase(phase: int | None) -> None:
    """Raise unless it is a phase or "not looked for"."""
    if phase is not None and not 0 <= phase <= HIGHEST_PHASE:
        raise ValidationError(_("There is no such phase: choose 0 to 5, or “not looked for”."))


def check_can_judge(*, students: set[int], behaviour: Behaviour, term: Term, by: Member, on: datetime.date) -> None:
    """Raise unless ``by`` may judge all these students in this behaviour: one query when all is well."""
    among = Exists(behaviours_judged_in(term).filter(pk=behaviour.pk))
    if learners_judged_by(by, on).filter(among, pk__in=students).count() == len(students):
        return
    if not behaviours_judged_in(term).filter(pk=behaviour.pk).exists():
        raise ValidationError(_("This term judges its focus behaviours only."))
    raise ValidationError(_("Only the staff of a class can judge its learners."))


def _in_cell(cell: Cell) -> QuerySet[Judgement]:
    return Judgement.cells.filter(
        school=cell.school_id, term=cell.term_id, behaviour=cell.behaviour_id, student=cell.student_id
    )


def _values(
    *,
    by: Member,
    checked: bool,
    now: datetime.datetime,
    context: str = "",
    confidence: str = "medium",
    own: bool = False,
) -> dict[str, Any]:
    """What a statement that saves says of each cell; ``checked``: only where the version seen still stands."""
    how = {"context": context, "confidence": confidence, "own": own}
    return {**how, "judge": by.pk, "now": now, "checked": checked}


def _judge_column(
    cell: Cell, phases: dict[int, int | None], seen: dict[int, int], values: dict[str, Any]
) -> list[Judgement]:
    saved = [_judgement(cell, row, phases[row.student_id], values) for row in save_column(cell, phases, seen, values)]
    left = set(phases) - {judgement.student_id for judgement in saved}
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


def _judgement(cell: Cell, saved: Saved, phase: int | None, values: dict[str, Any]) -> Judgement:
    judgement = Judgement(
        pk=saved.pk,
        school_id=cell.school_id,
        term_id=cell.term_id,
        behaviour_id=cell.behaviour_id,
        student_id=saved.student_id,
        phase=phase,
        judge_id=values["judge"],
        context=values["context"],
        confidence=values["confidence"],
        version=saved.version,
        judged_at=values["now"],
    )
    judgement._state.adding = False
    return judgement
