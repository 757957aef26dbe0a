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
    leaving: dict[bool, int] = {True: 0, False: 0}
    for row in plan.members_leaving:
        leaving[Role.STUDENT in plan.stored.member(row.id).roles] += 1
    for gone, of_students, reason in (
        (leaving[True], True, _("%(gone)d of %(all)d students of %(school)s are no longer named.")),
        (leaving[False], False, _("%(gone)d of %(all)d staff of %(school)s are no longer named.")),
        (len(left_without_class(plan)), True, _("%(gone)d of %(all)d students of %(school)s would have no class.")),
    ):
        if gone <= NEVER_A_MASS:
            continue
        everybody = _here(plan, students=of_students)
        if gone > MASS_DEPARTURE * everybody:
            said = reason % {"gone": gone, "all": everybody, "school": school.name}
            ask = _("More than a tenth: if that is meant, import again with --allow-leavers.")
            yield Problem("users.csv", 0, f"{said} {ask}", fatal=True)


def _here(plan: Plan, *, students: bool) -> int:
    """How many students, or staff, are here now."""
    here = (one for one in plan.stored.members.values() if one.left_on is None)
    return sum((Role.STUDENT in one.roles) == students for one in here)
