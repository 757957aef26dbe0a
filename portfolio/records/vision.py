"""Counts about the vision: explain-back, dialogue, replies, the student echo."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from portfolio.records.staff import Counts
from portfolio.records.terms import terms_back
from school.calendar import school_days_after
from school.models import Term
from school.queries import staff_on
from vision.models import CommentWindow, ExplainBack, Remark, StudentTalk, Theme, UnnamedRemark, VisionSessionMember

TERMS_OF_DIALOGUE = 3
"""Terms in which one remark or meeting counts (Q1.3): a year of school."""

DAYS_TO_REPLY = 15
"""School days from when a theme is gathered, or from the end of its window where that is later (Q1.4)."""


def explained_back(term: Term) -> dict[str, Any] | None:
    """The last round of the term that both raters have read; None when there is none.

    ``agreement`` holds four counts over text × commitment: both found it, the first alone, the second alone, neither.
    """
    rounds = ExplainBack.objects.filter(term=term, state=ExplainBack.State.DONE).order_by("-closes_on", "-id")
    found = rounds.values("invited", "coded", "name_two", "agreement").first()
    return dict(found) if found else None


def spoke_of_the_vision(term: Term) -> Counts:
    """Staff on the census day; of these, who spoke by name or was in a meeting about it in the last three terms.

    ``unnamed``: 1 where something was said without a name, which is counted to nobody, else 0.
    """
    first = terms_back(term, TERMS_OF_DIALOGUE).starts_on
    said = Remark.objects.filter(author=OuterRef("pk"), said_at__date__range=(first, term.ends_on))
    met = VisionSessionMember.objects.filter(member=OuterRef("pk"), session__held_on__range=(first, term.ends_on))
    asked = CommentWindow.objects.filter(opens_on__lte=term.ends_on, closes_on__gte=first)
    staff = staff_on(term.school, term.starts_on).annotate(spoke_up=Exists(said) | Exists(met))
    unnamed = UnnamedRemark.objects.filter(school=term.school_id, window__in=asked).exists()
    return staff.aggregate(eligible=Count("id"), spoke=Count("id", filter=Q(spoke_up=True))) | {"unnamed": int(unnamed)}


def themes_replied_to(term: Term, until: datetime.date) -> Counts:
    """Themes whose fifteen school days ended in the term, up to ``until``; of these, those answered by then."""
    themes = Theme.objects.filter(school=term.school_id, made_on__lte=term.ends_on).select_related("window")
    due = [(theme, reply_due(theme, term)) for theme in themes]
    ended = [pair for pair in due if term.starts_on <= pair[1] <= min(term.ends_on, until)]
    return {
        "themes": len(ended),
        "replied": sum(bool(theme.answered_on and theme.answered_on <= day) for theme, day in ended),
    }


def reply_due(theme: Theme, term: Term) -> datetime.date:
    """The last of the fifteen school days."""
    asked = max(theme.made_on, theme.window.closes_on) if theme.window else theme.made_on
    return school_days_after(term.school, asked, DAYS_TO_REPLY)


def student_echo(term: Term) -> Counts:
    """Students drawn by chance for the term; of these, talked with in it; of these, who could say something."""
    drawn = StudentTalk.objects.filter(school=term.school_id, term=term)
    held = Q(talked_on__range=(term.starts_on, term.ends_on))
    return drawn.aggregate(
        drawn=Count("id"), talked=Count("id", filter=held), could_say=Count("id", filter=held & Q(can_say=True))
    )
