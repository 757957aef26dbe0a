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


class Placed(NamedTuple):
    """A school of the package and ours for it, not yet saved when it is new."""

    wanted: SchoolWanted
    school: School


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
    placed = [Placed(one, _school_of(one, package, into, len(wanted))) for one in wanted]
    notes = (*reading.notes, *_notes(reading, wanted))
    plans = [(one.school, one.school.pk is None, _planned(one, package.source, reading.held, on)) for one in placed]
    if not allow_leavers:
        _check_departures(plans)
    details = tuple(report_of(plan, school, is_new=is_new) for school, is_new, plan in plans)
    if not dry_run:
        for (school, _is_new, plan), detail in zip(plans, details, strict=True):
            _write(plan, school, package, detail, notes)
    return RosterReport(
        source=package.source,
        version=package.version,
        digest=package.digest,
        dry_run=dry_run,
        schools=tuple(one.school for one in placed),
        details=details,
        notes=notes,
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


def _planned(placed: Placed, source: str, held: Held, on: datetime.date) -> Plan:
    stored = Stored()
    if placed.school.pk is not None:
        with tenant(placed.school.pk):
            stored = stored_in(placed.school, source, placed.wanted.classes)
    return plan_school(placed.wanted, stored, source=source, held=held, on=on)


def _check_departures(plans: Iterable[tuple[School, bool, Plan]]) -> None:
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


def _write(plan: Plan, school: School, package: Package, detail: SchoolReport, notes: tuple[str, ...]) -> None:
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
            notes=list(notes),
        )


def _notes(reading: Reading, wanted: list[SchoolWanted]) -> list[str]:
    """What was left out or looks odd, in numbers."""
    left_out: Mapping[str, int] = people_left_out(reading, wanted)
    notes = [
        ngettext(
            "Not brought in: %(count)d person with the role %(role)s.",
            "Not brought in: %(count)d people with the role %(role)s.",
            count,
        )
        % {"count": count, "role": role}
        for role, count in sorted(left_out.items())
    ]
    return notes + [note for school in wanted for note in _oddities(school)]


def _oddities(school: SchoolWanted) -> Iterator[str]:
    taught = {key[0] for key in school.enrolments if key[2] != "student"}
    placed = {key[1] for key in school.enrolments if key[2] == "student"}
    untaught = len(school.classes) - len(taught)
    unplaced = sum(member.is_student and id not in placed for id, member in school.members.items())
    if untaught:
        said = ngettext(
            "%(school)s: %(count)d class has no teacher.", "%(school)s: %(count)d classes have no teacher.", untaught
        )
        yield said % {"school": school.name, "count": untaught}
    if unplaced:
        said = ngettext(
            "%(school)s: %(count)d student is in no class.", "%(school)s: %(count)d students are in no class.", unplaced
        )
        yield said % {"school": school.name, "count": unplaced}
