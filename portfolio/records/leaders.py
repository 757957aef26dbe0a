"""Counts about leaders: presence in classes, their own learning, priorities, messages that landed."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from enquiry.models import Attendance, Enquiry, Session
from portfolio.records.staff import Counts
from school.models import Member, SchoolClass, Term
from school.models.people import LEADERS
from vision.messages import OPEN_FOR
from vision.models import Message, Presence, Priority, Reaction

ATTENDED_OFTEN = 0.75
"""Share of the sessions in which a leader was expected (Q2.4)."""

HELD_LONG = 3
"""Terms after which a priority counts as held: a school year (Q2.5)."""


def presence_in(term: Term) -> Counts:
    """Classes open on the census day; of these, those where a leader talked about learning in the term.

    Read for the count alone: which leader, on which day and what about stays in their own log.
    """
    talked = Presence.objects.filter(
        school_class=OuterRef("pk"),
        kind=Presence.Kind.CONVERSATION,
        on__range=(term.starts_on, term.ends_on),
        owner__roles__overlap=[*LEADERS],
    )
    classes = SchoolClass.objects.filter(school=term.school_id, academic_year=term.academic_year_id).exclude(
        closed_on__lte=term.starts_on
    )
    found = classes.annotate(talked=Exists(talked))
    return found.aggregate(classes=Count("id"), reached=Count("id", filter=Q(talked=True)))


def leaders_who_learn(term: Term) -> Counts:
    """Senior leaders on the census day; of these, with an enquiry at work in the term and in three of four sessions."""
    at_work = Enquiry.objects.filter(opened_on__lte=term.ends_on).filter(
        Q(concluded_on=None) | Q(concluded_on__gte=term.starts_on)
    )
    own = Q(owner=OuterRef("pk")) | Q(team__member=OuterRef("pk"))
    leaders = Member.objects.filter(school=term.school_id).with_any_role(*LEADERS).here_on(term.starts_on)
    found = leaders.annotate(enquires=Exists(at_work.filter(own))).values_list("pk", "enquires")
    attended = _attendance_in(term)
    learning = [pk for pk, enquires in found if enquires and attended.get(pk, 0.0) >= ATTENDED_OFTEN]
    return {"leaders": len(found), "learning": len(learning)}


def _attendance_in(term: Term) -> dict[int, float]:
    """The share of held sessions of the term in which each member who was expected was present."""
    held = Attendance.objects.filter(
        school=term.school_id, session__term=term, session__state=Session.State.HELD
    ).values("member")
    counted = held.annotate(expected=Count("id"), came=Count("id", filter=Q(state=Attendance.State.PRESENT)))
    return {row["member"]: row["came"] / row["expected"] for row in counted}


def priorities_in(term: Term, until: datetime.date) -> Counts:
    """Priorities live at the end of the term or on ``until``; held three terms or more; begun and ended in the term."""
    day = min(term.ends_on, until)
    every = Priority.objects.filter(school=term.school_id, begun_on__lte=day)
    live = list(every.exclude(ended_on__lte=day).values_list("begun_on", flat=True))
    ends = Term.objects.filter(school=term.school_id, starts_on__lte=day).values_list("ends_on", flat=True)
    last_days = list(ends)
    within = (term.starts_on, day)
    return {
        "live": len(live),
        "held": sum(sum(last >= begun for last in last_days) >= HELD_LONG for begun in live),
        "begun": every.filter(begun_on__range=within).count(),
        "ended": every.filter(ended_on__range=within).count(),
    }


def messages_in(term: Term, until: datetime.date) -> list[dict[str, Any]]:
    """Messages of the term whose week for taps is over: ``id``, ``text``, taps by answer."""
    last = min(term.ends_on, until) - OPEN_FOR
    sent = Message.objects.filter(school=term.school_id, sent_at__date__range=(term.starts_on, last))
    tapped = {str(answer): Count("reactions", filter=Q(reactions__answer=answer)) for answer in Reaction.Answer}
    return list(sent.annotate(**tapped).order_by("sent_at", "id").values("id", "text", *tapped))
