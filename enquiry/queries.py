"""Reads of PLCs, their sessions and plans, and of enquiries: what each member may see."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from enquiry.cycles import DECIDE, SHARE
from enquiry.models import AgendaBlock, Attendance, Enquiry, EnquiryMember, EnquiryStage, Plan, Plc, PlcMember, Session
from enquiry.plcs import may_run
from school.access import Permission, may
from school.models import Member


def plcs_of(member: Member) -> QuerySet[Plc]:
    """The PLCs in which the member has a place now."""
    places = PlcMember.objects.filter(plc=OuterRef("pk"), member=member, left_on=None)
    return Plc.objects.filter(Exists(places), school=member.school_id).select_related("lead")


def plcs_visible_to(member: Member) -> QuerySet[Plc]:
    """One's own; leaders see every PLC, though of those they are not in only counts."""
    if member.is_leader:
        return Plc.objects.filter(school=member.school_id).select_related("lead", "commitment")
    return plcs_of(member).select_related("lead", "commitment")


def sessions_visible_to(member: Member) -> QuerySet[Session]:
    """Sessions of one's own PLCs: the room, its notes and plans belong to the group."""
    own = PlcMember.objects.filter(plc=OuterRef("plc"), member=member, left_on=None)
    return Session.objects.filter(Exists(own), school=member.school_id).select_related("plc__lead", "term")


def plans_visible_to(member: Member) -> QuerySet[Plan]:
    """Plans made in one's own PLCs."""
    own = PlcMember.objects.filter(plc=OuterRef("session__plc"), member=member, left_on=None)
    found = Plan.objects.filter(Exists(own), school=member.school_id)
    return found.select_related("session__plc", "member", "behaviour", "school_class")


def sessions_ahead(member: Member, today: datetime.date) -> QuerySet[Session]:
    """Of each of one's PLCs the session that runs, or else the next one planned."""
    running, planned = Session.State.RUNNING, Session.State.PLANNED
    ahead = Q(state=running) | Q(state=planned, starts_at__date__gte=today)
    return sessions_visible_to(member).filter(ahead).order_by("plc_id", "-state", "starts_at").distinct("plc_id")


def latest_plans(member: Member) -> QuerySet[Plan]:
    """The member's own last plan in each of their PLCs."""
    own = plans_visible_to(member).filter(member=member)
    return own.order_by("session__plc_id", "-session__number").distinct("session__plc_id")


def plans_read_back_in(session: Session) -> list[Plan]:
    """The last plan of each present member from before this session, by name."""
    before = Plan.objects.filter(session__plc=session.plc_id, session__number__lt=session.number)
    before = before.filter(member__plc_places__plc=session.plc_id, member__plc_places__left_on=None)
    last = before.order_by("member_id", "-session__number").distinct("member_id")
    return sorted(last.select_related("member", "behaviour"), key=lambda plan: plan.member.sorted_name)


def sessions_with_counts(plc: Plc) -> QuerySet[Session]:
    """Sessions, newest first, with how many came and how many plans were tried: all that leaders outside see."""
    tried = Q(plans__outcome__in=(Plan.Outcome.TRIED, Plan.Outcome.ADAPTED))
    return plc.sessions.order_by("-number").annotate(
        came=Count("attendance", filter=Q(attendance__state=Attendance.State.PRESENT), distinct=True),
        expected=Count("attendance", distinct=True),
        tried=Count("plans", filter=tried, distinct=True),
        planned=Count("plans", distinct=True),
    )


def members_of(plc: Plc) -> list[Member]:
    """Who has a place in the PLC now, by family name."""
    return list(Member.objects.filter(plc_places__plc=plc, plc_places__left_on=None))


@dataclass(frozen=True)
class Place:
    """One of my PLCs on the overview."""

    plc: Plc
    session: Session | None
    plan: Plan | None


def places_of(member: Member, today: datetime.date) -> list[Place]:
    """My PLCs with what comes next and what I said I would try."""
    sessions = {session.plc_id: session for session in sessions_ahead(member, today)}
    plans = {plan.session.plc_id: plan for plan in latest_plans(member)}
    return [Place(plc, sessions.get(plc.pk), plans.get(plc.pk)) for plc in plcs_of(member)]


