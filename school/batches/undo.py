"""Take a batch back: what it added goes, what it changed returns, what it removed comes again.

Later work wins. A row that others refer to or have changed, and a field that someone has set since, stay as they are
and are listed with the reason.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from school.batches.marking import batch_of_changes
from school.batches.steps import Reason, Remains, take_back
from school.batches.trail import columns_of, models_by_table, trail_of
from school.models import Batch, Member, School

DAYS_TO_UNDO = 30

LONGEST_STATEMENT = "60s"


@dataclass(frozen=True)
class Kept:
    """One thing that stayed: its name and kind as the school knows them, and why it stayed."""

    name: str
    kind: str
    why: str


@dataclass(frozen=True)
class Undone:
    """An undo: ``removed`` rows that the batch had added, ``changed`` back, ``restored`` that it had removed."""

    batch: Batch
    removed: int
    changed: int
    restored: int
    kept: tuple[Kept, ...]


def batches_in(school: School) -> QuerySet[Batch]:
    """The log, newest first, with who did it and through what it was undone."""
    return Batch.objects.filter(school=school).select_related("by", "undone_by", "undone_through")


def can_be_undone(batch: Batch, *, now: datetime.datetime) -> bool:
    """For the page: whether the button stands there."""
    in_time = now - batch.at <= datetime.timedelta(days=DAYS_TO_UNDO)
    return in_time and batch.undone_at is None and batch.kind != Batch.Kind.UNDO


@transaction.atomic
def undo_batch(*, batch: Batch, by: Member | None, now: datetime.datetime) -> Undone:
    """Take the batch back, inside its school's tenant. The undo is a batch in the log as well.

    Raises:
        ValidationError: it was undone already, is an undo itself, or lies more than thirty days back.
    """
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk, school_id=batch.school_id)
    check_can_be_undone(batch, now)
    _allow_long_statements()
    label = _("Undo of: %(label)s") % {"label": batch.label}
    with batch_of_changes(
        school=batch.school, kind=Batch.Kind.UNDO, label=label, by=by, now=now, undoes=batch
    ) as through:
        counts, remains = take_back(trail_of(batch, by=by))
        through.counts = dict(counts)
        through.kept = [one.as_dict() for one in remains]
        through.save(update_fields=["kept"])
    batch.undone_at, batch.undone_by = now, by
    batch.save(update_fields=["undone_at", "undone_by"])
    return _undone(through, remains)


def _allow_long_statements() -> None:
    """Each person who goes is looked for in every table that names people: seconds for a whole school."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONGEST_STATEMENT])


def check_can_be_undone(batch: Batch, now: datetime.datetime) -> None:
    """Raises ValidationError, with the sentence for the person."""
    if batch.undone_at is not None:
        raise ValidationError(_("This was undone already."))
    if batch.kind == Batch.Kind.UNDO:
        raise ValidationError(_("An undo cannot be undone; do what you meant again."))
    if not can_be_undone(batch, now=now):
        raise ValidationError(_("Only what was done in the last %d days can be undone.") % DAYS_TO_UNDO)


def undone_of(batch: Batch) -> Undone | None:
    """What the undo of this batch did and kept, for showing it again; None when it stands."""
    through = Batch.objects.filter(undoes=batch, school_id=batch.school_id).first()
    return told_again(through) if through else None


def told_again(through: Batch) -> Undone:
    """From the counts and the rows that an undo wrote down."""
    return _undone(through, [Remains(**one) for one in through.kept])


def _undone(through: Batch, remains: Iterable[Remains]) -> Undone:
    counts: Counter[str] = Counter(through.counts)
    kept = tuple(sorted(_named(list(remains)), key=lambda one: (one.kind, one.name)))
    return Undone(through, counts["removed"], counts["changed"], counts["restored"], kept)


def _named(remains: list[Remains]) -> Iterable[Kept]:
    """Names are read now: what was erased since has none any more."""
    for table in dict.fromkeys(one.table for one in remains):
        model = models_by_table()[table]
        ids = [one.row_id for one in remains if one.table == table]
        related = [one.name for one in model._meta.local_concrete_fields if one.is_relation and one.name != "school"]
        found = {str(row.pk): row for row in model._base_manager.select_related(*related).filter(pk__in=ids)}
        kind = str(model._meta.verbose_name)
        for one in (one for one in remains if one.table == table):
            yield Kept(str(found.get(one.row_id, "–")), kind, _sentence(one))


def _sentence(one: Remains) -> str:
    fields: dict[str, Any] = columns_of(one.table)
    named = ", ".join(str(fields[name].verbose_name) for name in one.fields if name in fields)
    return {
        Reason.CHANGED: _("Changed since: %(fields)s.") % {"fields": named},
        Reason.IN_USE: _("There are records about it since."),
        Reason.TAKEN: _("Something else has taken its place since."),
        Reason.GONE: _("It was removed since."),
    }[Reason(one.why)]
