"""The undo of a large import, in a worker's hands: looked at, confirmed, done. The batch's row holds the state.

As with a roster on its way in: a worker that is killed loses the step it was in and nothing else, whoever comes next
takes it again, and running twice is harmless.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningculture.celery import app
from learningculture.tenancy import tenant
from school.batches import Undone, check_can_be_undone, told_again
from school.models import Batch, Member
from school.models.batches import UNDO_WORKING
from school.rosters.undoing import undo_import, undo_in_prospect
from school.rosters.uploads.work import MOST_TRIES, SILENT_AFTER

log = logging.getLogger(__name__)

LARGE = 300
"""Rows that an import added, changed and closed; up to there a page undoes it itself, within half a second."""

FIELDS = ["undo", "undo_tries", "undo_touched_at", "undo_found"]

Clock = Callable[[], datetime.datetime]


def is_large(batch: Batch) -> bool:
    rows: int = sum(batch.counts.get(name, 0) for name in ("created", "updated", "closed"))
    return rows > LARGE


def prospect_of(batch: Batch) -> Undone | None:
    """What a worker found that the undo would do; None before."""
    found = batch.undo_found
    if batch.undo != Batch.Undo.READY:
        return None
    return told_again(Batch(school_id=batch.school_id, counts=found["counts"], kept=found["kept"]))


STEPS = (
    (Batch.Undo.LOOKING, gettext_lazy("Looking at what would go and what would stay")),
    (Batch.Undo.READY, gettext_lazy("You look at it and say yes")),
    (Batch.Undo.UNDOING, gettext_lazy("Undoing it")),
)


def steps_of(batch: Batch) -> list[tuple[Any, str]]:
    """Each step: done, now or still to do."""
    states = [str(state) for state, _label in STEPS]
    at = states.index(batch.undo) if batch.undo in states else -1
    return [
        (label, "done" if place < at else "now" if place == at else "todo")
        for place, (_state, label) in enumerate(STEPS)
    ]


def ask_for_a_look(*, batch: Batch, by: Member, now: datetime.datetime) -> None:
    """Have a worker find out what an undo would do. Raises ValidationError: it cannot be undone."""
    _hand_over(batch, Batch.Undo.LOOKING, by, now)


def ask_for_undo(*, batch: Batch, by: Member, now: datetime.datetime) -> None:
    """Yes: have a worker undo it. Saying it twice is saying it once. Raises ValidationError: it cannot be undone."""
    _hand_over(batch, Batch.Undo.UNDOING, by, now)


@transaction.atomic
def _hand_over(batch: Batch, state: str, by: Member, now: datetime.datetime) -> None:
    held = _claimed(batch.pk)
    if held is None or held.undo == state:
        return
    check_can_be_undone(held, now)
    held.undo, held.undo_tries, held.undo_touched_at, held.undo_found = state, 0, now, {}
    held.undone_by = by
    held.save(update_fields=[*FIELDS, "undone_by"])
    transaction.on_commit(lambda: enqueue(held), robust=True)


def enqueue(batch: Batch) -> None:
    """Tell a worker. If the message is lost, the sweeper finds the row."""
    app.send_task("school.rosters.tasks.work_on_undo", kwargs={"school_id": batch.school_id, "batch_id": batch.pk})


def _claimed(batch_id: int) -> Batch | None:
    """The batch, held; None while a worker holds it."""
    free = Batch.objects.select_for_update(skip_locked=True, of=("self",))
    return free.select_related("school", "undone_by").filter(pk=batch_id).first()


def run_undo(batch_id: int, *, school_id: int, clock: Clock = timezone.now) -> None:
    """Take the step that is a worker's. Harmless when there is none, or when another worker has it in hand."""
    with translation.override("en-gb"):
        if _begin(batch_id, school_id, clock()):
            _take_step(batch_id, school_id, clock)


def _due(batch_id: int) -> Batch | None:
    batch = _claimed(batch_id)
    return batch if batch and batch.undo_is_working else None


def _begin(batch_id: int, school_id: int, now: datetime.datetime) -> bool:
    """Note that the step begins, before it does: what a killed worker had in hand is counted."""
    with tenant(school_id):
        batch = _due(batch_id)
        if batch is None:
            return False
        batch.undo_tries, batch.undo_touched_at = batch.undo_tries + 1, now
        if batch.undo_tries > MOST_TRIES:
            batch.undo = Batch.Undo.STOPPED
        batch.save(update_fields=FIELDS)
        return batch.undo_is_working


def _take_step(batch_id: int, school_id: int, clock: Clock) -> None:
    try:
        with tenant(school_id):
            if batch := _due(batch_id):
                _do(batch, clock())
    except ValidationError as refusal:
        _end(batch_id, school_id, Batch.Undo.REFUSED, refusal.messages[0], clock())
    except OperationalError:
        raise
    except Exception as error:
        # Its words may name a person's row: the log gets the kind alone.
        log.error("The undo of batch %s of school %s stopped: %s.", batch_id, school_id, type(error).__name__)
        _end(batch_id, school_id, Batch.Undo.STOPPED, "", clock())


def _do(batch: Batch, now: datetime.datetime) -> None:
    """Look or undo, as the person who asked; what came of it is kept in the same transaction."""
    by = batch.undone_by
    if by is None:
        raise ValidationError(_("Whoever asked for the undo is no longer in the school. Ask for it anew."))
    looking = batch.undo == Batch.Undo.LOOKING
    with tenant(batch.school_id, member_id=by.pk, user_id=by.user_id):
        if looking:
            through = undo_in_prospect(batch, by=by, now=now).batch
            batch.undo, batch.undo_found = Batch.Undo.READY, {"counts": through.counts, "kept": through.kept}
        else:
            undo_import(batch, by=by, now=now)
            batch.undo = Batch.Undo.NOT_ASKED
    batch.undo_tries, batch.undo_touched_at = 0, now
    batch.save(update_fields=FIELDS)


def _end(batch_id: int, school_id: int, state: str, failure: str, now: datetime.datetime) -> None:
    with tenant(school_id):
        if batch := _due(batch_id):
            batch.undo, batch.undo_found, batch.undo_touched_at = state, {"failure": failure}, now
            batch.save(update_fields=FIELDS)


def unfinished_undos(*, school_id: int, now: datetime.datetime, at_once: bool) -> list[Batch]:
    """Undos that nobody seems to work on; all that a worker should have ``at_once``, as when one starts."""
    with tenant(school_id):
        found = Batch.objects.filter(school=school_id, undo__in=UNDO_WORKING)
        return list(found if at_once else found.filter(undo_touched_at__lt=now - SILENT_AFTER))
