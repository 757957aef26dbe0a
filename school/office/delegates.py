"""One member acts for another, in named areas, between two dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from school.access import LENT, ROLE_PERMISSIONS
from school.models import Delegation, Member, Role
from school.models.delegates import Area
from school.models.people import STAFF

LONGEST_DAYS = 120
"""A long term. Whoever acts longer for somebody has that person's role."""


def lendable(member: Member) -> list[Area]:
    """Areas of which the member's own roles carry something. What was borrowed is not lent on."""
    own = frozenset[str]().union(*(ROLE_PERMISSIONS[role] for role in member.roles))
    return [area for area in Area if LENT[area] & own]


def possible_deputies(member: Member, today: datetime.date) -> QuerySet[Member]:
    """Staff who are here and sign in."""
    here = Member.objects.filter(school=member.school_id, user__isnull=False).with_any_role(*STAFF).here_on(today)
    return here.exclude(pk=member.pk)


@transaction.atomic
def lend(
    *,
    principal: Member,
    deputy: Member,
    areas: Iterable[str],
    starts_on: datetime.date,
    ends_on: datetime.date,
    by: Member,
    today: datetime.date,
) -> Delegation:
    """Let the deputy act for the principal. The same said twice is said once."""
    wanted = [area.value for area in Area if area in set(areas)]
    check_can_lend(principal, deputy, wanted, by, today)
    check_dates(starts_on, ends_on, today)
    new, _made = Delegation.objects.get_or_create(
        school_id=principal.school_id,
        principal=principal,
        deputy=deputy,
        deputy_user=deputy.user,
        areas=wanted,
        starts_on=starts_on,
        ends_on=ends_on,
        ended_at=None,
        defaults={"made_by": by},
    )
    return new


def check_can_lend(principal: Member, deputy: Member, wanted: list[str], by: Member, today: datetime.date) -> None:
    if by.pk != principal.pk:
        raise ValidationError(_("Only the person themselves lets another act for them."))
    if not possible_deputies(principal, today).filter(pk=deputy.pk).exists():
        raise ValidationError({"deputy": _("Choose a colleague who is here and has a sign-in.")})
    if not wanted or not set(wanted) <= set(lendable(principal)):
        raise ValidationError({"areas": _("Choose at least one area, among those that are yours.")})


def check_dates(starts_on: datetime.date, ends_on: datetime.date, today: datetime.date) -> None:
    if ends_on < max(starts_on, today):
        raise ValidationError({"ends_on": _("Choose a last day that is not before the first and has not passed.")})
    if (ends_on - starts_on).days > LONGEST_DAYS:
        raise ValidationError({"ends_on": _("At most %d days at a time.") % LONGEST_DAYS})


@transaction.atomic
def take_back(*, delegation: Delegation, by: Member, now: datetime.datetime) -> Delegation:
    """End it before its day: whoever lent it, whoever acts, or a head."""
    current = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if by.pk not in (current.principal_id, current.deputy_id) and Role.HEAD not in by.roles:
        raise ValidationError(_("Only the two people or a headteacher end this."))
    if current.ended_at is None:
        current.ended_at = now
        current.save(update_fields=["ended_at"])
    return current


def delegations_of(member: Member, today: datetime.date) -> QuerySet[Delegation]:
    """Those that the member gave or was given and that are not over; a head sees the whole school's."""
    known = Delegation.objects.filter(school=member.school_id, ended_at=None, ends_on__gte=today)
    if Role.HEAD not in member.roles:
        known = known.filter(Q(principal=member) | Q(deputy=member))
    return known.select_related("principal", "deputy").order_by("starts_on", "pk")


def acting_now(school_id: int, today: datetime.date) -> QuerySet[Delegation]:
    """Who acts for whom today, for the page on which everyone reads who sees what."""
    return Delegation.objects.filter(school=school_id).open_on(today).select_related("principal", "deputy")
