"""Counting every kind of duty of a member in one statement."""

from __future__ import annotations

import datetime
from contextlib import nullcontext
from typing import Any

from django.db.models import Count, F, QuerySet, Subquery

from school.access import Permission, may
from school.asks import Ask
from school.duties.kinds import DUTIES, Duty
from school.models import Member, School, Term
from school.safeguarding.circle import open_concerns


def asks_for(member: Member, term: Term | None, today: datetime.date) -> list[Ask]:
    """What waits for this member by duty, also when no term has begun. One query, or none without duties."""
    mine = [duty for duty in DUTIES if may(member, duty.permission)]
    if not mine:
        return []
    counts = _counts(member, mine, today)
    return [duty.ask(member, counts[duty.name]) for duty in mine if counts[duty.name]]


def _counts(member: Member, duties: list[Duty], today: datetime.date) -> dict[str, int]:
    """How many wait of each kind. Concerns are counted only for who reads them, and only counted."""
    numbers = {duty.name: Subquery(_number_of(duty.rows(member, today), member)) for duty in duties}
    reads = may(member, Permission.READ_CONCERNS)
    with open_concerns(member.school_id, member) if reads else nullcontext():
        counted = School.objects.annotate(**{f"n_{name}": number for name, number in numbers.items()})
        found = counted.values(*(f"n_{name}" for name in numbers)).get(pk=member.school_id)
    return {name: found[f"n_{name}"] or 0 for name in numbers}


def _number_of(rows: QuerySet[Any], member: Member) -> QuerySet[Any]:
    grouped = rows.filter(school=member.school_id).order_by().values(of=F("school_id"))
    counted: QuerySet[Any] = grouped.annotate(n=Count("pk")).values("n")
    return counted
