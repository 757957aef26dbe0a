"""The read log: who looked at whom, when and by which right. Each person reads their own."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from school.models import Look, Member, Role

SUPPORT = "support"
"""Stands in place of a role for people who are no members of the school."""

FAMILY = "family"
"""Stands there for whoever opened a family page: nobody asks who."""

ADDED = """
INSERT INTO school_look (school_id, at, looker_id, subject_id, kind, thing_id, role, because)
SELECT %s, %s, %s, subject, %s, %s, %s, %s FROM unnest(%s::bigint[]) AS subject
"""


def note_look(
    *,
    looker: Member | None,
    subjects: Iterable[Member | int],
    kind: str,
    now: datetime.datetime,
    thing_id: int | None = None,
    because: str = "",
    school_id: int | None = None,
) -> int:
    """Write down that ``looker`` saw records of ``subjects`` (members or their keys): one statement for any number.

    One's own records are nobody's look. Without a looker it was the family, or support: then ``school_id`` is needed,
    and from support ``because``.
    Django's own insert reads the rows back, which this table allows to few; so this is plain SQL.

    Returns:
        How many lines were added.
    """
    ids = {subject.pk if isinstance(subject, Member) else subject for subject in subjects}
    ids.discard(looker.pk if looker else None)
    family = kind == Look.Kind.FAMILY_PAGE
    assert looker or (school_id and (because or family)), "support looks for a reason, in a school"
    if not ids:
        return 0
    role = first_role(looker) if looker else (FAMILY if family else SUPPORT)
    who = (looker.school_id, now, looker.pk) if looker else (school_id, now, None)
    with connection.cursor() as cursor:
        cursor.execute(ADDED, [*who, str(kind), thing_id, role, because, sorted(ids)])
    return len(ids)


def first_role(member: Member) -> str:
    """The role that opens most, in the order of the table of roles."""
    return next(str(role) for role in Role if role in member.roles)


def looks_at(member: Member) -> QuerySet[Look]:
    """Who looked at this person's records, newest first."""
    return Look.objects.filter(school=member.school_id, subject=member).select_related("looker")


def looks_at_visit(host: Member, visit_id: int) -> QuerySet[Look]:
    """Who opened the record of one visit, newest first."""
    return looks_at(host).filter(kind=Look.Kind.VISIT, thing_id=visit_id)


def looks_by(member: Member) -> QuerySet[Look]:
    """What this person looked at themself."""
    return Look.objects.filter(school=member.school_id, looker=member)


@dataclass(frozen=True)
class LookLine:
    """One look as a sentence for the person it is about."""

    look: Look
    child: bool

    @property
    def who(self) -> str:
        if self.look.looker:
            return self.look.looker.display_name
        return _("Somebody from the software’s support")

    @property
    def role(self) -> str:
        """By which right; for a child the name is enough."""
        if self.child or self.look.role in (SUPPORT, FAMILY):
            return ""
        return str(Role(self.look.role).label)

    @property
    def sentence(self) -> str:
        words = child_words() if self.child else plain_words()
        return words[self.look.kind] % {"name": self.who}


def plain_words() -> dict[Any, str]:
    return {
        Look.Kind.LEARNER_PAGE: _("%(name)s opened your page"),
        Look.Kind.CLASS_PAGE: _("%(name)s opened the page of a class you are in"),
        Look.Kind.VISIT: _("%(name)s opened the record of a visit you hosted"),
        Look.Kind.EXPORT: _("%(name)s saved a file that has your name in it"),
        Look.Kind.DATA: _("%(name)s looked after a request about your data"),
        Look.Kind.PACK: _("%(name)s saved a copy of everything held about you"),
        Look.Kind.FAMILY_PAGE: _("Your family page was opened"),
    }


def child_words() -> dict[Any, str]:
    return plain_words() | {
        Look.Kind.LEARNER_PAGE: _("%(name)s looked at your page"),
        Look.Kind.CLASS_PAGE: _("%(name)s looked at your class"),
        Look.Kind.EXPORT: _("%(name)s made a list with your name in it"),
        Look.Kind.DATA: _("%(name)s helped with a question about what we keep"),
        Look.Kind.PACK: _("%(name)s made a copy of all that is kept about you"),
    }


def lines_for(member: Member, looks: Iterable[Look]) -> list[LookLine]:
    return [LookLine(look, member.is_student) for look in looks]


def looks_between(*, user_id: int, since: datetime.datetime, until: datetime.datetime) -> QuerySet[Look]:
    """What an account saw in a window, in the school that is open: for the day a password was stolen."""
    found = Look.objects.filter(looker__user_id=user_id, at__gte=since, at__lt=until)
    return found.select_related("looker", "subject").order_by("at", "pk")
