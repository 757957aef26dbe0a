"""Times in which leaders ask what colleagues think of the vision, counted in school days, and what they then owe."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext as _

from school.calendar import school_days_after, school_days_between
from school.models import Member, School
from vision.models import CommentWindow, Remark, Theme, UnnamedRemark

FEWEST_SCHOOL_DAYS = 10
"""Two weeks of lessons: those who work part of the week, and those who were ill, can still speak."""

MOST_SCHOOL_DAYS = 40
"""Longer than half a term, and nobody remembers that they were asked."""

ANSWER_WITHIN = 15
"""School days after the close within which leaders answer: three weeks, while people remember what they said."""

LOOK_BACK = datetime.timedelta(days=200)
"""Windows that closed earlier are no longer called to mind: another year has begun."""


@transaction.atomic
def open_window(*, school: School, asks: str, school_days: int, by: Member, on: datetime.date) -> CommentWindow:
    """Ask colleagues something about the vision, for a number of school days after today."""
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    running = window_open_on(school.pk, on)
    if running and running.asks == asks.strip():
        return running
    check_can_open(running, asks, school_days)
    closes_on = school_days_after(school, on, school_days)
    return CommentWindow.objects.create(
        school=school, asks=asks.strip(), opened_by=by, opens_on=on, closes_on=closes_on
    )


def check_can_open(running: CommentWindow | None, asks: str, school_days: int) -> None:
    if running:
        raise ValidationError(_("You are asking something already. The next can open when it has closed."))
    if not asks.strip():
        raise ValidationError({"asks": _("Say what you ask: people answer a question sooner than a blank page.")})
    if not FEWEST_SCHOOL_DAYS <= school_days <= MOST_SCHOOL_DAYS:
        words = _("Between %(fewest)d and %(most)d school days, so that everyone can find the time.")
        raise ValidationError({"school_days": words % {"fewest": FEWEST_SCHOOL_DAYS, "most": MOST_SCHOOL_DAYS}})


def window_open_on(school_id: int, day: datetime.date) -> CommentWindow | None:
    """The window that is open on the day; the newest, should two overlap."""
    running = CommentWindow.objects.filter(school=school_id, opens_on__lte=day, closes_on__gte=day)
    return running.select_related("opened_by").first()


def windows_since(member: Member, today: datetime.date) -> QuerySet[Any]:
    """Windows of late, newest first. ``waiting``: remarks of each that nobody answered; ``spoke``: this member has."""
    recent = CommentWindow.objects.filter(school=member.school_id, closes_on__gte=today - LOOK_BACK)
    return recent.select_related("opened_by").annotate(
        waiting=_waiting(Remark) + _waiting(UnnamedRemark),
        spoke=Exists(Remark.objects.filter(window=OuterRef("pk"), author=member)),
        opener_left_on=F("opened_by__left_on"),
    )


@dataclass(frozen=True)
class LateWindow:
    """What Today needs of a window: the fields and annotations of :func:`windows_since` by the same names."""

    asks: str
    opens_on: datetime.date
    closes_on: datetime.date
    opened_by_id: int
    opener_left_on: datetime.date | None
    waiting: int
    spoke: bool


def late_windows(member: Member, today: datetime.date) -> ArraySubquery:
    """The windows of late as a column beside other facts of the school, each as JSON: see :func:`read_windows`."""
    names = ("asks", "opens_on", "closes_on", "opened_by_id", "opener_left_on", "waiting", "spoke")
    return ArraySubquery(windows_since(member, today).values(read=JSONObject(**{name: name for name in names})))


def read_windows(column: list[dict[str, Any]]) -> list[LateWindow]:
    """The column of :func:`late_windows`, with days again in place of their names."""
    return [LateWindow(**{name: _read(name, value) for name, value in row.items()}) for row in column]


def _read(name: str, value: Any) -> Any:
    return datetime.date.fromisoformat(value) if name.endswith("_on") and value else value


def _waiting(model: type[Remark] | type[UnnamedRemark]) -> Coalesce:
    unanswered = Q(theme=None) | Q(theme__outcome=Theme.Outcome.OPEN)
    rows = model._default_manager.filter(unanswered, window=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("window").annotate(n=Count("pk")).values("n")), 0)


def owes_an_answer(window: Any, school: School, today: datetime.date) -> bool:
    """Whether it closed more than fifteen school days ago with something said that nobody has answered.

    The one rule of both the reminder on Today and the button on the page of themes. ``window`` comes from
    :func:`windows_since`.
    """
    if not window.waiting or (today - window.closes_on).days <= ANSWER_WITHIN:
        return False
    return school_days_between(school, window.closes_on, today) > ANSWER_WITHIN


def owed_by(window: Any, member: Member, today: datetime.date) -> bool:
    """Whether this leader is reminded: whoever asked; once they have left, every leader."""
    gone = window.opener_left_on is not None and window.opener_left_on <= today
    return (gone or window.opened_by_id == member.pk) and owes_an_answer(window, member.school, today)
