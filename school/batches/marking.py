"""Open a batch around writes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from learningculture.tenancy import marking_changes
from school.models import Batch, Member, School


@contextmanager
def batch_of_changes(
    *,
    school: School,
    kind: str,
    label: str,
    by: Member | None,
    now: datetime.datetime,
    **more: Any,
) -> Iterator[Batch]:
    """Everything written inside belongs to one new :class:`Batch`, which :func:`undo_batch` can take back.

    Inside ``tenant(school.pk, …)``, as every request is. ``batch.counts`` may be filled inside; it is saved at the end.

    Args:
        kind: one of ``Batch.Kind``.
        label: what the log shows, in the words of the school ("Roster from SIMS").
        by: whoever did it; None for a command or a task of the machine's own.
    """
    batch = Batch.objects.create(school=school, kind=kind, label=label[:200], by=by, at=now, **more)
    with marking_changes(batch.pk):
        yield batch
    if batch.counts:
        batch.save(update_fields=["counts"])
