"""Bring a OneRoster folder in: read, check, plan, write; all of it or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learningculture.tenancy import tenant
from school.models import Role, RosterRun, School
from school.models.classes import Enrolment
from school.rosters.apply import apply_plan
from school.rosters.checks import check
from school.rosters.grades import phase_of
from school.rosters.package import Package, open_package
from school.rosters.plan import Plan, left_without_class, plan_school
from school.rosters.problems import Problem, RosterRefused, refuse
from school.rosters.reading import Held, Reading, read
from school.rosters.report import RosterReport, SchoolReport, report_of, total
from school.rosters.stored import Stored, stored_in
from school.rosters.wanted import SchoolWanted, people_left_out, schools_wanted

MASS_DEPARTURE = 0.10
"""Share of a school's students, or of its staff, that may leave in one import without asking. An outage at the
sender looks just like everybody leaving."""

NEVER_A_MASS = 1
"""People: in a small school one leaver is more than a tenth."""

IMPORT_LOCK = 7_410_001
"""PostgreSQL advisory lock: one roster import at a time."""


class Planned(NamedTuple):
    """A school of the package and what to do in it. A new one is not saved yet."""

    school: School
    is_new: bool
    plan: Plan


@transaction.atomic
def import_roster(
    *,
    folder: Path,
    on: datetime.date,
    dry_run: bool = False,
    into: School | None = None,
    accept_rest: bool = False,
    allow_leavers: bool = False,
) -> RosterReport:
    """Make the schools of a OneRoster 1.1 or 1.2 bulk package what the package says, and report the difference.

    Args:
        on: the day of the import: whoever is no longer named leaves on it.
        dry_run: plan and report, write nothing.
        into: the school that the package's only school is.
        accept_rest: leave out rows that cannot be read or refer to nothing, and bring in the rest. Nobody and
            nothing that such a row speaks of is closed.
        allow_leavers: a departure of more than a tenth is meant.

    Raises:
        RosterRefused: with file, line and reason; nothing was changed.
    """
    package = open_package(folder)
    reading = read(package)
    check(reading, accept_rest=accept_rest)
    _check_runs_alone()
    wanted = schools_wanted(reading, on)
    schools = [_school_of(one, package, into, len(wanted)) for one in wanted]
    plans = [_planned(*pair, package.source, reading.held, on) for pair in zip(schools, wanted, strict=True)]
    if not allow_leavers:
        _check_departures(plans)
    report = _report(package, reading, wanted, plans, dry_run=dry_run)
    if not dry_run:
        for planned, detail in zip(plans, report.details, strict=True):
            _write(planned, package, detail, reading.notes)
    return report


def _report(
    package: Package, reading: Reading, wanted: list[SchoolWanted], plans: list[Planned], *, dry_run: bool
) -> RosterReport:
    details = tuple(report_of(one.plan, one.school, is_new=one.is_new, notes=_oddities(one.plan)) for one in plans)
    return RosterReport(
        source=package.source,
        version=package.version,
        digest=package.digest,
        dry_run=dry_run,
        schools=tuple(one.school for one in plans),
        details=details,
        notes=(*reading.notes, *_left_out(reading, wanted)),
        rejected=tuple(sorted(reading.problems)),
        counts=total(details, len(reading.problems)),
    )


def _check_runs_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [IMPORT_LOCK])
        if not cursor.fetchone()[0]:
            raise refuse("manifest.csv", _("Another roster is being brought in. Try again when it has ended."))


def _school_of(wanted: SchoolWanted, package: Package, into: School | None, schools: int) -> School:
    """Ours for a school of the package, known by the sender and its identifier; never by name alone."""
    known = School.objects.filter(source=package.source, source_id=wanted.source_id).first()
    if into is not None:
        _check_may_map(into, known, package, wanted, schools)
        return into
    if known is None:
        return _new_school(wanted)
    if not package.named and known.name.casefold() != wanted.name.casefold():
        reason = _("The manifest names no source system, and %(id)s is another school here. Say which with --school.")
        raise refuse("orgs.csv", reason % {"id": wanted.source_id}, column="sourcedId")
    return known


def _check_may_map(into: School, known: School | None, package: Package, wanted: SchoolWanted, schools: int) -> None:
    if schools != 1:
        raise refuse("orgs.csv", _("--school takes a roster of one school, and this one has %d.") % schools)
    if known not in (None, into) or (
        into.source_id and (into.source, into.source_id) != (package.source, wanted.source_id)
    ):
        reason = _("%(slug)s or the school %(id)s of this roster belongs to another one already.")
        raise refuse("orgs.csv", reason % {"slug": into.slug, "id": wanted.source_id}, column="sourcedId")


def _new_school(wanted: SchoolWanted) -> School:
    groups = {member.year_group for member in wanted.members.values()} - {None}
    phase = phase_of(group for group in groups if group is not None)
    return School(name=wanted.name, slug=_free_slug(wanted.name), phase=phase)


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:55] or "school"
    taken = set(School.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(
        slug
        for number in range(1, len(taken) + 2)
        if (slug := wanted if number == 1 else f"{wanted}-{number}") not in taken
    )


def _planned(school: School, wanted: SchoolWanted, source: str, held: Held, on: datetime.date) -> Planned:
    stored = Stored()
    if school.pk is not None:
        with tenant(school.pk):
            stored = stored_in(school, source, wanted.classes)
    return Planned(school, school.pk is None, plan_school(wanted, stored, source=source, held=held, on=on))


def _check_departures(plans: Iterable[Planned]) -> None:
    """Ask before a tenth of a school's students or staff leave, or of its students stand without a class."""
    problems = []
    for school, _is_new, plan in plans:
        leaving = {row.id for row in plan.members_leaving}
        here = [member for member in plan.stored.members.values() if member.left_on is None]
        students = {member.id for member in here if Role.STUDENT in member.roles}
        staff = {member.id for member in here} - students
        for group, gone, reason in (
            (students, leaving & students, _("%(gone)d of %(all)d students of %(school)s are no longer named.")),
            (staff, leaving & staff, _("%(gone)d of %(all)d staff of %(school)s are no longer named.")),
            (students, left_without_class(plan), _("%(gone)d of %(all)d students of %(school)s would have no class.")),
        ):
            if len(gone) > NEVER_A_MASS and len(gone) > MASS_DEPARTURE * len(group):
                said = reason % {"gone": len(gone), "all": len(group), "school": school.name}
                ask = _("More than a tenth: if that is meant, import again with --allow-leavers.")
                problems.append(Problem("users.csv", 0, f"{said} {ask}", fatal=True))
    if problems:
        raise RosterRefused(problems)


