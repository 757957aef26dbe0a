"""What a person does with an upload. Each act moves the row; the worker is told after the commit."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learningculture.celery import app
from learningculture.downloads import one_line
from school.models import Member, Role, RosterMapping, RosterUpload
from school.models.uploads import OPEN
from school.rosters.tablefiles.answers import Answers
from school.rosters.tablefiles.text import WINDOWS
from school.rosters.uploads.files import delete_file, keep_file
from school.rosters.uploads.stages import STAGES, State, go_to_stage

LONGEST_NAME = 200
MOST_OPEN = 5
"""Uploads that a school may have open at once: more is a mistake, and each holds names."""

EMPTIED = {"found": dict, "answers": dict, "difference": dict, "keep_ours": list, "problems": list}
"""What speaks of people and goes with the file."""


def hand_in(*, name: str, chunks: Iterable[bytes], by: Member, now: datetime.datetime) -> RosterUpload:
    """Keep a file and have it opened. Raises ValidationError: nothing in it, too large, too many open already."""
    if RosterUpload.objects.filter(school=by.school_id, state__in=OPEN).count() >= MOST_OPEN:
        raise ValidationError(_("Several rosters are waiting already. Finish or drop one of them first."))
    stored, size = keep_file(chunks)
    try:
        with transaction.atomic():
            upload = RosterUpload.objects.create(
                school=by.school,
                name=one_line(name)[-LONGEST_NAME:],
                size=size,
                stored=stored,
                by=by,
                handed_in_at=now,
                touched_at=now,
            )
            _tell_worker(upload)
    except BaseException:
        delete_file(stored)
        raise
    return upload


@transaction.atomic
def say_encoding(*, upload: RosterUpload, encoding: str, by: Member, now: datetime.datetime) -> RosterUpload:
    """Read the file as Windows-1252, because a person recognised the letters."""
    held = _held(upload, State.ASKING)
    if encoding != WINDOWS or not held.found.get("lines"):
        raise ValidationError(_("Choose how the file is written."))
    held.encoding = encoding
    return _on(held, "open", by, now)


@transaction.atomic
def say_columns(
    *, upload: RosterUpload, answers: Answers, finished: bool, by: Member, now: datetime.datetime
) -> RosterUpload:
    """Keep what was said of the table; compare it when nothing is open any more, and remember it for the next one."""
    held = _held(upload, State.ASKING)
    held.answers = answers.as_dict()
    if not finished:
        return _on(held, "columns", by, now)
    RosterMapping.objects.update_or_create(
        school_id=held.school_id,
        signature=held.signature,
        defaults={"family": held.family, "answers": held.answers, "encoding": held.encoding, "used_at": now, "by": by},
    )
    return _on(held, "read", by, now)


@transaction.atomic
def change_columns(*, upload: RosterUpload, by: Member, now: datetime.datetime) -> RosterUpload:
    """Back to the question of columns, from the difference or from a refusal."""
    held = _held(upload, State.READY, State.REFUSED)
    if not held.stored or not held.found.get("header"):
        raise ValidationError(_("The file is no longer here. Hand it in again."))
    held.difference, held.problems, held.keep_ours = {}, [], []
    return _on(held, "columns", by, now)


@transaction.atomic
def keep_ours(
    *, upload: RosterUpload, shown: Iterable[str], ticked: Iterable[str], by: Member, now: datetime.datetime
) -> RosterUpload:
    """Of the changed fields that a page showed, those ticked stay as they are here."""
    held = _held(upload, State.READY)
    known = {field["key"] for person in held.difference.get("changed", []) for field in person["fields"]}
    shown = set(shown) & known
    held.keep_ours = sorted((set(held.keep_ours) - shown) | (set(ticked) & shown))
    held.touched_at = now
    held.save(update_fields=["keep_ours", "touched_at"])
    return held


@transaction.atomic
def confirm_upload(*, upload: RosterUpload, ticked: Iterable[str], by: Member, now: datetime.datetime) -> RosterUpload:
    """Yes: bring it in. Saying it twice is saying it once.

    Raises:
        ValidationError: a question of the difference (many leavers, rows that failed) is not ticked, or only a head
            may say yes.
    """
    held = _held(upload, State.READY, State.IMPORTING, State.DONE)
    if held.state != State.READY:
        return held
    if (head_only := held.difference.get("head_only")) and Role.HEAD not in by.roles:
        raise ValidationError(head_only)
    unsaid = set(held.difference.get("asks", {})) - set(ticked)
    if unsaid:
        raise ValidationError(_("Tick each of the questions above the button first. Nothing has been changed."))
    held.accept_rest, held.allow_leavers = "failed" in ticked, "leavers" in ticked
    return _on(held, "write", by, now)


@transaction.atomic
def drop_upload(*, upload: RosterUpload, by: Member | None, now: datetime.datetime) -> RosterUpload:
    """Forget the file and everything that was read from it. Nothing was brought in."""
    held = _held(upload, *OPEN, State.REFUSED)
    if held.state == State.IMPORTING:
        raise ValidationError(_("It is being brought in at this moment. You can undo it afterwards."))
    held.state, held.touched_at = State.DROPPED, now
    forget(held)
    return held


@transaction.atomic
def try_again(*, upload: RosterUpload, by: Member, now: datetime.datetime) -> RosterUpload:
    """Run the step again in which the worker stopped."""
    held = _held(upload, State.STOPPED)
    held.failure = ""
    return _on(held, STAGES[held.stage].key, by, now)


def forget(upload: RosterUpload) -> None:
    """Empty everything that speaks of people, and delete the file once that is certain."""
    for name, empty in EMPTIED.items():
        setattr(upload, name, empty())
    stored, upload.stored = upload.stored, ""
    upload.save()
    transaction.on_commit(lambda: delete_file(stored), robust=True)


def enqueue(upload: RosterUpload) -> None:
    """Tell a worker. If the message is lost, the sweeper finds the row."""
    app.send_task("school.rosters.tasks.work_on_upload", kwargs={"school_id": upload.school_id, "upload_id": upload.pk})


def _tell_worker(upload: RosterUpload) -> None:
    transaction.on_commit(lambda: enqueue(upload), robust=True)


def _held(upload: RosterUpload, *states: str) -> RosterUpload:
    """The row as it is now, locked. Raises ValidationError when somebody was quicker."""
    held = RosterUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if held.state not in states:
        raise ValidationError(
            _("This roster has gone on meanwhile: it is %(state)s.") % {"state": held.get_state_display()}
        )
    return held


def _on(upload: RosterUpload, stage: str, by: Member, now: datetime.datetime) -> RosterUpload:
    go_to_stage(upload, stage)
    upload.by, upload.touched_at, upload.tries = by, now, 0
    upload.save()
    if upload.is_working:
        _tell_worker(upload)
    return upload
