"""A school in which everything exists once, for the attackers to aim at, and its twin elsewhere."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from enquiry.models import EnquiryStage
from observations.models import Visit
from portfolio.assembly import ask_for_build
from portfolio.models import Portfolio
from school.models import Member, Role, School, Term
from school.queries import today_in
from tests.attacks.world_sign_in import sign_in_things
from tests.attacks.world_tracking import tracking_things
from tests.attacks.world_vision import vision_things
from tests.factories.badges import make_device, make_fresh_badges
from tests.factories.care import make_concern, make_support_visit, make_supporter
from tests.factories.enquiry import make_enquiry, make_plan, make_plc, make_session
from tests.factories.observations import make_term_now, make_visit
from tests.factories.office import make_delegation, make_roll_over
from tests.factories.privacy import make_pack, make_request
from tests.factories.school import enrol, make_member, make_student
from tests.factories.sign_in import make_second_step
from tests.factories.uploads import make_rosters
from tests.factories.vision import make_commitment, make_leader_commitment, make_pulse
from vision.models import Paragraph, PublishedNarrative
from vision.narrative import write_paragraph

SECRET = "Osprey"
"""Stands in every text that only some may read."""


@dataclass(frozen=True)
class World:
    """Objects of one school by name. ``teacher`` hosts, teaches, plans and enquires; ``student`` is in their class."""

    school: School
    term: Term
    things: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.things[name]


def make_world(*, school: School, head: Member, teacher: Member, visitor: Member) -> World:
    """``teacher`` owns everything; ``visitor`` visited them; ``mate`` is a second student of the class."""
    term, school_class = make_term_now(host=teacher)
    things: dict[str, Any] = {"head": head, "teacher": teacher, "visitor": visitor, "class": school_class}
    for name in ("student", "mate"):
        things[name] = make_student(school=school, name=f"{name.title()} {SECRET}", sign_in=True)
        enrol(things[name], school_class, starts_on=term.starts_on)
    things |= sign_in_things(school=school, head=head, teacher=teacher)
    things |= _badges(things) | tracking_things(term, things, SECRET) | _staff(term, things) | _leaders(term, things)
    things |= vision_things(term, things, SECRET) | _care(school, things)
    things |= make_rosters(head)
    return World(school, term, things)


def _badges(things: dict[str, Any]) -> dict[str, Any]:
    fresh = make_fresh_badges(school_class=things["class"], by=things["teacher"])
    device, _client = make_device(school_class=things["class"], by=things["teacher"])
    return {"badge": fresh[0].badge, "device": device}


def _staff(term: Term, things: dict[str, Any]) -> dict[str, Any]:
    host, visitor, now = things["teacher"], things["visitor"], timezone.now()
    plc = make_plc(lead=visitor, members=(host,))
    session = make_session(plc=plc, term=term, starts_at=now, state="running")
    enquiry = make_enquiry(owner=host)
    EnquiryStage.objects.filter(enquiry=enquiry).update(notes=f"{SECRET} enquiry")
    visit = {
        "host": host,
        "visitor": visitor,
        "term": term,
        "school_class": things["class"],
        "on": today_in(host.school),
    }
    return {
        "visit": make_visit(**visit, wondering=f"{SECRET} wondering", host_account=f"{SECRET} account"),
        "agreed_visit": make_visit(**visit, state=Visit.State.AGREED, question=f"{SECRET} question"),
        "plc": plc,
        "session": session,
        "plan": make_plan(session=session, member=host, will_try=f"{SECRET} plan"),
        "enquiry": enquiry,
        "stage": enquiry.stages.first(),
    }


def _leaders(term: Term, things: dict[str, Any]) -> dict[str, Any]:
    head, school, now = things["head"], term.school, timezone.now()
    paragraph: Paragraph = write_paragraph(school=school, block="why", text=f"{SECRET} purpose", by=head)
    narrative = PublishedNarrative.objects.create(
        school=school, version=1, content=[], published_at=now, published_by=head
    )
    portfolio = Portfolio.objects.create(
        school=school,
        term=term,
        edition=1,
        frozen_at=now,
        rule_version="1",
        inputs_hash="0" * 64,
        content_hash="0" * 64,
    )
    return {
        "delegation": make_delegation(principal=head, deputy=things["visitor"]),
        "roll_over": make_roll_over(by=head),
        "paragraph": paragraph,
        "narrative": narrative,
        "commitment": make_commitment(school=school),
        "promise": make_leader_commitment(by=head, due_on=today_in(school) + datetime.timedelta(days=3)),
        "pulse": make_pulse(term=term, by=head, counts={"p1": [1, 2, 3, 5, 4]}),
        "portfolio": portfolio,
        "build": ask_for_build(term=term, by=head, now=now),
        "request": make_request(about=things["student"]),
        "pack": make_pack(about=things["teacher"], by=head),
    }


def _care(school: School, things: dict[str, Any]) -> dict[str, Any]:
    """A concern that the head may read, there being no lead; and support waiting to be let in."""
    return {
        "concern": make_concern(by=things["student"], words=f"{SECRET} concern"),
        "support_visit": make_support_visit(school=school, user=make_supporter()),
    }


def make_elsewhere(stranger: Member) -> World:
    """The same of the stranger's school."""
    school = stranger.school
    head = make_member(school=school, roles=(Role.HEAD,), sign_in=True)
    return make_world(school=school, head=head, teacher=stranger, visitor=make_visitor(school))


def make_visitor(school: School) -> Member:
    """A teacher who leads PLCs, with the second step of those who act for a head."""
    visitor = make_member(school=school, roles=(Role.TEACHER, Role.PLC_LEAD), name="Vera Visitor", sign_in=True)
    make_second_step(user=visitor.user)
    return visitor
