"""Changes of the behaviours, each of which can be taken back until something is recorded with their words.

They are taken back in the opposite order, the last one first: so nothing that was built upon is ever pulled away.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from school.batches import batch_of_changes, can_be_undone, undo_batch
from school.models import Batch, Member, School
from vision.models import Framework
from vision.use import check_can_reword


@contextmanager
def begin_change(school: School, label: str, *, by: Member | None) -> Iterator[Batch]:
    """Everything written inside is one change; ``counts`` is to say of which framework. ``label``: what is done."""
    with batch_of_changes(school=school, kind=Batch.Kind.BEHAVIOURS, label=label, by=by, now=timezone.now()) as batch:
        yield batch


@contextmanager
def change_of(framework: Framework, label: str, *, by: Member, of_words: bool = True) -> Iterator[None]:
    """A change of a framework that is there already; ``of_words``: not only of what its behaviours are to others."""
    with begin_change(framework.school, label, by=by) as batch:
        batch.counts = {"framework": framework.pk, "words": int(of_words)}
        yield


def changes_of(framework: Framework) -> QuerySet[Batch]:
    """What was changed in it, newest first, with what was taken back since."""
    mine = Batch.objects.filter(school=framework.school_id, kind=Batch.Kind.BEHAVIOURS, counts__framework=framework.pk)
    return mine.select_related("by").order_by("-pk")


def is_of_crosswalk(change: Batch) -> bool:
    """Whether it says only what behaviours are to others: that may change also when the words are in use."""
    return not change.counts.get("words", 1)


def last_change(changes: Iterable[Batch], *, now: datetime.datetime) -> Batch | None:
    """Of :func:`changes_of`, the one that would be taken back next."""
    standing = next((each for each in changes if each.undone_at is None), None)
    return standing if standing and can_be_undone(standing, now=now) else None


def last_line(framework: Framework, *, now: datetime.datetime) -> Batch | None:
    """The last change, where it is one of the crosswalk."""
    last = last_change(changes_of(framework), now=now)
    return last if last and is_of_crosswalk(last) else None


@transaction.atomic
def take_back(*, framework: Framework, change: Batch, by: Member, now: datetime.datetime) -> Batch:
    """Undo the last change of the framework, all of it or nothing.

    Raises:
        ValidationError: something is recorded with the words since, a later change stands, or it lies too far back.
    """
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    if not is_of_crosswalk(change):
        check_can_reword(framework)
    if change.undone_at is None and changes_of(framework).filter(undone_at=None).first() != change:
        raise ValidationError(_("Something was changed after this. Take that back first."))
    if undo_batch(batch=change, by=by, now=now).kept:
        raise ValidationError(_("Something has come to depend on this since, so it can no longer be undone."))
    return change
