"""Explaining the vision back: each term a third of staff say in their own words what it asks of them, without a name.

Texts lie in the same sealed box as the pulse's ballots. After the close two colleagues read them, see
:mod:`vision.coding`, and only counts stay.
"""

from __future__ import annotations

import datetime
import functools
import random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from learningculture.disclosure import SILENT, Turnout
from learningculture.tenancy import further_purpose
from school.models import Member, School, Term
from vision import ballot_box
from vision.ballot_box import EXPLANATIONS, destroy_traces
from vision.models import ExplainBack, ExplainBackInvited, Explanation
from vision.queries import invited_to_a_pulse, live_commitments

PARTS = 3
"""A third each term: everybody once in a year of three terms."""

FEWEST_ANSWERS = 10
"""Texts, as told. Among fewer a hand is known by its words, so all are deleted unopened."""

FEWEST_STAFF = FEWEST_ANSWERS + SILENT
"""Staff: as many as must answer, and so many more that nobody can tell that all did."""

FEWEST_INVITED = 15
"""Staff. Where a third is fewer, more are asked, so that ten may answer; in a smaller school everybody."""

FEWEST_COMMITMENTS = 2
"""Commitments. The question is whether a text names two."""

MOST_WORDS = 60
"""Words: two minutes of writing, and short enough that style says little."""

PURPOSE = "build"
"""Lets the close and the count see the texts and codes that no single member may."""


class AlreadyExplained(ValidationError):
    """A second text. The first one counts and cannot be changed, since nobody can find it."""

    def __init__(self) -> None:
        super().__init__(_("You have already answered. Nobody can find your words again, not even to change them."))


@transaction.atomic
def open_explain_back(
    *, school: School, term: Term, closes_on: datetime.date, by: Member, on: datetime.date
) -> ExplainBack:
    """Draw whose turn it is, freeze the commitments, make the box.

    Raises:
        ValidationError: a round is open or being read, fewer than twelve could answer, the vision makes fewer than two
            commitments, or the closing day has passed.
    """
    asked, commitments = whose_turn(school, term, on), list(live_commitments(school))
    check_can_open_round(school, asked=len(asked), commitments=len(commitments), closes_on=closes_on, on=on)
    sitting = ExplainBack.objects.create(
        school=school,
        term=term,
        public_key=ballot_box.new_key(),
        opened_by=by,
        opens_on=on,
        closes_on=closes_on,
        invited=len(asked),
        commitments=[{"id": each.pk, "who": each.who, "wording": each.wording} for each in commitments],
    )
    ExplainBackInvited.objects.bulk_create(
        ExplainBackInvited(school=school, round=sitting, member=member) for member in asked
    )
    return sitting


def check_can_open_round(
    school: School, *, asked: int, commitments: int, closes_on: datetime.date, on: datetime.date
) -> None:
    if closes_on < on:
        raise ValidationError({"closes_on": _("Choose a day that has not passed.")})
    if ExplainBack.objects.filter(school=school, state=ExplainBack.State.OPEN).exists():
        raise ValidationError(_("A round is open already. The next can open when it is over."))
    if ExplainBack.objects.filter(school=school, state=ExplainBack.State.RATING).exists():
        raise ValidationError(_("The last round is still being read. The next can open when both have read it."))
    if asked < FEWEST_STAFF:
        raise ValidationError(
            _("It takes at least %(fewest)d staff with a sign-in; among fewer, words could be recognised.")
            % {"fewest": FEWEST_STAFF}
        )
    if commitments < FEWEST_COMMITMENTS:
        raise ValidationError(_("First write at least two commitments into the vision: they are what is looked for."))


