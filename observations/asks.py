"""What visits ask of a member now, and what is new in theirs."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from observations.models import Visit
from observations.queries import records, visits_visible_to, with_people
from school.asks import Ask, News
from school.calendar import school_days_after
from school.models import Look, Member, Term
from school.privacy.looks import LookLine, looks_at, looks_by

TALK_WITHIN_SCHOOL_DAYS = 5
"""Within a week the host still remembers the lesson."""
REMEMBERED_DAYS = 14
"""A visit not recorded by then is no longer asked for: nobody would remember what learners did."""
NEWS_DAYS = 7
MOST_NEWS = 3


def asks_for(member: Member, term: Term | None, today: datetime.date) -> list[Ask]:
    """Answer a proposal, record a visit that happened, talk within five school days, look back at the agreed step."""
    if term is None:
        return []
    open_visits = with_people(visits_visible_to(member)).filter(
        Q(state=Visit.State.INVITED, on__gte=today)
        | Q(state=Visit.State.AGREED, on__range=(today - datetime.timedelta(days=REMEMBERED_DAYS), today))
        | Q(state=Visit.State.HELD, talked_on=None)
        | Q(state=Visit.State.HELD, step_review_on__lte=today, step_reviewed_on=None),
        term__academic_year=term.academic_year,
        withdrawn_at=None,
    )
    asked = (_ask(visit, member, today) for visit in open_visits.order_by("on", "pk"))
    return [ask for ask in asked if ask]


def _ask(visit: Visit, member: Member, today: datetime.date) -> Ask | None:
    is_host, is_visitor = visit.host_id == member.pk, records(visit, member)
    if visit.state == Visit.State.INVITED:
        return _answer(visit) if is_host else None
    if visit.state == Visit.State.AGREED:
        return _record(visit) if is_visitor else None
    if visit.kind == Visit.Kind.SELF_LOOK:
        return None
    if visit.talked_on is None:
        return _talk(visit, member, today) if is_host or is_visitor else None
    return _look_back(visit) if is_host else None


def _answer(visit: Visit) -> Ask:
    words = {"name": visit.proposed_by.display_name, "room": visit.school_class.name}
    return Ask(
        what=_("%(name)s would like to visit %(room)s") % words,
        detail=_day_and_focus(visit),
        url=_address("answer", visit),
        action=_("Answer"),
        icon="mail",
        minutes=1,
        weight=20,
    )


def _record(visit: Visit) -> Ask:
    words = {"name": visit.host.display_name, "room": visit.school_class.name}
    own = visit.kind == Visit.Kind.SELF_LOOK
    return Ask(
        what=_("Note your look at %(room)s") % words if own else _("Note what learners did with %(name)s") % words,
        detail=_day_and_focus(visit),
        url=_address("record", visit),
        action=_("Record"),
        icon="eye",
        minutes=2,
        weight=15,
    )


def _talk(visit: Visit, member: Member, today: datetime.date) -> Ask:
    """Soon after the visit it matters more; later it stays possible, without a date that has passed."""
    others = [visitor.member for visitor in visit.visitors.all()] if visit.host_id == member.pk else [visit.host]
    names = _(" and ").join(other.display_name for other in others)
    by = school_days_after(member.school, visit.on, TALK_WITHIN_SCHOOL_DAYS)
    fresh = _("Best by %(day)s, while it is fresh") % {"day": _in_words(by)}
    return Ask(
        what=_("Talk with %(names)s about the visit to %(room)s") % {"names": names, "room": visit.school_class.name},
        detail=fresh if today <= by else _("The visit was on %(day)s") % {"day": _in_words(visit.on)},
        url=_address("visit", visit),
        action=_("Open"),
        icon="messages-square",
        minutes=10,
        weight=30 if today <= by else 55,
    )


def _look_back(visit: Visit) -> Ask:
    return Ask(
        what=_("Look back at your step: %(step)s") % {"step": visit.agreed_step},
        detail=_("From the visit on %(day)s") % {"day": _in_words(visit.on)},
        url=_address("visit", visit),
        action=_("Look back"),
        icon="history",
        minutes=2,
        weight=40,
    )


def news_for(member: Member, term: Term | None, today: datetime.date) -> list[News]:
    """Records shared with the member that they have not opened, and who opened theirs in the last week."""
    if term is None:
        return []
    return [*_shared(member, term), *_opened(member, today)]


def _shared(member: Member, term: Term) -> list[News]:
    opened = Exists(looks_by(member).filter(kind=Look.Kind.VISIT, thing_id=OuterRef("pk")))
    new = visits_visible_to(member).filter(term=term, state=Visit.State.HELD).exclude(Q(host=member) | opened)
    new = new.exclude(visitors__member=member).select_related("school", "host", "school_class")
    return [
        News(
            text=_("%(name)s shared a visit to %(room)s") % {"name": v.host.display_name, "room": v.school_class.name},
            url=_address("visit", v),
        )
        for v in new[:MOST_NEWS]
    ]


def _opened(member: Member, today: datetime.date) -> list[News]:
    since = today - datetime.timedelta(NEWS_DAYS)
    looks = looks_at(member).filter(kind=Look.Kind.VISIT, at__date__gt=since)
    newest = list(looks.order_by("thing_id", "looker_id", "-at").distinct("thing_id", "looker_id")[:MOST_NEWS])
    hosted = Visit.objects.filter(host=member, pk__in={look.thing_id for look in newest})
    visits = {visit.pk: visit for visit in hosted.select_related("school", "school_class")}
    return [_opening_news(look, visits[look.thing_id]) for look in newest if look.thing_id in visits]


def _opening_news(look: Look, visit: Visit) -> News:
    words = {"name": LookLine(look, child=False).who, "room": visit.school_class.name}
    return News(text=_("%(name)s opened the record of the visit to %(room)s") % words, url=_address("visit", visit))


def _day_and_focus(visit: Visit) -> str:
    focus = _(" and ").join(row.behaviour.label for row in visit.focuses.all())
    return _("%(day)s, %(period)s · %(focus)s") % {"day": _in_words(visit.on), "period": visit.period, "focus": focus}


def _in_words(day: datetime.date) -> str:
    return date_format(day, "l j F")


def _address(name: str, visit: Visit) -> str:
    return reverse(f"observations:{name}", args=[visit.school.slug, visit.pk])
