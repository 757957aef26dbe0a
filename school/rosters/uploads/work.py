"""The worker's part of an upload: each step in a transaction of its own, the writing in one with its own record.

The row holds the state. A worker that is killed loses the step it was in and nothing else; whoever comes next takes
that step again. A file that kills three workers is not given to a fourth.
"""

from __future__ import annotations

import datetime
import logging
import sys
from collections.abc import Callable

from django.db import OperationalError, connection
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from learningculture.tenancy import tenant
from school.models import RosterUpload
from school.models.uploads import OPEN, WORKING
from school.rosters.problems import RosterRefused
from school.rosters.uploads.files import delete_file
from school.rosters.uploads.handing_in import forget
from school.rosters.uploads.stages import STAGES, State
from school.rosters.uploads.steps import STEPS, Waits

log = logging.getLogger(__name__)

SILENT_AFTER = datetime.timedelta(seconds=60)
"""An upload in a worker's hands that has not moved for so long has lost its worker; the longest step takes seconds."""

MOST_TRIES = 3
"""Times that a step is begun before it is given up: each try that does not end has lost its worker."""

UNUSED_AFTER = datetime.timedelta(hours=24)
"""Files that nobody has touched for so long are deleted, with everything read from them."""

OLDEST = datetime.timedelta(days=7)
"""However often somebody touches it: a roster of last week is not the roster. No file of ours is older than that."""

STEP_TIMEOUT = "300s"
"""For one statement of a step: more than a page may take, since nobody waits for it."""

KEPT_PROBLEMS = 500
"""Problems kept for the page; all of them stand in the file of failing rows."""

Clock = Callable[[], datetime.datetime]


def run_upload(upload_id: int, *, school_id: int, clock: Clock = timezone.now) -> None:
    """Take every step that is a worker's. Harmless when there is none, or when another worker has it in hand."""
    with translation.override("en-gb"):
        while _begin(upload_id, school_id, clock()) and _take_step(upload_id, school_id, clock):
            pass


def _begin(upload_id: int, school_id: int, now: datetime.datetime) -> bool:
    """Note that a step begins, before it does: what a killed worker had in hand is counted."""
    with tenant(school_id):
        upload = _claim(upload_id)
        if upload is None:
            return False
        upload.tries, upload.touched_at = upload.tries + 1, now
        if upload.tries > MOST_TRIES:
            label = STAGES[upload.stage].label
            reason = _("“%(step)s” was begun %(count)d times and never ended: the worker was lost each time.")
            _stop(upload, reason % {"step": label, "count": MOST_TRIES}, now)
            return False
        upload.save(update_fields=["tries", "touched_at"])
        return True


def _claim(upload_id: int) -> RosterUpload | None:
    """The upload, held until the step is kept; None when no step is due or another worker holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [STEP_TIMEOUT])
    free = RosterUpload.objects.select_for_update(skip_locked=True, of=("self",))
    return free.select_related("school", "by").filter(pk=upload_id, state__in=WORKING).first()


def _take_step(upload_id: int, school_id: int, clock: Clock) -> bool:
    """One step; whether there may be another."""
    problems: list[dict[str, object]] = []
    reason = ""
    try:
        with tenant(school_id):
            upload = _claim(upload_id)
            if upload is None:
                return False
            STEPS[STAGES[upload.stage].key](upload, clock())
            upload.tries, upload.touched_at = 0, clock()
            upload.save()
            return upload.is_working
    except Waits:
        return False
    except RosterRefused as refused:
        problems = [problem.as_dict() for problem in refused.problems[:KEPT_PROBLEMS]]
    except OperationalError:
        raise
    except Exception:
        # The message may hold a cell's contents: the log gets the kind and the place in the code only.
        log.error("Upload %s of school %s stopped.", upload_id, school_id, exc_info=_without_message())
        reason = "stopped"
    _end(upload_id, school_id, problems, stopped=bool(reason), now=clock())
    return False


def _without_message() -> BaseException:
    return RuntimeError("its words are not logged").with_traceback(sys.exc_info()[2])


def _end(
    upload_id: int, school_id: int, problems: list[dict[str, object]], *, stopped: bool, now: datetime.datetime
) -> None:
    with tenant(school_id):
        upload = RosterUpload.objects.select_for_update(of=("self",)).filter(pk=upload_id, state__in=WORKING).first()
        if upload is None:
            return
        if stopped:
            reason = _("“%(step)s” could not be finished.") % {"step": STAGES[upload.stage].label}
            _stop(upload, reason, now)
            return
        upload.state, upload.problems, upload.touched_at = State.REFUSED, problems, now
        if not upload.found.get("header"):
            forget_all_but_problems(upload)
        upload.save()


def forget_all_but_problems(upload: RosterUpload) -> None:
    """A file that cannot be mended here is of no more use; what was wrong with it stays to be read."""
    problems = upload.problems
    forget(upload)
    upload.problems = problems


def _stop(upload: RosterUpload, reason: str, now: datetime.datetime) -> None:
    upload.state, upload.failure, upload.touched_at = State.STOPPED, reason, now
    upload.save(update_fields=["state", "failure", "touched_at"])


def unfinished_uploads(*, school_id: int, now: datetime.datetime, at_once: bool) -> list[RosterUpload]:
    """Uploads that nobody seems to work on; all that a worker should have ``at_once``, as when one starts."""
    with tenant(school_id):
        found = RosterUpload.objects.filter(school=school_id, state__in=WORKING)
        return list(found if at_once else found.filter(touched_at__lt=now - SILENT_AFTER))


def delete_unused(*, school_id: int, now: datetime.datetime) -> int:
    """Forget uploads untouched for a day or a week old, and files of those that ended; how many."""
    with tenant(school_id):
        old = RosterUpload.objects.select_for_update(skip_locked=True, of=("self",)).filter(school=school_id)
        over = Q(touched_at__lt=now - UNUSED_AFTER) | Q(handed_in_at__lt=now - OLDEST)
        unused = list(old.filter(over, state__in=[*OPEN, State.REFUSED]))
        for upload in unused:
            upload.state = State.DROPPED
            forget(upload)
        ended = list(old.filter(state__in=[State.DONE, State.DROPPED]).exclude(stored=""))
        for upload in ended:
            delete_file(upload.stored)
            upload.stored = ""
            upload.save(update_fields=["stored"])
        return len(unused) + len(ended)
