"""The page of one learner as a table: a line for each thing that is recorded there, with the side it comes from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from learningculture.spreadsheets import Cell, Sheet
from school.models import Member, Term
from tracking.below_learner import BelowPage, below_page_of
from tracking.exports.tables import Table
from tracking.grid import NOT_JUDGED_YET
from tracking.learner_page import LearnerPage, SideBySide, learner_page, sides_of
from tracking.models import AttainmentResult, Reply
from tracking.words import NOT_LOOKED_FOR

Line = list[Cell]


def learner_table(student: Member, term: Term, today: datetime.date, *, heard: bool) -> Table:
    """What :func:`tracking.views.learner.learner` shows to this viewer; the sentences to begin a talk with stay there.

    Args:
        student: one that the viewer sees.
        heard: whether the viewer hears the student, and so reads answers, replies and what stands below the page.
    """
    page = learner_page(student, term, today)
    below = below_page_of(student) if heard else None
    header = [_("Side"), _("Behaviour"), _("Words"), _("Answer or phase"), _("How sure"), _("Where"), _("By"), _("Day")]
    lines = [*_sides(page, below), *_chosen_and_kept(page, below), *(_below(below) if below else ())]
    return Table(Sheet(_("Learner"), header, lines), frozenset({student.pk}))


def _line(
    side: str,
    behaviour: Any,
    words: str,
    *,
    answer: Cell = "",
    sure: str = "",
    where: str = "",
    by: Member | None = None,
    day: datetime.date | None = None,
) -> Line:
    return [side, str(behaviour or ""), words, answer, sure, where, by.display_name if by else "", day]


def _sides(page: LearnerPage, below: BelowPage | None) -> Iterator[Line]:
    for side in sides_of(page):
        yield from _said(side, page.student, below) if below else ()
        yield from _noticed(side, below)
        yield _judged(side)


def _said(side: SideBySide, student: Member, below: BelowPage) -> Iterator[Line]:
    says = _("%(name)s says") % {"name": student.first_name}
    for said in side.said:
        yield _line(says, side.behaviour, str(said.wording), answer=str(said.words))
        if said.answer.example:
            yield _line(_("Example"), side.behaviour, said.answer.example)
            yield from _replied(below, "answer", said.answer.pk, side.behaviour)


def _noticed(side: SideBySide, below: BelowPage | None) -> Iterator[Line]:
    """Classmates stand without a name, as on the page."""
    for heading, noticings in (
        (_("Noted by the learner"), side.own),
        (_("Adults noticed"), side.noticings),
        (_("Classmates noticed"), side.peers),
    ):
        for each in noticings:
            by_adult = noticings is side.noticings
            shown: dict[str, Any] = {"by": each.author, "where": str(each.get_context_display())} if by_adult else {}
            yield _line(heading, side.behaviour, each.text, day=each.noticed_on, **shown)
            yield from _replied(below, "noticing", each.pk, side.behaviour)


def _judged(side: SideBySide) -> Line:
    heading = _("A teacher judged")
    if side.judged is None:
        return _line(heading, side.behaviour, "", answer=str(NOT_JUDGED_YET))
    if not side.judged.label:
        return _line(heading, side.behaviour, "", answer=str(NOT_LOOKED_FOR))
    judgement = side.judged.judgement
    return _line(
        heading,
        side.behaviour,
        "",
        answer=str(side.judged.label),
        sure=str(judgement.get_confidence_display()),
        by=judgement.judge,
        day=timezone.localdate(judgement.judged_at),
    )


def _chosen_and_kept(page: LearnerPage, below: BelowPage | None) -> Iterator[Line]:
    if goal := page.goal:
        yield _line(_("Goal, to look back on"), goal.behaviour, goal.situation, day=goal.review_on)
        yield from _replied(below, "goal", goal.pk, goal.behaviour)
    for item in page.evidence:
        yield _line(_("Proud of"), item.behaviour, item.title, day=item.added_on)
        yield _line(_("Proud of: the story"), item.behaviour, item.story)
        if item.confirmed_by:
            yield _line(_("Proud of: confirmed"), item.behaviour, item.title, by=item.confirmed_by)
        if words := item.picture_words:  # type: ignore[attr-defined]  # annotated by evidence_of
            yield _line(_("Proud of: the picture"), item.behaviour, words)
        yield from _replied(below, "evidence", item.pk, item.behaviour)


def _below(below: BelowPage) -> Iterator[Line]:
    for thanks in below.thanks:
        yield _line(_("Thanks"), thanks.behaviour, thanks.text, by=thanks.by, day=thanks.celebrated_on)
        yield from _replied(below, "celebration", thanks.pk, thanks.behaviour)
    for again in below.rechecks:
        found = str(again.get_outcome_display()) if again.outcome else ""
        yield _line(_("To look at again"), "", again.text, answer=found, day=None if found else again.due_on)
    for result in below.results:
        named = f"{result.subject}, {result.measure}, {result.term.title}"
        yield _line(_("Results that the school keeps here"), "", named, answer=_as_printed(result))


def _replied(below: BelowPage | None, kind: str, pk: int, behaviour: Any) -> Iterator[Line]:
    replies: Iterable[Reply] = below.replies.get((kind, pk), ()) if below else ()
    for reply in replies:
        yield _line(_("Reply"), behaviour, reply.text, by=reply.author, day=timezone.localdate(reply.written_at))


def _as_printed(result: AttainmentResult) -> Cell:
    """A number that was printed as one stays one; a grade or "4-" is words."""
    try:
        number = Decimal(result.words)
    except InvalidOperation:
        return result.words
    return number if number.is_finite() and str(number) == result.words else result.words
