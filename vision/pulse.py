"""The anonymous staff pulse: a sealed ballot box.

While a pulse is open its ballots are encrypted to a key whose private half lies outside the database. Closing opens
them in memory, keeps counts only, deletes ballots and participations, and destroys the key. What this cannot stop, and
the product says so, is somebody who controls the running server while a pulse is open.
"""

from __future__ import annotations

import datetime
import functools
import json
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from learningculture.disclosure import EXACT_FROM, Bound, told_numerator, told_percent
from school.models import Member, School, Term
from school.models.people import EDUCATORS
from vision.ballot_box import destroy_traces, keep_key, kept_key
from vision.models import Pulse, PulseBallot, PulseItemResult, PulseParticipation
from vision.queries import invited_to_a_pulse

log = logging.getLogger(__name__)

FEWEST_INVITED = 8
"""Staff. Below it the pulse is off: in a handful of people everybody can guess."""

FEWEST_ANSWERS = 5
"""Answers, of the pulse and of each item, below which nothing is opened or released."""

FEWEST_ANSWERS_ABOUT_LEADERS = 8
"""Answers to an item about leaders: three colleagues who compare notes still face five unknown answers."""

BALLOT_BYTES = 4096
"""Every ballot is padded to this length, so that its size says nothing."""

LEAST_AGREEING = 3
"""The place from which the five counts, from disagree strongly to agree strongly, are agreement."""

WAIT_FOR_OTHERS = "15s"
"""How long a vote may queue: a whole staff meeting answers at once, each vote takes milliseconds."""

ITEM_VERSION = "1"


@dataclass(frozen=True)
class PulseItem:
    """A statement of the pulse, in our words. ``question`` is the one of the five that it serves."""

    key: str
    wording: Any
    question: int
    about_leaders: bool = False


PULSE_ITEMS = (
    PulseItem("p1", gettext_lazy("I could explain our vision for learning to a parent."), 1),
    PulseItem("p2", gettext_lazy("I agree with where it is taking us."), 1),
    PulseItem("p3", gettext_lazy("It affects what I plan."), 1),
    PulseItem("p4", gettext_lazy("Leaders here talk about learning more than about data."), 2, True),
    PulseItem("p5", gettext_lazy("What leaders say about learning matches what they give time to."), 2, True),
    PulseItem("p6", gettext_lazy("I can choose what I work on to improve."), 3),
    PulseItem("p7", gettext_lazy("I can try something here and have it not work."), 3),
    PulseItem("p8", gettext_lazy("I get time and help to try things."), 3),
)
ITEM_KEYS = tuple(item.key for item in PULSE_ITEMS)

ANSWERS = (
    (1, gettext_lazy("Disagree strongly")),
    (2, gettext_lazy("Disagree")),
    (3, gettext_lazy("Neither")),
    (4, gettext_lazy("Agree")),
    (5, gettext_lazy("Agree strongly")),
)


class AlreadyAnswered(ValidationError):
    """A second vote. The first one counts and cannot be changed, since nobody can find it."""

    def __init__(self) -> None:
        super().__init__(
            _("You have already answered this pulse. Nobody can find your answers again, not even to change them.")
        )


@transaction.atomic
def open_pulse(*, school: School, term: Term, closes_on: datetime.date, by: Member, on: datetime.date) -> Pulse:
    """Open a pulse and freeze its items and the number of those invited: staff with a sign-in, here on the day.

    Raises:
        ValidationError: another one is open, fewer than eight are invited, or the closing day has passed.
    """
    invited = invited_to_a_pulse(school, on).count()
    check_can_open(school, invited=invited, closes_on=closes_on, on=on)
    key = PrivateKey.generate()
    pulse = Pulse.objects.create(
        school=school,
        term=term,
        items=[{"key": item.key, "wording": str(item.wording)} for item in PULSE_ITEMS],
        item_version=ITEM_VERSION,
        public_key=bytes(key.public_key),
        opened_by=by,
        opens_on=on,
        closes_on=closes_on,
        invited=invited,
    )
    keep_key(key)
    return pulse


def check_can_open(school: School, *, invited: int, closes_on: datetime.date, on: datetime.date) -> None:
    if closes_on < on:
        raise ValidationError({"closes_on": _("Choose a day that has not passed.")})
    if Pulse.objects.filter(school=school, state=Pulse.State.OPEN).exists():
        raise ValidationError(_("A pulse is open already. The next can open when it has closed."))
    if invited < FEWEST_INVITED:
        raise ValidationError(
            _("A pulse needs at least %(fewest)d staff with a sign-in; among fewer, answers could be guessed.")
            % {"fewest": FEWEST_INVITED}
        )


@sensitive_variables()
@transaction.atomic
def cast_ballot(*, pulse: Pulse, member: Member, answers: Mapping[str, int | None]) -> Pulse:
    """Seal one person's answers (1 to 5, None for an item they skip) and note that they took part.

    Both tables are deleted and inserted again in random order, so neither keys, nor row versions, nor places on the
    disk put a ballot beside a person.

    Raises:
        AlreadyAnswered: this person has voted in this pulse.
        ValidationError: the pulse is closed, the person was not invited, or there is no valid answer.
    """
    sealed = SealedBox(PublicKey(bytes(pulse.public_key))).encrypt(_sheet(answers))
    _queue(pulse)
    check_can_answer(pulse, member)
    who = {"school_id": pulse.school_id, "pulse_id": pulse.pk, "user_id": member.user_id}
    if PulseParticipation.objects.filter(**who).exists():
        raise AlreadyAnswered
    PulseParticipation.objects.bulk_create([PulseParticipation(**who)])
    PulseBallot.objects.bulk_create([PulseBallot(school_id=pulse.school_id, pulse=pulse, sealed=sealed)])
    for table in (PulseParticipation._meta.db_table, PulseBallot._meta.db_table):
        _shuffle(table, pulse)
    return pulse


