"""Ask before a tenth of a school's people leave: an outage at the sender looks just like everybody leaving."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from school.models import Role, School
from school.rosters.plan import left_without_class
from school.rosters.planned import Plan
from school.rosters.problems import Problem

MASS_DEPARTURE = 0.10
"""Share of a school's students, or of its staff, that may leave in one import without asking."""

NEVER_A_MASS = 1
"""People: in a small school one leaver is more than a tenth."""


def departures(plan: Plan, school: School) -> Iterator[Problem]:
    """More than a tenth of the students or the staff leaving, or of the students standing without a class."""
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
            yield Problem("users.csv", 0, f"{said} {ask}", fatal=True)
