"""What a class's pages show, as tables: judgements, noticings, what they said, goals, what is looked at again."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningculture.spreadsheets import Row, Sheet
from school.access import Permission, may
from school.models import Member, SchoolClass, Term
from tracking.class_page import class_page, noticed_by_staff
from tracking.exports.tables import Table
from tracking.grid import Learner
from tracking.grid_query import grid_of
from tracking.learner_page import said_in_check_ins
from tracking.queries import behaviours_judged_in, learners_heard_in, members_of_class, teaches_in
from tracking.rechecks import closed_rechecks_in, rechecks_in

EVERYTHING = "everything"
"""All that the viewer may take, as one workbook."""


Named = tuple[Member | Learner, Row]
"""The cells of a row, with whom they are about."""


@dataclass(frozen=True)
class Asked:
    """Whose class, in which term, on which day, and for whom."""

    school_class: SchoolClass
    term: Term
    today: datetime.date
    by: Member


def _judgements(asked: Asked) -> Table:
    """The grid as it stands: what was not looked for is not the same as what nobody has judged yet."""
    grid = grid_of(asked.school_class, asked.term, asked.today)
    header = [_("Learner"), *(column.label for column in grid.columns)]
    rows: list[Named] = [(row.student, [row.student.sorted_name, *grid.words_in(row)]) for row in grid.rows]
    return _table(_("Judgements"), header, rows)


def _noticings(asked: Asked) -> Table:
    """What adults noticed this term, newest first: the class page shows the latest of these."""
    learners = members_of_class(asked.school_class, asked.today)
    found = noticed_by_staff(asked.school_class, learners, asked.today).filter(term=asked.term)
    header = [_("Day"), _("Learner"), _("Behaviour"), _("What was noticed"), _("Where"), _("By")]
    rows: list[Named] = [
        (
            each.student,
            [
                *(each.noticed_on, each.student.sorted_name, each.behaviour.label, each.text),
                *(str(each.get_context_display()), each.author.display_name),
            ],
        )
        for each in found
    ]
    return _table(_("Noticings"), header, rows)


def _answers(asked: Asked) -> Table:
    """What those said whom the viewer hears, in this term's finished check-ins."""
    learners = learners_heard_in(asked.school_class, asked.by, asked.term, asked.today)
    header = [_("Learner"), _("Behaviour"), _("Question"), _("What was said"), _("Example")]
    rows: list[Named] = [
        (each, [each.sorted_name, behaviour.label, str(said.wording), str(said.words), said.answer.example])
        for each, behaviour, said in said_in_check_ins(learners, asked.term)
    ]
    return _table(_("What they said"), header, rows)


def _goals(asked: Asked) -> Table:
    page = class_page(asked.school_class, asked.term, asked.today)
    header = [_("Learner"), _("Behaviour"), _("Goal"), _("To look back on")]
    rows: list[Named] = [
        (row.member, [row.member.sorted_name, row.goal.behaviour.label, row.goal.situation, row.goal.review_on])
        for row in page.with_goal
        if row.goal
    ]
    return _table(_("Goals"), header, rows)


def _again(asked: Asked) -> Table:
    """The open ones, then those looked at in the last weeks, as on the class's list."""
    found = [
        *rechecks_in(asked.school_class, asked.today),
        *closed_rechecks_in(asked.school_class, asked.today),
    ]
    header = [_("Learner"), _("Not known yet"), _("Noted"), _("Again by"), _("What was found")]
    rows: list[Named] = [
        (
            each.student,
            [
                *(each.student.sorted_name, each.text, each.noted_on, each.due_on),
                str(each.get_outcome_display()) if each.outcome else "",
            ],
        )
        for each in found
    ]
    return _table(_("To look at again"), header, rows)


def _table(title: str, header: list[str], rows: list[Named]) -> Table:
    return Table(Sheet(title, header, [cells for _who, cells in rows]), frozenset(who.pk for who, _cells in rows))


KINDS: dict[str, tuple[Any, Callable[[Asked], Table]]] = {
    "judgements": (gettext_lazy("Judgements"), _judgements),
    "noticings": (gettext_lazy("Noticings"), _noticings),
    "answers": (gettext_lazy("What they said"), _answers),
    "goals": (gettext_lazy("Goals"), _goals),
    "again": (gettext_lazy("To look at again"), _again),
}


def kinds_for(asked: Asked) -> dict[str, Any]:
    """What the viewer may take from a class they see, with its name: what they may open, no more."""
    of_class = teaches_in(asked.by, asked.school_class, asked.today)
    allowed = {
        "judgements": may(asked.by, Permission.JUDGE) and behaviours_judged_in(asked.term).exists(),
        "answers": of_class or learners_heard_in(asked.school_class, asked.by, asked.term, asked.today).exists(),
        "again": of_class,
    }
    return {kind: name for kind, (name, _make) in KINDS.items() if allowed.get(kind, True)}


def class_tables(asked: Asked, kind: str) -> list[Table] | None:
    """The tables of a kind; None for what the viewer may not take, or what there is not."""
    kinds = kinds_for(asked)
    wanted = list(kinds) if kind == EVERYTHING else [kind]
    return [KINDS[each][1](asked) for each in wanted] if set(wanted) <= set(kinds) else None
