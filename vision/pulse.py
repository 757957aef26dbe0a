"""The anonymous staff pulse: opened, answered, closed; see :mod:`vision.ballot_box` for what keeps it sealed.

Closing opens the ballots in memory, keeps counts only, deletes ballots and participations, and destroys the key.
"""

from __future__ import annotations

import datetime
import functools
import json
import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from school.models import Member, School, Term
from school.models.people import EDUCATORS
from vision import ballot_box
from vision.ballot_box import PULSES, SHEET_BYTES, destroy_traces
from vision.counting import FEWEST_ANSWERS, release
from vision.models import Pulse, PulseItemResult
from vision.public_answer import check_is_answered
from vision.pulse_items import ITEM_KEYS, ITEM_VERSION, PULSE_ITEMS, STEPS
from vision.queries import invited_to_a_pulse

log = logging.getLogger(__name__)

FEWEST_INVITED = 8
"""Staff. Below it the pulse is off: in a handful of people everybody can guess."""

BALLOT_BYTES = SHEET_BYTES


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
        ValidationError: another one is open, the last one waits for its public answer, fewer than eight are invited,
            or the closing day has passed.
    """
    invited = invited_to_a_pulse(school, on).count()
    check_can_open(school, invited=invited, closes_on=closes_on, on=on)
    return Pulse.objects.create(
        school=school,
        term=term,
        items=[{"key": item.key, "wording": str(item.wording)} for item in PULSE_ITEMS],
        item_version=ITEM_VERSION,
        public_key=ballot_box.new_key(),
        opened_by=by,
        opens_on=on,
        closes_on=closes_on,
        invited=invited,
    )


def check_can_open(school: School, *, invited: int, closes_on: datetime.date, on: datetime.date) -> None:
    if closes_on < on:
        raise ValidationError({"closes_on": _("Choose a day that has not passed.")})
    if Pulse.objects.filter(school=school, state=Pulse.State.OPEN).exists():
        raise ValidationError(_("A pulse is open already. The next can open when it has closed."))
    check_is_answered(school)
    if invited < FEWEST_INVITED:
        raise ValidationError(
            _("A pulse needs at least %(fewest)d staff with a sign-in; among fewer, answers could be guessed.")
            % {"fewest": FEWEST_INVITED}
        )


@sensitive_variables()
@transaction.atomic
def cast_ballot(*, pulse: Pulse, member: Member, answers: Mapping[str, int | None]) -> Pulse:
    """Seal one person's answers (1 to 5, None for an item they skip) and note that they took part.

    Raises:
        AlreadyAnswered: this person has voted in this pulse.
        ValidationError: the pulse is closed, the person was not invited, or there is no valid answer.
    """
    sheet = ballot_box.sealed(bytes(pulse.public_key), _sheet(answers))
    ballot_box.queue(PULSES, pulse)
    check_can_answer(pulse, member)
    if ballot_box.took_part(PULSES, pulse, member.user_id):
        raise AlreadyAnswered
    ballot_box.put_in(PULSES, pulse, user_id=member.user_id, sheet=sheet)
    return pulse


def check_can_answer(pulse: Pulse, member: Member) -> None:
    """Asks the database, not the object in hand: the pulse may have closed while the form was open."""
    if not Pulse.objects.filter(pk=pulse.pk, state=Pulse.State.OPEN).exists():
        raise ValidationError(_("This pulse has closed. Thank you for wanting to answer."))
    invited = member.joined_on <= pulse.opens_on and any(role in EDUCATORS for role in member.roles)
    if not invited or member.user_id is None:
        raise ValidationError(_("This pulse is for the staff who were here when it opened."))


def _sheet(answers: Mapping[str, int | None]) -> bytes:
    if not set(answers) <= set(ITEM_KEYS) or not set(answers.values()) <= {*STEPS, None}:
        raise ValidationError(_("Choose one of the answers offered."))
    given = {key: answers.get(key) for key in ITEM_KEYS}
    if not any(given.values()):
        raise ValidationError(_("Answer at least one of the eight; leave out any you like."))
    return json.dumps(given).encode()


@sensitive_variables()
@transaction.atomic
def close_pulse(*, pulse: Pulse, on: datetime.date) -> Pulse:
    """Count and forget. Closing twice, or again after a crash, changes nothing more.

    With fewer than five answers, a missing key or a box that was tampered with, all is deleted unopened.
    Item counts are kept only from five answers to the item, eight where it is about leaders.
    """
    if on < pulse.opens_on:
        raise ValidationError(_("This pulse has not opened yet."))
    ballot_box.queue(PULSES, pulse)
    pulse.refresh_from_db()
    if pulse.state == Pulse.State.OPEN:
        took_part = ballot_box.number_in(PULSES, pulse)
        sheets = _open_box(pulse, took_part) if took_part >= FEWEST_ANSWERS else None
        pulse.answered = took_part
        pulse.state = Pulse.State.DISCARDED if sheets is None else Pulse.State.CLOSED
        pulse.save()
        PulseItemResult.objects.bulk_create(release(pulse, sheets or []))
        ballot_box.empty(PULSES, pulse)
    transaction.on_commit(functools.partial(destroy_traces, bytes(pulse.public_key)))
    return pulse


@sensitive_variables()
def _open_box(pulse: Pulse, took_part: int) -> list[dict[str, Any]] | None:
    sheets = ballot_box.opened(PULSES, pulse, took_part)
    try:
        return None if sheets is None else [json.loads(sheet) for sheet in sheets]
    except ValueError:
        log.error("Pulse %s was discarded: a ballot could not be read.", pulse.pk)
        return None


def close_due_pulses_in(school: School, today: datetime.date) -> list[Pulse]:
    """Close what is past its last day in the school's own time zone."""
    due = Pulse.objects.filter(school=school, state=Pulse.State.OPEN, closes_on__lt=today)
    return [close_pulse(pulse=pulse, on=today) for pulse in due]