def check_can_answer(pulse: Pulse, member: Member) -> None:
    """Asks the database, not the object in hand: the pulse may have closed while the form was open."""
    if not Pulse.objects.filter(pk=pulse.pk, state=Pulse.State.OPEN).exists():
        raise ValidationError(_("This pulse has closed. Thank you for wanting to answer."))
    invited = member.joined_on <= pulse.opens_on and any(role in EDUCATORS for role in member.roles)
    if not invited or member.user_id is None:
        raise ValidationError(_("This pulse is for the staff who were here when it opened."))


def _sheet(answers: Mapping[str, int | None]) -> bytes:
    if not set(answers) <= set(ITEM_KEYS) or not set(answers.values()) <= {1, 2, 3, 4, 5, None}:
        raise ValidationError(_("Choose one of the answers offered."))
    given = {key: answers.get(key) for key in ITEM_KEYS}
    if not any(given.values()):
        raise ValidationError(_("Answer at least one of the eight; leave out any you like."))
    return json.dumps(given).encode().ljust(BALLOT_BYTES)


def _queue(pulse: Pulse) -> None:
    """One vote, or the close, at a time."""
    with connection.cursor() as cursor:
        for limit in ("lock_timeout", "statement_timeout"):
            cursor.execute("SELECT set_config(%s, %s, true)", [limit, WAIT_FOR_OTHERS])
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('pulse'), %s)", [pulse.pk])


def _shuffle(table: str, pulse: Pulse) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH taken AS (DELETE FROM {table} WHERE pulse_id = %s RETURNING *) "
            f"INSERT INTO {table} SELECT * FROM taken ORDER BY random()",
            [pulse.pk],
        )


@sensitive_variables()
@transaction.atomic
def close_pulse(*, pulse: Pulse, on: datetime.date) -> Pulse:
    """Count and forget. Closing twice, or again after a crash, changes nothing more.

    With fewer than five answers, a missing key or a box that was tampered with, all is deleted unopened.
    Item counts are kept only from five answers to the item, eight where it is about leaders.
    """
    if on < pulse.opens_on:
        raise ValidationError(_("This pulse has not opened yet."))
    _queue(pulse)
    pulse.refresh_from_db()
    if pulse.state == Pulse.State.OPEN:
        took_part = PulseParticipation.objects.filter(pulse=pulse).count()
        sheets = _open_box(pulse, took_part) if took_part >= FEWEST_ANSWERS else None
        pulse.answered = took_part
        pulse.state = Pulse.State.DISCARDED if sheets is None else Pulse.State.CLOSED
        pulse.save()
        PulseItemResult.objects.bulk_create(_release(pulse, sheets or []))
        PulseBallot.objects.filter(pulse=pulse).delete()
        PulseParticipation.objects.filter(pulse=pulse).delete()
    transaction.on_commit(functools.partial(destroy_traces, bytes(pulse.public_key)))
    return pulse


@sensitive_variables()
def _open_box(pulse: Pulse, took_part: int) -> list[dict[str, int | None]] | None:
    """The sheets; None, with a line in the log that names nobody, when they cannot be trusted."""
    ballots = PulseBallot.objects.filter(pulse=pulse).order_by("id").values_list("sealed", flat=True)
    key = kept_key(bytes(pulse.public_key))
    if key is None or len(ballots) != took_part:
        log.error("Pulse %s was discarded unopened: key or ballots were not as they should be.", pulse.pk)
        return None
    box = SealedBox(key)
    try:
        return [json.loads(box.decrypt(bytes(sealed))) for sealed in ballots]
    except (CryptoError, ValueError):
        log.error("Pulse %s was discarded: a ballot could not be opened.", pulse.pk)
        return None


def _release(pulse: Pulse, sheets: list[dict[str, int | None]]) -> list[PulseItemResult]:
    results = []
    for item in PULSE_ITEMS:
        given = Counter(sheet.get(item.key) for sheet in sheets if sheet.get(item.key))
        fewest = FEWEST_ANSWERS_ABOUT_LEADERS if item.about_leaders else FEWEST_ANSWERS
        if given.total() >= fewest:
            counts = released_counts([given[step] for step, _word in ANSWERS])
            results.append(PulseItemResult(school_id=pulse.school_id, pulse=pulse, item=item.key, counts=counts))
    return results


def released_counts(counts: list[int]) -> list[int]:
    """The five counts as they are kept: what would tell more than may be shown is not even in the database.

    Where the five steps would say too much, agreement stands in the fourth place and the rest in the first; near all
    and near none it is moved to the limit that is told.
    """
    if may_show_steps(counts):
        return counts
    answers = sum(counts)
    agree = told_numerator(sum(counts[LEAST_AGREEING:]), answers)
    return [answers - agree, 0, 0, agree, 0]


def may_show_steps(counts: list[int]) -> bool:
    """From twenty answers on, where somebody chose each step: an empty one would speak for everybody."""
    answers, agree = sum(counts), sum(counts[LEAST_AGREEING:])
    return answers >= EXACT_FROM and all(counts) and told_percent(agree, answers)[1] == Bound.ABOUT


def close_due_pulses_in(school: School, today: datetime.date) -> list[Pulse]:
    """Close what is past its last day in the school's own time zone."""
    due = Pulse.objects.filter(school=school, state=Pulse.State.OPEN, closes_on__lt=today)
    return [close_pulse(pulse=pulse, on=today) for pulse in due]
