"""The building of a term's portfolio: named steps, each a transaction that keeps what it found, the last one freezes.

The row holds the state. A worker that is killed loses the step it was in and nothing else; whoever comes next goes on.
Nothing here loads the worker's libraries before a step runs.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningculture.celery import app
from learningculture.tenancy import tenant
from portfolio.models import Build
from school.models import Member, Term

log = logging.getLogger(__name__)

SILENT_AFTER = datetime.timedelta(seconds=30)
"""A build that has not moved for so long has lost its worker; a step takes seconds."""

GIVE_UP_AFTER = datetime.timedelta(hours=1)
"""From when it was asked for. Until then a build waits for a database that is busy or away."""

STEP_TIMEOUT = "120s"
"""For one statement of a step: more than a page may take, since nobody waits for it."""

OPEN = (Build.State.WAITING, Build.State.RUNNING)
Clock = Callable[[], datetime.datetime]


@dataclass(frozen=True)
class Step:
    """One named step. ``work`` is where its function is, loaded when it runs."""

    key: str
    label: Any
    work: str


STEPS: tuple[Step, ...] = (
    Step("explained", gettext_lazy("Reading how staff explain it"), "portfolio.indicators.q1_vision.explain_back"),
    Step("support", gettext_lazy("Reading what staff say of the vision"), "portfolio.indicators.q1_vision.support"),
    Step("dialogue", gettext_lazy("Counting who spoke of the vision"), "portfolio.indicators.q1_vision.dialogue"),
    Step("replies", gettext_lazy("Counting answers to what was said"), "portfolio.indicators.q1_vision.replies"),
    Step("threads", gettext_lazy("Following the commitments"), "portfolio.indicators.q1_vision.threads"),
    Step("echo", gettext_lazy("Hearing what students say"), "portfolio.indicators.q1_vision.echo"),
    Step("leaders", gettext_lazy("Reading what staff say of leaders"), "portfolio.indicators.q2_leaders.commitment"),
    Step("promises", gettext_lazy("Counting promises"), "portfolio.indicators.q2_leaders.promises"),
    Step("presence", gettext_lazy("Counting where leaders talked"), "portfolio.indicators.q2_leaders.presence"),
    Step("learners", gettext_lazy("Counting leaders who learn"), "portfolio.indicators.q2_leaders.learners"),
    Step("priorities", gettext_lazy("Counting priorities held"), "portfolio.indicators.q2_leaders.fewer_longer"),
    Step("messages", gettext_lazy("Reading which messages landed"), "portfolio.indicators.q2_leaders.messages"),
    Step("freedom", gettext_lazy("Reading how free staff feel to try"), "portfolio.indicators.q3_enquiry.empowerment"),
    Step("enquiries", gettext_lazy("Counting enquiries"), "portfolio.indicators.q3_enquiry.enquirers"),
    Step("classrooms", gettext_lazy("Counting classrooms visited"), "portfolio.indicators.q4_classrooms.coverage"),
    Step("sightings", gettext_lazy("Gathering what visitors saw"), "portfolio.indicators.q4_classrooms.sightings"),
    Step("check-ins", gettext_lazy("Matching students’ check-ins"), "portfolio.indicators.q5_behaviours.self_report"),
    Step("judgements", gettext_lazy("Comparing judgements"), "portfolio.indicators.q5_behaviours.judgements"),
    Step("charts", gettext_lazy("Drawing the charts"), "portfolio.freezing.draw"),
    Step("freeze", gettext_lazy("Freezing the portfolio"), "portfolio.freezing.freeze"),
)
COUNTING = STEPS[:-2]
"""The steps that read records; the last two only work on what these kept."""


@transaction.atomic
def ask_for_build(*, term: Term, by: Member | None, now: datetime.datetime) -> Build:
    """Have the worker build the term's portfolio. Raises ValidationError while it is being built already."""
    check_can_build(term, now)
    try:
        with transaction.atomic():
            build = Build.objects.create(
                school_id=term.school_id, term=term, steps=len(STEPS), asked_by=by, asked_at=now, alive_at=now
            )
    except IntegrityError:
        raise ValidationError(_being_built(term)) from None
    _enqueue_on_commit(build)
    return build


