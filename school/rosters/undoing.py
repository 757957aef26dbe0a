"""The undo of an import, looked at before it is done."""

from __future__ import annotations

import datetime

from django.db import transaction

from school.batches import Undone, undo_batch
from school.models import Batch, Member
from school.rosters.guarded import check_places_stand, guarded_places


@transaction.atomic
def undo_import(batch: Batch, *, by: Member, now: datetime.datetime) -> Undone:
    """Take an import back, but leading places only for a head.

    Raises:
        ValidationError: as :func:`undo_batch`, or somebody else's undo would give, end or open such a place.
    """
    places = guarded_places(batch.school)
    undone = undo_batch(batch=batch, by=by, now=now)
    check_places_stand(places, batch.school, by)
    return undone


def undo_in_prospect(batch: Batch, *, by: Member, now: datetime.datetime) -> Undone:
    """What :func:`undo_import` would do: it does it and takes it back at once, so that nothing is guessed.

    Raises:
        ValidationError: as the undo itself would.
    """
    with transaction.atomic():
        undone = undo_import(batch, by=by, now=now)
        transaction.set_rollback(True)
    return undone
