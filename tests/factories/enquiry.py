"""PLCs, sessions, plans, enquiries."""

from __future__ import annotations

import datetime

from enquiry.cycles import open_enquiry
from enquiry.models import Enquiry, Plan, Plc, Session
from enquiry.plcs import plan_session, start_plc
from enquiry.room import close_session, open_session, save_plan
from school.models import Member, Term
from tests.factories.school import TODAY, make_term
from tests.factories.vision import make_behaviour

STARTS_AT = datetime.datetime(2026, 3, 10, 15, 45, tzinfo=datetime.UTC)
"""After school on :data:`TODAY`."""


def make_plc(
    *, lead: Member, members: tuple[Member, ...] = (), name: str = "Talk group", template: str = "learning_team"
) -> Plc:
    return start_plc(
        school=lead.school,
        name=name,
        template=template,
        purpose="Better questions in every lesson",
        lead=lead,
        members=members,
        by=lead,
        on=TODAY - datetime.timedelta(days=200),
    )


def make_session(
    *, plc: Plc, starts_at: datetime.datetime = STARTS_AT, term: Term | None = None, state: str = "planned"
) -> Session:
    session = plan_session(
        plc=plc, term=term or make_term(school=plc.school), starts_at=starts_at, place="Library", by=plc.lead
    )
    if state in ("running", "held"):
        open_session(session=session, by=plc.lead, now=starts_at)
    if state == "held":
        close_session(session=session, by=plc.lead, now=starts_at + datetime.timedelta(minutes=60))
    return session


def make_plan(*, session: Session, member: Member, will_try: str = "Wait three seconds") -> Plan:
    return save_plan(
        session=session, member=member, will_try=will_try, do_less="Repeating what learners say", by=member
    )


def make_enquiry(
    *, owner: Member, team: tuple[Member, ...] = (), question: str = "Do Year 4 ask more when we wait?", **more: object
) -> Enquiry:
    return open_enquiry(
        question=question,
        why="Few of them ask anything",
        behaviour=make_behaviour(school=owner.school, key="questioning"),
        owner=owner,
        team=team,
        term=make_term(school=owner.school),
        on=TODAY,
        **more,
    )
