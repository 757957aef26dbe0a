"""A cell of the class grid: one student in one behaviour and term, and to whom it is open."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet

from learningculture.prepared import Prepared
from school.access import Permission, may
from school.models import Enrolment, Member, Term
from tracking.queries import behaviours_judged_in, students_judged_by


@dataclass(frozen=True)
class Cell:
    """A place in the grid that a member may fill: where a judgement goes."""

    school_id: int
    term_id: int
    behaviour_id: int
    student_id: int


@dataclass(frozen=True)
class AskedCell:
    """A cell as a page names it: whether it is open to ``by``, and is there at all, is not known yet."""

    by: Member
    term: Term
    on: datetime.date
    class_id: int
    student_id: int
    behaviour_id: int

    @property
    def cell(self) -> Cell:
        return Cell(self.by.school_id, self.term.pk, self.behaviour_id, self.student_id)

    @property
    def may_open(self) -> bool:
        """Whether there is any cell for them."""
        return may(self.by, Permission.JUDGE)

    @property
    def place(self) -> dict[str, Any]:
        """What :func:`open_cells` looks for."""
        who = {"member": self.by.pk, "every_class": may(self.by, Permission.SEE_ALL_CLASSES), "on": self.on}
        where = {"school": self.by.school_id, "term": self.term.pk, "school_class": self.class_id}
        return {**who, **where, "student": self.student_id, "behaviour": self.behaviour_id}


def open_cells(
    term: int, school_class: int, student: int, behaviour: int, *, school: int, on: datetime.date, **judge: Any
) -> QuerySet[Any, Any]:
    """The student, where the member (``judge``) may judge them, as one of this class, in this behaviour now."""
    place = Enrolment.objects.on(on).learners().filter(member=student, school_class=school_class)
    judged = behaviours_judged_in(Term(pk=term, school_id=school)).filter(pk=behaviour)
    found = students_judged_by(school=school, on=on, **judge).filter(Exists(place), Exists(judged), pk=student)
    return found.order_by().values("pk")


_open_cells: Prepared[Member] = Prepared(open_cells)


def open_cell(asked: AskedCell) -> Cell | None:
    """The cell, if it is open to who asks: one query."""
    return asked.cell if asked.may_open and _open_cells.rows(**asked.place) else None
