"""Bring a roster in, whatever it came as: plan, which writes nothing, then carry out; all of it or nothing."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learningculture.tenancy import tenant
from school.batches import batch_of_changes
from school.models import Batch, Member, RosterRun, School
from school.rosters.accounting import RowCount, count_rows, failing_files
from school.rosters.apply import apply_plan
from school.rosters.bulk import collector_resting
from school.rosters.departures import departures
from school.rosters.difference import Difference, difference_of
from school.rosters.incoming import Incoming
from school.rosters.matching import claim, matched
from school.rosters.oneroster import read_oneroster
from school.rosters.plan import plan_school
from school.rosters.planned import Plan
from school.rosters.problems import Problem, RosterRefused, refuse
from school.rosters.report import RosterReport, SchoolReport, report_of, total
from school.rosters.stored import Stored, stored_in
from school.rosters.wanted import SchoolWanted

IMPORT_LOCK = 7_410_001
"""PostgreSQL advisory lock: one roster import at a time."""


@dataclass(frozen=True)
class PlannedSchool:
    """A school of the roster and what to do in it. A new one is not saved yet."""

    school: School
    is_new: bool
    plan: Plan

    @cached_property
    def difference(self) -> Difference:
        """By name, for the person who decides."""
        return difference_of(self.plan)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        return _oddities(self.plan)

    @cached_property
    def report(self) -> SchoolReport:
        return report_of(self.plan, self.school, is_new=self.is_new, notes=self.notes)


@dataclass(frozen=True)
class ImportPlan:
    """All that an import would do. Nothing was written.

    ``questions`` ask before many leave; ``incoming.problems`` are rows left out. Both must be answered to
    :func:`carry_out`.
    """

    incoming: Incoming
    on: datetime.date
    schools: tuple[PlannedSchool, ...]
    questions: tuple[Problem, ...]
    claims: bool = True

    @cached_property
    def rows(self) -> dict[str, RowCount]:
        """By file: input = applied + unchanged + failed."""
        new = [one.plan.wanted.source_id for one in self.schools if one.is_new]
        return count_rows(self.incoming.tables, self.incoming.problems, [one.plan for one in self.schools], new)

    @cached_property
    def fingerprint(self) -> str:
        """The same while the same file would change the same: for "confirm", after a look at the difference."""
        said = repr([(one.school.pk, one.difference) for one in self.schools])
        return hashlib.sha256(f"{self.incoming.digest} {said}".encode()).hexdigest()

    def failing_files(self) -> dict[str, bytes]:
        """By file name: the rows that were left out, with a column that says why."""
        return failing_files(self.incoming.tables, self.incoming.problems)

    def report(self, *, dry_run: bool) -> RosterReport:
        details = tuple(one.report for one in self.schools)
        return RosterReport(
            source=self.incoming.source,
            version=self.incoming.version,
            digest=self.incoming.digest,
            dry_run=dry_run,
            schools=tuple(one.school for one in self.schools),
            details=details,
            notes=tuple(self.incoming.notes),
            rejected=tuple(sorted(self.incoming.problems)),
            counts=total(details, len(self.incoming.problems)),
            rows=self.rows,
        )


def plan_import(
    incoming: Incoming, *, on: datetime.date, into: School | None = None, claims: bool = True
) -> ImportPlan:
    """Compare a roster with what is stored. Writes nothing, asks nothing.

    Args:
        on: the day of the import: whoever is no longer named leaves on it.
        into: bring the roster into this school and no other: the one it was before, or its only one.
        claims: whether the school may claim the sender's identifier; in the browser it may not.

    Raises:
        RosterRefused: it is not clear which school is meant, or the calendar contradicts itself.
    """
    planned = tuple(_planned(school, wanted, incoming, on) for school, wanted in matched(incoming, into, claims=claims))
    questions = tuple(question for one in planned for question in departures(one.plan, one.school))
    return ImportPlan(incoming, on, planned, questions, claims)


def _planned(school: School, wanted: SchoolWanted, incoming: Incoming, on: datetime.date) -> PlannedSchool:
    stored = Stored()
    if school.pk is not None:
        with tenant(school.pk):
            stored = stored_in(school, incoming.source, wanted)
    plan = plan_school(wanted, stored, source=incoming.source, held=incoming.held, on=on)
    return PlannedSchool(school, school.pk is None, plan)


@contextmanager
def alone() -> Iterator[None]:
    """One transaction, and no other import in it: plan and carry out inside.

    Raises:
        RosterRefused: another roster is being brought in.
    """
    with collector_resting(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [IMPORT_LOCK])
            if not cursor.fetchone()[0]:
                raise refuse("manifest.csv", _("Another roster is being brought in. Try again when it has ended."))
        yield


def carry_out(
    plan: ImportPlan,
    *,
    by: Member | None,
    now: datetime.datetime,
    accept_rest: bool = False,
    allow_leavers: bool = False,
    kind: str = "oneroster",
) -> RosterReport:
    """Write what was planned, inside :func:`alone` and in the same transaction as the plan.

    Each school gets a :class:`Batch` that can be undone, when anything changes, and a line in its log.

    Args:
        by: who confirmed it; None for a command.
        accept_rest: bring in the rest without the rows that have problems.
        allow_leavers: a departure of more than a tenth is meant.
        kind: what it came as, for the log ("oneroster", "table").

    Raises:
        RosterRefused: problems or questions are unanswered; nothing was changed.
    """
    check_answered(plan, accept_rest=accept_rest, allow_leavers=allow_leavers)
    report = plan.report(dry_run=False)
    for one in plan.schools:
        claim(one.school, plan.incoming, one.plan.wanted, claims=plan.claims)
        with tenant(one.school.pk, member_id=by.pk if by else None):
            batch = _write(one, plan, by, now) if one.plan.changes_anything else None
            _log(one, plan, kind, by, batch)
    return report


def check_answered(plan: ImportPlan, *, accept_rest: bool, allow_leavers: bool) -> None:
    blocking = [problem for problem in plan.incoming.problems if problem.blocks]
    if blocking and not accept_rest:
        raise RosterRefused(plan.incoming.problems)
    if plan.questions and not allow_leavers:
        raise RosterRefused(plan.questions)


def _write(one: PlannedSchool, plan: ImportPlan, by: Member | None, now: datetime.datetime) -> Batch:
    label = _("Roster from %(source)s") % {"source": plan.incoming.source}
    with batch_of_changes(school=one.school, kind=Batch.Kind.ROSTER, label=label, by=by, now=now) as batch:
        apply_plan(one.plan, school=one.school, source=plan.incoming.source)
        batch.counts = dict(one.report.counts)
    return batch


def _log(one: PlannedSchool, plan: ImportPlan, kind: str, by: Member | None, batch: Batch | None) -> None:
    """A school's line says nothing of the roster's other schools."""
    RosterRun.objects.create(
        school=one.school,
        source=plan.incoming.source,
        kind=kind,
        digest=plan.incoming.digest,
        version=plan.incoming.version,
        as_of=plan.incoming.as_of,
        by=by,
        batch=batch,
        counts=dict(one.report.counts),
        rows={file: count.as_dict() for file, count in plan.rows.items()},
        notes=[*plan.incoming.notes, *one.notes],
    )


def import_roster(
    *,
    folder: Path,
    on: datetime.date,
    dry_run: bool = False,
    into: School | None = None,
    accept_rest: bool = False,
    allow_leavers: bool = False,
) -> RosterReport:
    """Make the schools of a OneRoster 1.1 or 1.2 package what the package says, and report the difference.

    Args:
        folder: an unpacked package or a zip.
        dry_run: plan and report, write nothing.
        accept_rest, allow_leavers: see :func:`carry_out`.

    Raises:
        RosterRefused: with file, line and reason; nothing was changed.
    """
    with alone():
        plan = plan_import(read_oneroster(folder, on=on, into=into), on=on, into=into)
        if dry_run:
            check_answered(plan, accept_rest=accept_rest, allow_leavers=allow_leavers)
            return plan.report(dry_run=True)
        return carry_out(plan, by=None, now=timezone.now(), accept_rest=accept_rest, allow_leavers=allow_leavers)


def _oddities(plan: Plan) -> tuple[str, ...]:
    """What looks odd in one school, in numbers; it is brought in all the same."""
    school = plan.wanted
    kept = len(plan.withheld)
    said = [(ngettext("%d detail was kept as it is here.", "%d details were kept as they are here.", kept), kept)]
    if school.scope.classes:
        said += _about_classes(school)
    return tuple(sentence % count for sentence, count in said if count)


def _about_classes(school: SchoolWanted) -> list[tuple[str, int]]:
    untaught, unplaced = school.placed.untaught, school.placed.unplaced
    return [
        (ngettext("%d class has no teacher.", "%d classes have no teacher.", untaught), untaught),
        (ngettext("%d student is in no class.", "%d students are in no class.", unplaced), unplaced),
    ]
