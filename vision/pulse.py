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

from school.calendar import is_school_day, within_working_hours
from school.models import Member, School, Term
from school.models.people import EDUCATORS
from school.queries import local_time
from vision import ballot_box
from vision.ballot_box import PULSES, SHEET_BYTES, destroy_traces
from vision.counting import FEWEST_ANSWERS, release, words_to_keep
from vision.extras import items_to_ask
from vision.models import Pulse, PulseItemResult, PulseWords
from vision.public_answer import check_is_answered
from vision.pulse_groups import check_groups, frozen_groups, group_of
from vision.pulse_items import ITEM_VERSION, STEPS
from vision.queries import invited_to_a_pulse

log = logging.getLogger(__name__)

FEWEST_INVITED = 8
"""Staff. Below it the pulse is off: in a handful of people everybody can guess."""

BALLOT_BYTES = SHEET_BYTES

LONGEST_WORDS = int(PulseWords._meta.get_field("text").max_length or 0)
"""Characters. Even where each takes four bytes they fit into a ballot."""


class AlreadyAnswered(ValidationError):
    """A second vote. The first one counts and cannot be changed, since nobody can find it."""

    def __init__(self) -> None:
        super().__init__(
            _("You have already answered this pulse. Nobody can find your answers again, not even to change them.")
        )


@transaction.atomic
def open_pulse(
    *,
    school: School,
    term: Term,
    closes_on: datetime.date,
    by: Member,
    on: datetime.date,
    opens_on: datetime.date | None = None,
    split_by: str = "",
    asks_words: bool = False,
) -> Pulse:
    """Open a pulse and freeze its items, its groups and the number of those invited: staff with a sign-in, here then.

    With a later ``opens_on`` it waits: groups and invited are frozen on that morning, see :func:`begin_due_pulses_in`.

    Raises:
        ValidationError: another one is open, the last one waits for its public answer, fewer than eight are invited,
            a group would be too small, the closing day has passed, or it would open on a day without school.
    """
    day, invited = opens_on or on, invited_to_a_pulse(school, on).count()
    groups = frozen_groups(school, split_by, on)
    check_can_open(school, invited=invited, closes_on=closes_on, on=day)
    check_groups(groups, split_by)
    if day != on:
        check_opening_day(school, day, on)
        invited, groups = 0, [{"key": split_by, "label": "", "invited": 0}] if split_by else []
    return Pulse.objects.create(
        school=school,
        term=term,
        items=items_to_ask(school),
        groups=groups,
        asks_words=asks_words,
        item_version=ITEM_VERSION,
        public_key=ballot_box.new_key(),
        opened_by=by,
        opens_on=day,
        closes_on=closes_on,
        invited=invited,
    )


def check_opening_day(school: School, day: datetime.date, today: datetime.date) -> None:
    if day < today:
        raise ValidationError({"opens_on": _("Choose a day that has not passed.")})
    if not is_school_day(school, day):
        raise ValidationError({"opens_on": _("Choose a school day.")})


@transaction.atomic
def begin_due_pulses_in(school: School, now: datetime.datetime) -> list[Pulse]:
    """On its day, from the hour at which the school works: freeze who is invited and in which groups.

    Where too few are left by then, it closes unanswered.
    """
    today = local_time(school, now).date()
    waiting = Pulse.objects.filter(school=school, state=Pulse.State.OPEN, invited=0, opens_on__lte=today)
    due = list(waiting.select_for_update()) if within_working_hours(school, now) else []
    for pulse in due:
        split_by = pulse.groups[0]["key"] if pulse.groups else ""
        pulse.invited = invited_to_a_pulse(school, pulse.opens_on).count()
        pulse.groups = frozen_groups(school, split_by, pulse.opens_on)
        pulse.save(update_fields=["invited", "groups"])
        if pulse.invited < FEWEST_INVITED:
            close_pulse(pulse=pulse, on=today)
    return due


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
def cast_ballot(*, pulse: Pulse, member: Member, answers: Mapping[str, int | None], words: str = "") -> Pulse:
    """Seal one person's answers (1 to 5, None for an item they skip) and words, and note that they took part.

    Raises:
        AlreadyAnswered: this person has voted in this pulse.
        ValidationError: the pulse is closed, the person was not invited, or there is no valid answer.
    """
    sheet = ballot_box.sealed(bytes(pulse.public_key), _sheet(pulse, member, answers, words))
    ballot_box.queue(PULSES, pulse)
    check_can_answer(pulse, member)
    if ballot_box.took_part(PULSES, pulse, member.user_id):
        raise AlreadyAnswered
    ballot_box.put_in(PULSES, pulse, user_id=member.user_id, sheet=sheet)
    return pulse


def check_can_answer(pulse: Pulse, member: Member) -> None:
    """Asks the database, not the object in hand: the pulse may have closed while the form was open."""
    if not Pulse.objects.filter(pk=pulse.pk, state=Pulse.State.OPEN, invited__gt=0).exists():
        raise ValidationError(_("This pulse has closed. Thank you for wanting to answer."))
    invited = member.joined_on <= pulse.opens_on and any(role in EDUCATORS for role in member.roles)
    if not invited or member.user_id is None:
        raise ValidationError(_("This pulse is for the staff who were here when it opened."))


@sensitive_variables()
def _sheet(pulse: Pulse, member: Member, answers: Mapping[str, int | None], words: str) -> bytes:
    keys = [item["key"] for item in pulse.items]
    if not set(answers) <= set(keys) or not set(answers.values()) <= {*STEPS, None}:
        raise ValidationError(_("Choose one of the answers offered."))
    given: dict[str, Any] = {key: answers.get(key) for key in keys}
    if not any(given.values()):
        raise ValidationError(_("Answer at least one of the statements; leave out any you like."))
    if len(words) > LONGEST_WORDS or (words and not pulse.asks_words):
        raise ValidationError(_("That is too long for the sealed box. Please say it in fewer words."))
    given |= {"group": group_of(pulse, member), "words": words.strip()}
    return json.dumps(given, ensure_ascii=False).encode()


@sensitive_variables()
@transaction.atomic
def close_pulse(*, pulse: Pulse, on: datetime.date) -> Pulse:
    """Count and forget. Closing twice, or again after a crash, changes nothing more.

    With fewer than five answers, a missing key or a box that was tampered with, all is deleted unopened.
    Item counts are kept only from five answers to the item, ten where it is about leaders.
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
        PulseWords.objects.bulk_create(words_to_keep(pulse, sheets or []))
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
