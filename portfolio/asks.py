"""What the portfolio asks of leaders, and what is new for them and for governors."""

from __future__ import annotations

import datetime

from django.db.models import Count, Exists, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portfolio.models import Build, Portfolio, Question, Reading
from portfolio.queries import portfolios_visible_to
from school.access import Permission, may
from school.asks import Ask, News
from school.models import Member, Term

LAST_WEEKS = datetime.timedelta(weeks=3)
"""From here to the end of a term its portfolio is worth building: most of what it counts is in."""

NEW_FOR = datetime.timedelta(days=7)


def asks_for(member: Member, term: Term | None, today: datetime.date) -> list[Ask]:
    """For leaders: build near the end of the term, write the readings that are missing, share with governors."""
    if term is None or not may(member, Permission.BUILD_PORTFOLIO):
        return []
    read = Count("term__readings", filter=Q(term__readings__kind=Reading.Kind.HEAD))
    running = Build.objects.filter(term=term, state__in=(Build.State.WAITING, Build.State.RUNNING))
    newest = portfolios_visible_to(member).annotate(questions_read=read, being_built=Exists(running)).first()
    being_built = newest.being_built if newest is not None else running.exists()
    asks = [_build(member, term)] if not being_built and _is_time_to_build(term, newest, today) else []
    if newest is None:
        return asks
    if missing := len(Question) - newest.questions_read:
        return [*asks, _read(member, newest, missing)]
    return asks if newest.published_at else [*asks, _share(member, newest)]


def _is_time_to_build(term: Term, newest: Portfolio | None, today: datetime.date) -> bool:
    """Once in the last weeks, and when the school has none at all."""
    return newest is None or (newest.term_id != term.pk and today >= term.ends_on - LAST_WEEKS)


def _build(member: Member, term: Term) -> Ask:
    return Ask(
        what=_("Build the portfolio of %(term)s") % {"term": term.title},
        detail=_("The product counts, you read. It can be left while it works."),
        url=reverse("portfolio:dashboard", args=[member.school.slug]),
        action=_("Open"),
        icon="compass",
        minutes=1,
        weight=40,
    )


def _read(member: Member, portfolio: Portfolio, missing: int) -> Ask:
    detail = ngettext("%(n)d question has no reading yet.", "%(n)d questions have no reading yet.", missing)
    return Ask(
        what=_("Write your reading of %(term)s") % {"term": portfolio.term.title},
        detail=detail % {"n": missing},
        url=reverse("portfolio:dashboard", args=[member.school.slug]),
        action=_("Read it"),
        icon="book-open",
        minutes=5 * missing,
        weight=45,
    )


def _share(member: Member, portfolio: Portfolio) -> Ask:
    return Ask(
        what=_("Share the portfolio of %(term)s with governors") % {"term": portfolio.term.title},
        detail=_("All five questions have a reading."),
        url=reverse("portfolio:dashboard", args=[member.school.slug]),
        action=_("Open"),
        icon="send",
        minutes=1,
        weight=48,
    )


def news_for(member: Member, term: Term | None, today: datetime.date) -> list[News]:
    """A portfolio that became ready, or for governors was shared, in the last week."""
    newest = portfolios_visible_to(member).first()
    if newest is None:
        return []
    is_leader = may(member, Permission.READ_PORTFOLIO)
    since = newest.frozen_at if is_leader else newest.published_at
    if since is None or since.date() < today - NEW_FOR:
        return []
    said = _("The portfolio of %(term)s is ready.") if is_leader else _("The portfolio of %(term)s is shared with you.")
    return [News(said % {"term": newest.term.title}, reverse("portfolio:dashboard", args=[member.school.slug]))]
