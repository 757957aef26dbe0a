"""What PLCs and enquiries need from a member today, and what colleagues have shared."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enquiry.models import Enquiry, Plan, Session
from enquiry.queries import ENDING_STAGES, enquiries_of, enquiries_shared_with, latest_plans, sessions_ahead
from school.access import Permission, may
from school.asks import Ask, News
from school.models import Member, Term

A_WEEK = datetime.timedelta(days=7)
"""How far ahead a session is mentioned."""

STOP_ASKING = datetime.timedelta(days=42)
"""After six weeks nobody remembers; the next session reads the plan back anyway."""

LONG_WAIT = datetime.timedelta(days=28)
"""A stage open for four weeks is mentioned once on the start page, kindly."""

STILL_NEW = datetime.timedelta(days=21)
"""How long a shared enquiry counts as news."""

MOST_NEWS = 3


def asks_for(member: Member, term: Term, today: datetime.date) -> list[Ask]:
    """Sessions of this week, the plan that waits for a word, enquiries that wait for a step: three reads."""
    if not may(member, Permission.ENQUIRE):
        return []
    sessions = sessions_ahead(member, today)
    plans = latest_plans(member)
    asks = [_session_ask(session, member, today) for session in sessions if _is_near(session, today)]
    asks += [_plan_ask(plan, member) for plan in plans if _can_be_asked(plan, today)]
    return asks + list(_enquiry_asks(member, today))


def news_for(member: Member, term: Term, today: datetime.date) -> list[News]:
    """Enquiries that colleagues shared and that began or ended lately."""
    if not may(member, Permission.ENQUIRE):
        return []
    lately = today - STILL_NEW
    shared = enquiries_shared_with(member)
    new = shared.filter(Q(concluded_on__gte=lately) | Q(concluded_on=None, opened_on__gte=lately))
    return [
        News(
            _("%(name)s shares an enquiry: %(question)s")
            % {"name": enquiry.owner.display_name, "question": enquiry.question},
            _address(member, "enquiry", enquiry.pk),
            enquiry.behaviour,
        )
        for enquiry in new[:MOST_NEWS]
    ]


def _address(member: Member, view: str, pk: int) -> str:
    return reverse(f"enquiry:{view}", args=[member.school.slug, pk])


def _is_near(session: Session, today: datetime.date) -> bool:
    day = timezone.localdate(session.starts_at)
    return session.state == Session.State.RUNNING or today <= day <= today + A_WEEK


def _session_ask(session: Session, member: Member, today: datetime.date) -> Ask:
    starts = timezone.localtime(session.starts_at)
    when = _("today") if starts.date() == today else date_format(starts, "l j F")
    detail = _("%(day)s at %(time)s, %(place)s") if session.place else _("%(day)s at %(time)s")
    runs = session.plc.lead_id == member.pk
    running = session.state == Session.State.RUNNING
    return Ask(
        _("%(name)s is meeting now") % {"name": session.plc.name} if running else session.plc.name,
        detail % {"day": when, "time": f"{starts:%H:%M}", "place": session.place},
        _address(member, "session", session.pk),
        gettext_lazy("Go in") if running else gettext_lazy("Run it") if runs else gettext_lazy("Look ahead"),
        "users",
        minutes=1,
        weight=5 if running else 15 if starts.date() == today else 45,
    )


def _can_be_asked(plan: Plan, today: datetime.date) -> bool:
    made = timezone.localdate(plan.session.starts_at)
    return plan.outcome == Plan.Outcome.OPEN and made < today <= made + STOP_ASKING


def _plan_ask(plan: Plan, member: Member) -> Ask:
    return Ask(
        _("Did you try it? %(plan)s") % {"plan": plan.will_try},
        plan.first_when or plan.session.plc.name,
        _address(member, "say_outcome", plan.pk),
        gettext_lazy("Say how it went"),
        "repeat",
        minutes=1,
        weight=40,
    )


def _enquiry_asks(member: Member, today: datetime.date) -> Iterator[Ask]:
    for enquiry in enquiries_of(member).filter(state=Enquiry.State.ACTIVE):
        url = _address(member, "enquiry", enquiry.pk)
        if enquiry.stage_key in ENDING_STAGES or not enquiry.stage_key:
            yield Ask(
                enquiry.question, _("What did you find, and what now?"), url, gettext_lazy("Conclude it"),
                "lightbulb", minutes=5, weight=60,
            )  # fmt: skip
        elif (enquiry.moved_on or enquiry.opened_on) + LONG_WAIT <= today:
            yield Ask(
                enquiry.question, _("Waiting for a while at: %(stage)s") % {"stage": enquiry.stage_title}, url,
                gettext_lazy("Take a step"), "lightbulb", minutes=5, weight=70,
            )  # fmt: skip
