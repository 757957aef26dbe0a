"""What an import did, or would do, in numbers and the sender's identifiers. Never a name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from school.models import School
from school.rosters.accounting import RowCount
from school.rosters.plan import Plan, moves
from school.rosters.problems import Problem


@dataclass(frozen=True)
class SchoolReport:
    """One school: counts, and who and what changed by the sender's identifiers."""

    name: str
    slug: str
    source_id: str
    is_new: bool
    counts: dict[str, int]
    plan: Plan = field(repr=False, compare=False)
    notes: tuple[str, ...] = ()

    @cached_property
    def changes(self) -> dict[str, Any]:
        """By the sender's identifiers; gathered when somebody asks, for they may be many."""
        return _changes(self.plan)

    def as_dict(self) -> dict[str, Any]:
        named = {"name": self.name, "slug": self.slug, "sourcedId": self.source_id, "new": self.is_new}
        return {**named, "counts": self.counts, "changes": self.changes, "notes": list(self.notes)}


@dataclass(frozen=True)
class RosterReport:
    """``counts`` are sums over the schools: ``created``, ``updated``, ``closed`` rows, and what the roster holds."""

    source: str
    version: str
    digest: str
    dry_run: bool
    schools: tuple[School, ...]
    details: tuple[SchoolReport, ...]
    notes: tuple[str, ...] = ()
    rejected: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    rows: dict[str, RowCount] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "status": "planned" if self.dry_run else "imported",
            "source": self.source,
            "version": self.version,
            "digest": self.digest,
            "counts": self.counts,
            "rows": {file: count.as_dict() for file, count in self.rows.items()},
            "schools": [school.as_dict() for school in self.details],
            "notes": list(self.notes),
            "rejected": [problem.as_dict() for problem in self.rejected],
        }


def report_of(plan: Plan, school: School, *, is_new: bool, notes: tuple[str, ...]) -> SchoolReport:
    return SchoolReport(
        school.name, school.slug, plan.wanted.source_id, is_new, _counts(plan, is_new=is_new), plan, notes
    )


def total(details: tuple[SchoolReport, ...], rejected: int) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for school in details:
        counts.update(school.counts)
    return {**counts, "schools": len(details), "rejected": rejected}


def _counts(plan: Plan, *, is_new: bool) -> dict[str, int]:
    wanted = plan.wanted
    students = wanted.students
    learning = wanted.placed.learning
    return {
        "created": plan.created + is_new,
        "updated": plan.updated,
        "closed": plan.closed,
        "members_created": len(plan.members_added),
        "members_left": len(plan.members_leaving),
        "classes_created": len(plan.classes_added),
        "classes_closed": len(plan.classes_closing),
        "students": students,
        "staff": len(wanted.members) - students,
        "classes": len(wanted.classes),
        "terms": sum(len(year.terms) for year in wanted.years),
        "student_memberships": learning,
        "staff_memberships": len(wanted.enrolments) - learning,
    }


def _changes(plan: Plan) -> dict[str, Any]:
    member = plan.stored.member
    classes = {known.id: known for known in plan.stored.classes.values()}
    left = [member(row.id) for row in plan.members_leaving]
    renamed = [
        known.source_id
        for row in plan.members_changed
        if (row.given_name, row.family_name) != ((known := member(row.id)).given_name, known.family_name)
    ]
    return {
        "students_created": sorted(one.source_id for one in plan.members_added if one.is_student),
        "staff_created": sorted(one.source_id for one in plan.members_added if not one.is_student),
        "students_left": sorted(one.source_id for one in left if "student" in one.roles),
        "staff_left": sorted(one.source_id for one in left if "student" not in one.roles),
        "renamed": sorted(renamed),
        "classes_renamed": {
            classes[row.id].source_id: row.wanted.name
            for row in plan.classes_changed
            if row.wanted.name != classes[row.id].name
        },
        "classes_closed": sorted(classes[row.id].source_id for row in plan.classes_closing),
        "moved": {student: list(move) for student, move in sorted(moves(plan).items())},
    }