def whose_turn(school: School, term: Term, on: datetime.date) -> list[Member]:
    """The third that was asked longest ago or never, drawn by lot; the same lot for one school and term."""
    staff = list(invited_to_a_pulse(school, on).order_by("pk"))
    rounds = ExplainBackInvited.objects.filter(school=school).values_list("member")
    last = dict(rounds.annotate(last=Max("round__opens_on")))
    lot = random.Random(f"{school.pk} {term.pk}")
    order = sorted(staff, key=lambda member: (last.get(member.pk, datetime.date.min), lot.random()))
    return order[: max(-(-len(staff) // PARTS), FEWEST_INVITED)]


@sensitive_variables()
@transaction.atomic
def explain(*, sitting: ExplainBack, member: Member, text: str) -> ExplainBack:
    """Seal one person's words and note that they took part.

    Raises:
        AlreadyExplained: this person has answered in this round.
        ValidationError: the round is closed, it is not their turn, or there are no words or more than sixty.
    """
    sheet = ballot_box.sealed(bytes(sitting.public_key), _words(text).encode())
    ballot_box.queue(EXPLANATIONS, sitting)
    check_can_explain(sitting, member)
    if ballot_box.took_part(EXPLANATIONS, sitting, member.user_id):
        raise AlreadyExplained
    ballot_box.put_in(EXPLANATIONS, sitting, user_id=member.user_id, sheet=sheet)
    return sitting


def check_can_explain(sitting: ExplainBack, member: Member) -> None:
    """Asks the database, not the object in hand: the round may have closed while the form was open."""
    if not ExplainBack.objects.filter(pk=sitting.pk, state=ExplainBack.State.OPEN).exists():
        raise ValidationError(_("This round has closed. Thank you for wanting to answer."))
    turn = ExplainBackInvited.objects.filter(round=sitting, member=member)
    if member.user_id is None or not turn.exists():
        raise ValidationError(_("It is not your turn this term. Everybody is asked once a year."))


def _words(text: str) -> str:
    words = text.split()
    if not words:
        raise ValidationError(_("Write a sentence or two."))
    if len(words) > MOST_WORDS or len(text) > _longest():
        raise ValidationError(_("That is more than %(most)d words.") % {"most": MOST_WORDS})
    return " ".join(words)


def _longest() -> int:
    return int(Explanation._meta.get_field("text").max_length or 0)


@sensitive_variables()
@transaction.atomic
def close_explain_back(*, sitting: ExplainBack, on: datetime.date) -> ExplainBack:
    """Open the box, shuffle, hand the texts to the raters. Closing twice, or again after a crash, changes nothing.

    With fewer than ten texts, a missing key or a box that was tampered with, all is deleted unopened.
    """
    if on < sitting.opens_on:
        raise ValidationError(_("This round has not opened yet."))
    ballot_box.queue(EXPLANATIONS, sitting)
    sitting.refresh_from_db()
    if sitting.state == ExplainBack.State.OPEN:
        number = ballot_box.number_in(EXPLANATIONS, sitting)
        told = Turnout(number, sitting.invited).least
        sheets = ballot_box.opened(EXPLANATIONS, sitting, number) if told >= FEWEST_ANSWERS else None
        sitting.state = ExplainBack.State.DISCARDED if sheets is None else ExplainBack.State.RATING
        sitting.save(update_fields=["state"])
        with further_purpose(PURPOSE):
            Explanation.objects.bulk_create(_in_random_order(sitting, sheets or []))
        ballot_box.empty(EXPLANATIONS, sitting)
    transaction.on_commit(functools.partial(destroy_traces, bytes(sitting.public_key)))
    return sitting


def _in_random_order(sitting: ExplainBack, sheets: list[bytes]) -> list[Any]:
    texts = [Explanation(school_id=sitting.school_id, round=sitting, text=sheet.decode()) for sheet in sheets]
    return sorted(texts, key=lambda text: text.pk)


def close_due_rounds_in(school: School, today: datetime.date) -> list[ExplainBack]:
    """Close what is past its last day in the school's own time zone."""
    due = ExplainBack.objects.filter(school=school, state=ExplainBack.State.OPEN, closes_on__lt=today)
    return [close_explain_back(sitting=sitting, on=today) for sitting in due]