def check_can_build(term: Term, now: datetime.datetime) -> None:
    if term.starts_on > timezone.localdate(now):
        raise ValidationError(_("%(term)s has not begun yet.") % {"term": term.title})
    if Build.objects.filter(term=term, state__in=OPEN).exists():
        raise ValidationError(_being_built(term))


def _being_built(term: Term) -> str:
    return _("The portfolio of %(term)s is being built already.") % {"term": term.title}


@transaction.atomic
def retry_build(*, build: Build, by: Member, now: datetime.datetime) -> Build:
    """Carry on a stopped build after the steps that it finished. Raises ValidationError unless it has stopped."""
    if build.state != Build.State.FAILED:
        raise ValidationError(_("This build has not stopped."))
    check_can_build(build.term, now)
    build.state, build.failure, build.asked_by, build.alive_at = Build.State.WAITING, "", by, now
    build.save(update_fields=["state", "failure", "asked_by", "alive_at"])
    _enqueue_on_commit(build)
    return build


def enqueue(build: Build) -> None:
    """Tell a worker. If the message is lost, the sweeper finds the row."""
    app.send_task("portfolio.tasks.build_portfolio", kwargs={"school_id": build.school_id, "build_id": build.pk})


def _enqueue_on_commit(build: Build) -> None:
    transaction.on_commit(lambda: enqueue(build), robust=True)


def unfinished_builds(*, school_id: int, now: datetime.datetime, at_once: bool) -> list[Build]:
    """Builds that nobody seems to work on; all open ones ``at_once``, as when a worker starts."""
    with tenant(school_id, purpose="build"):
        found = Build.objects.filter(school=school_id, state__in=OPEN)
        return list(found if at_once else found.filter(alive_at__lt=now - SILENT_AFTER))


def run_build(build_id: int, *, school_id: int, clock: Clock = timezone.now) -> None:
    """Run what is left of a build. Harmless when it is done, or when another worker has it in hand."""
    with translation.override("en-gb"):
        while _run_next_step(build_id, school_id, clock):
            pass


def _run_next_step(build_id: int, school_id: int, clock: Clock) -> bool:
    """One step in a transaction of its own; whether there may be another."""
    try:
        with tenant(school_id, purpose="build"):
            build = _claim(build_id)
            if build is None:
                return False
            _perform(build, clock())
            return build.state == Build.State.RUNNING
    except OperationalError:
        if not _is_hopeless(build_id, school_id, clock()):
            raise
    except Exception:
        log.exception("Build %s of school %s stopped.", build_id, school_id)
    _stop(build_id, school_id, clock())
    return False


def _claim(build_id: int) -> Build | None:
    """The open build, held until the step is kept; None when it is finished or another worker holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [STEP_TIMEOUT])
    free = Build.objects.select_for_update(skip_locked=True, of=("self",))
    return free.select_related("term__academic_year", "term__school").filter(pk=build_id, state__in=OPEN).first()


def _perform(build: Build, now: datetime.datetime) -> None:
    step = STEPS[build.step]
    if step in COUNTING:
        build.kept[step.key] = import_string("portfolio.freezing.count")(build, step.work)
    else:
        import_string(step.work)(build, now)
    build.step += 1
    build.alive_at = now
    build.state = Build.State.DONE if build.step == len(STEPS) else Build.State.RUNNING
    build.save()


def _is_hopeless(build_id: int, school_id: int, now: datetime.datetime) -> bool:
    with tenant(school_id, purpose="build"):
        return Build.objects.filter(pk=build_id, asked_at__lt=now - GIVE_UP_AFTER).exists()


def _stop(build_id: int, school_id: int, now: datetime.datetime) -> None:
    with tenant(school_id, purpose="build"):
        build = Build.objects.filter(pk=build_id, state__in=OPEN).first()
        if build is None:
            return
        build.failure = _("“%(step)s” could not be finished.") % {"step": STEPS[build.step].label}
        build.state, build.alive_at = Build.State.FAILED, now
        build.save(update_fields=["state", "failure", "alive_at"])