def _write(planned: Planned, package: Package, detail: SchoolReport, notes: Iterable[str]) -> None:
    """One school's rows and its line in the log, which says nothing of the package's other schools."""
    school, _is_new, plan = planned
    if (school.source, school.source_id) != (package.source, plan.wanted.source_id):
        school.source, school.source_id = package.source, plan.wanted.source_id
        if school.pk is None:
            school.slug = _free_slug(school.name)
        school.save()
    with tenant(school.pk):
        apply_plan(plan, school=school, source=package.source)
        RosterRun.objects.create(
            school=school,
            source=package.source,
            digest=package.digest,
            version=package.version,
            counts=dict(detail.counts),
            notes=[*notes, *detail.notes],
        )


def _left_out(reading: Reading, wanted: list[SchoolWanted]) -> Iterator[str]:
    left_out: Mapping[str, int] = people_left_out(reading, wanted)
    for role, count in sorted(left_out.items()):
        said = ngettext(
            "Not brought in: %(count)d person with the role %(role)s.",
            "Not brought in: %(count)d people with the role %(role)s.",
            count,
        )
        yield said % {"count": count, "role": role}


def _oddities(plan: Plan) -> tuple[str, ...]:
    """What looks odd in one school, in numbers; it is brought in all the same."""
    school = plan.wanted
    taught = {key[0] for key in school.enrolments if key[2] != Enrolment.Role.STUDENT}
    placed = {key[1] for key in school.enrolments if key[2] == Enrolment.Role.STUDENT}
    untaught = len(school.classes) - len(taught)
    unplaced = sum(member.is_student and id not in placed for id, member in school.members.items())
    said = {
        ngettext("%d class has no teacher.", "%d classes have no teacher.", untaught): untaught,
        ngettext("%d student is in no class.", "%d students are in no class.", unplaced): unplaced,
    }
    return tuple(sentence % count for sentence, count in said.items() if count)
