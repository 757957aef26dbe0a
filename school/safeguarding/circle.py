"""Who reads which concern, and the only door to the rows.

About a child, or not sure: the safeguarding leads; without a lead, or unacknowledged for an hour, the head too.
About an adult: the head and the leads. About the head: the leads who are not head. About the lead: the head.
Whom a concern is about never reads it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from learningculture.tenancy import tenant
from school.models import Concern, ConcernStep, Member, Role, School
from school.models.people import MemberQuerySet

PURPOSE = "safeguarding"
About = Concern.About
FOR_LEADS = (About.CHILD, About.NOT_SURE, About.ADULT, About.HEAD)
FOR_LEADS_FIRST = (About.CHILD, About.NOT_SURE)
FOR_HEAD = (About.ADULT, About.LEAD)


@contextmanager
def open_concerns(school_id: int, by: Member | None = None) -> Iterator[None]:
    """Let the enclosed block read and add concerns of the school; everywhere else the database shows none."""
    who = {"member_id": by.pk, "user_id": by.user_id} if by else {}
    with tenant(school_id, purpose=PURPOSE, **who):
        yield


def leads_of(school: School, today: datetime.date) -> QuerySet[Member]:
    """The safeguarding lead and the deputies: all who hold the role today and can sign in."""
    return _reachable(school, today).with_any_role(Role.SAFEGUARDING_LEAD)


def _reachable(school: School, today: datetime.date) -> MemberQuerySet:
    return Member.objects.filter(school=school, user__is_active=True).here_on(today)


def route_of(about: str, subject: Member | None) -> Concern.About:
    """What a concern is about, corrected by who was picked: a head or a lead stays the head or a lead."""
    if subject is None:
        return About(about)
    if Role.HEAD in subject.roles:
        return About.HEAD
    if about in (About.HEAD, About.LEAD) and not subject.is_student:
        return About(about)
    return About.CHILD if subject.is_student else About.ADULT


def the_one_meant(school: School, about: str, today: datetime.date) -> Member | None:
    """The head or the lead, where the school has one: a concern keeps to the person, whatever role they have later.

    Otherwise a head could put the role down, take up the lead's, and read what was said of them.
    """
    role = {About.HEAD: Role.HEAD, About.LEAD: Role.SAFEGUARDING_LEAD}.get(About(about))
    if role is None:
        return None
    found = list(Member.objects.filter(school=school).here_on(today).with_any_role(role)[:2])
    return found[0] if len(found) == 1 else None


def readers_of(
    school: School, about: str, subject: Member | None, today: datetime.date, *, escalated: bool = False
) -> list[Member]:
    """Who may read such a concern today, with their sign-ins; empty where nobody in the school may."""
    both = _reachable(school, today).with_any_role(Role.SAFEGUARDING_LEAD, Role.HEAD)
    people = [member for member in both.select_related("user") if member != subject]
    leads = [member for member in people if Role.SAFEGUARDING_LEAD in member.roles]
    heads = [member for member in people if Role.HEAD in member.roles]
    if about == About.HEAD:
        return [member for member in leads if member not in heads]
    if about == About.LEAD:
        return [member for member in heads if member not in leads]
    if about in FOR_LEADS_FIRST and leads and not escalated:
        return leads
    return people


def concerns_for(member: Member, today: datetime.date) -> QuerySet[Concern]:
    """The concerns a lead or head may read. Only inside :func:`open_concerns` does the database show any."""
    of_school = Concern.objects.filter(school=member.school_id).exclude(subject=member.pk)
    is_head, is_lead = Role.HEAD in member.roles, Role.SAFEGUARDING_LEAD in member.roles
    if is_head and is_lead:
        return of_school.filter(about__in=(*FOR_LEADS_FIRST, About.ADULT))
    if is_lead:
        return of_school.filter(about__in=FOR_LEADS)
    if not is_head:
        return of_school.none()
    reached = Exists(ConcernStep.objects.filter(concern=OuterRef("pk"), kind=ConcernStep.Kind.ESCALATED))
    others = leads_of(member.school, today).exclude(pk=Coalesce(OuterRef("subject_id"), 0))
    without_lead = ~Exists(others)
    return of_school.filter(Q(about__in=FOR_HEAD) | Q(about__in=FOR_LEADS_FIRST) & (Q(reached) | Q(without_lead)))


def waiting_for(member: Member, today: datetime.date) -> QuerySet[Concern]:
    """Those among them that nobody has acknowledged."""
    acknowledged = ConcernStep.objects.filter(concern=OuterRef("pk"), kind=ConcernStep.Kind.ACKNOWLEDGED)
    return concerns_for(member, today).filter(~Exists(acknowledged))