@dataclass(frozen=True)
class Room:
    """A session as its page and its summary show it; its properties need no database."""

    session: Session
    member: Member
    may_run: bool
    blocks: list[AgendaBlock]
    marks: list[Attendance]
    last_plans: list[Plan]
    plans: list[Plan]

    @property
    def block(self) -> AgendaBlock | None:
        return next((block for block in self.blocks if block.position == self.session.current_block), None)

    @property
    def next_block(self) -> AgendaBlock | None:
        return next((block for block in self.blocks if block.position > self.session.current_block), None)

    @property
    def minutes(self) -> int:
        return sum(block.minutes for block in self.blocks)

    @property
    def my_plan(self) -> Plan | None:
        return next((plan for plan in self.plans if plan.member_id == self.member.pk), None)

    @property
    def my_mark(self) -> str:
        return next((mark.state for mark in self.marks if mark.member_id == self.member.pk), "")

    @cached_property
    def attendance(self) -> Counter[str]:
        """People by state of attendance."""
        return Counter(str(mark.state) for mark in self.marks)

    @cached_property
    def outcomes(self) -> Counter[str]:
        """Plans read back, by what became of them."""
        return Counter(str(plan.outcome) for plan in self.last_plans)


def room_of(session: Session, member: Member) -> Room:
    """Everything the room shows, in four reads however many are in it."""
    marks = session.attendance.select_related("member").order_by("member__family_name", "member__given_name", "pk")
    plans = session.plans.select_related("member", "behaviour", "school_class").order_by("pk")
    return Room(
        session=session,
        member=member,
        may_run=session.plc.lead_id == member.pk or (may(member, Permission.LEAD_PLC) and may_run(session.plc, member)),
        blocks=list(session.blocks.all()),
        marks=list(marks),
        last_plans=plans_read_back_in(session),
        plans=list(plans),
    )


def _ours(member: Member) -> Q:
    team = EnquiryMember.objects.filter(enquiry=OuterRef("pk"), member=member)
    return Q(owner=member) | Q(Exists(team))


def with_stage(enquiries: QuerySet[Enquiry]) -> QuerySet[Any]:
    """Adds ``stage_title`` and ``stage_key`` of the first open stage, and ``moved_on``, the day of the last done."""
    stages = EnquiryStage.objects.filter(enquiry=OuterRef("pk"))
    current = stages.filter(done_on=None).order_by("position")
    moved = stages.exclude(done_on=None).order_by().values("enquiry").annotate(last=Max("done_on")).values("last")
    return enquiries.annotate(
        stage_title=Subquery(current.values("title")[:1]),
        stage_key=Subquery(current.values("key")[:1]),
        moved_on=Subquery(moved),
    ).select_related("owner", "behaviour")


def enquiries_visible_to(member: Member) -> QuerySet[Enquiry]:
    """One's own and one's team's, those shared with a PLC that one is in with the owner, and with the school."""
    fellows = PlcMember.objects.filter(
        member=OuterRef("owner"), left_on=None, plc__places__member=member, plc__places__left_on=None
    )
    shared = Q(ring=Enquiry.Ring.SCHOOL) | Q(Exists(fellows), ring=Enquiry.Ring.PLC)
    return Enquiry.objects.filter(_ours(member) | shared, school=member.school_id)


def enquiries_of(member: Member) -> QuerySet[Any]:
    """Mine and my team's, those under way first."""
    own = Enquiry.objects.filter(_ours(member), school=member.school_id)
    return with_stage(own).order_by(F("concluded_on").desc(nulls_first=True), "-opened_on", "-pk")


def enquiries_shared_with(member: Member) -> QuerySet[Any]:
    """What colleagues chose to show, newest first."""
    return with_stage(enquiries_visible_to(member).exclude(_ours(member))).order_by("-opened_on", "-pk")


@dataclass(frozen=True)
class Outline:
    """All that a leader sees of an enquiry in progress that was not shared."""

    question: str
    stage: str
    thread: str


def enquiry_outlines_for(member: Member) -> list[Outline]:
    """Enquiries in progress that were not shared with this leader: title, stage and thread only."""
    if not member.is_leader:
        return []
    hidden = Enquiry.objects.filter(school=member.school_id).exclude(state=Enquiry.State.CONCLUDED)
    hidden = hidden.exclude(pk__in=enquiries_visible_to(member).values("pk"))
    return [
        Outline(enquiry.question, enquiry.stage_title or "", str(enquiry.commitment or ""))
        for enquiry in with_stage(hidden).select_related("commitment")
    ]


def stages_visible_to(member: Member) -> QuerySet[EnquiryStage]:
    return EnquiryStage.objects.filter(enquiry__in=enquiries_visible_to(member)).select_related("enquiry")


ENDING_STAGES = (DECIDE, SHARE)
"""Stages that wait for the decision, not for more enquiry."""
