"""What must hold before a visit is arranged: who takes part, where and when, and the cap that protects a host."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from learningculture.tenancy import tenant
from observations.models import Visit
from school.access import Permission, may
from school.models import AcademicYear, Member, SchoolClass, Term
from vision.models import Behaviour

MOST_VISITORS = 2
"""Adults beside the host: more of them would change the lesson that they came to see."""
MOST_FOCUS_BEHAVIOURS = 2
"""What one pair of eyes can look for in a quarter of an hour."""


def check_party(*, host: Member, visitors: list[Member], kind: str, by: Member, on: datetime.date) -> None:
    """Who takes part: the host, and one or two visitors from the school's teaching and support staff."""
    if kind == Visit.Kind.SELF_LOOK:
        if visitors or by.pk != host.pk:
            raise ValidationError({"visitors": _("A self-look is for the host alone: leave the visitor out.")})
    elif not visitors:
        raise ValidationError({"visitors": _("Choose who comes.")})
    if len(visitors) > MOST_VISITORS:
        raise ValidationError({"visitors": _("At most two visitors, so that the lesson stays itself.")})
    everyone = [host, *visitors]
    if len({member.pk for member in everyone}) < len(everyone):
        raise ValidationError({"visitors": _("Choose different people: nobody visits themselves or comes twice.")})
    if by.pk not in {member.pk for member in everyone}:
        raise ValidationError(_("Only the host and the visitors arrange a visit."))
    for member in everyone:
        if member.school_id != host.school_id or not may(member, Permission.VISIT):
            raise ValidationError(_("Visits are between teaching and support staff of this school."))
        if member.left_on and member.left_on <= on:
            raise ValidationError(_("%(name)s is no longer at the school on that day.") % {"name": member.display_name})


def check_plan(
    *, school_class: SchoolClass, term: Term, on: datetime.date, behaviours: list[Behaviour], host: Member
) -> None:
    """Where, when and what to look for, so that all know it beforehand."""
    if not behaviours:
        raise ValidationError({"behaviours": _("Choose a behaviour to look for.")})
    if len(set(behaviours)) > MOST_FOCUS_BEHAVIOURS:
        raise ValidationError({"behaviours": _("Choose at most two: a visit sees more when it looks for less.")})
    if not term.starts_on <= on <= term.ends_on:
        raise ValidationError({"on": _("That day is not in the term. Choose a day in term time.")})
    if school_class.academic_year_id != term.academic_year_id:
        raise ValidationError({"school_class": _("That class is from another school year.")})
    if {host.school_id} != {school_class.school_id, term.school_id, *(b.school_id for b in behaviours)}:
        raise ValidationError(_("Visits are between teaching and support staff of this school."))


def check_cap(*, host: Member, year: AcademicYear) -> None:
    """Refuse a visit that the host did not ask for once the school's yearly number is reached.

    The host's row is locked: of two colleagues who ask at the same moment for the last place, one gets it.
    """
    Member.objects.select_for_update(no_key=True).get(pk=host.pk)
    if uninvited_visits(host=host, year=year) >= host.school.visit_cap:
        raise ValidationError(
            {
                "host": _(
                    "%(name)s has had all the visits that the school allows in a year without the host asking. "
                    "You could ask %(name)s to invite you instead: invited visits are not limited."
                )
                % {"name": host.first_name}
            }
        )


def uninvited_visits(*, host: Member, year: AcademicYear) -> int:
    """Visits of a school year that the host did not ask for, without declined and withdrawn ones.

    Read as the host: the colleague who asks may not see the host's other visits, and learns no more than the refusal.
    """
    with tenant(host.school_id, member_id=host.pk):
        return asked_by_others(host=host, year=year).count()


def asked_by_others(*, host: Member, year: AcademicYear) -> QuerySet[Visit]:
    """What counts to the cap, as far as the reader may see it: the host sees all of theirs."""
    asked = Visit.objects.filter(host=host, term__academic_year=year, host_asked=False, withdrawn_at=None)
    return asked.exclude(state=Visit.State.DECLINED)
