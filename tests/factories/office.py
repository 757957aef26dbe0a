"""Delegates and closures."""

from __future__ import annotations

import datetime

from school.models import AcademicYear, Batch, Closure, Delegation, Member
from school.models.delegates import Area
from school.queries import today_in

DAY = datetime.timedelta(days=1)


def make_delegation(
    *,
    principal: Member,
    deputy: Member,
    areas: tuple[str, ...] = (Area.DASHBOARDS,),
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> Delegation:
    """The deputy acts for the principal today, unless other dates are given."""
    today = today_in(principal.school)
    return Delegation.objects.create(
        school=principal.school,
        principal=principal,
        deputy=deputy,
        deputy_user=deputy.user,
        areas=list(areas),
        starts_on=starts_on or today,
        ends_on=ends_on or today + 7 * DAY,
        made_by=principal,
    )


def make_roll_over(*, by: Member) -> Batch:
    """The log's line of a year's end; it changed nothing."""
    return Batch.objects.create(school=by.school, kind=Batch.Kind.ROLL_OVER, label="After a year", by=by)


def make_closure(
    *,
    year: AcademicYear,
    first: datetime.date,
    last: datetime.date | None = None,
    kind: str = Closure.Kind.HALF_TERM,
    name: str = "",
) -> Closure:
    return Closure.objects.create(
        school=year.school, academic_year=year, kind=kind, name=name, starts_on=first, ends_on=last or first
    )
