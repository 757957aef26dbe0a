"""The undo of an import, looked at before it is done."""

from __future__ import annotations

import datetime

from django.db import transaction

from school.batches import Undone, undo_batch
from school.models import Batch, Member


def undo_in_prospect(batch: Batch, *, by: Member, now: datetime.datetime) -> Undone:
    """What :func:`undo_batch` would do: it does it and takes it back at once, so that nothing is guessed.

    Raises:
        ValidationError: as the undo itself would.
    """
    with transaction.atomic():
        undone = undo_batch(batch=batch, by=by, now=now)
        transaction.set_rollback(True)
    return undone
