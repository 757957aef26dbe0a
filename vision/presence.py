"""A leader's private log of being where learning happens. Only counts leave it, and only for the portfolio."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.models import Member, SchoolClass, Term
from school.queries import classes_in
from vision.models import Presence
from vision.once import made_once

HABITS = (
    gettext_lazy("Stay close to what is developing: whose idea did you follow up this week?"),
    gettext_lazy("Keep it visible: where did the vision come up without you bringing it?"),
    gettext_lazy("Be in a lesson, for the learning and not for a judgement."),
    gettext_lazy("Ask a colleague how it is going in lessons, and listen to the end."),
    gettext_lazy("Look at which learning muscles students are really asked to use."),
    gettext_lazy("Find where it takes hold and where it falters, and do not explain it away."),
)
"""Prompts beside the log, in our words after the leader's habits of 004."""


@dataclass(frozen=True)
class MyPresence:
    """A leader's own term: what they noted, and the classes where they have not been."""

    notes: list[Presence]
    without: list[SchoolClass]


def presence_of(member: Member) -> QuerySet[Presence]:
    """The member's own notes, newest first; the database shows them nobody else's."""
    return Presence.objects.filter(school=member.school_id, owner=member).select_related("school_class")


def my_presence(member: Member, term: Term) -> MyPresence:
    """Two statements."""
    notes = presence_of(member).filter(on__range=(term.starts_on, term.ends_on))
    been = notes.filter(school_class=OuterRef("pk"))
    return MyPresence(list(notes), list(classes_in(term).filter(~Exists(been))))


@transaction.atomic
def note_presence(
    *, owner: Member, school_class: SchoolClass, kind: str, on: datetime.date, note: str, today: datetime.date
) -> Presence:
    """A line in one's own log. The same one sent twice is one."""
    if on > today:
        raise ValidationError({"on": _("Choose a day that has come.")})
    words = {"school_class": school_class, "kind": kind, "on": on, "note": note.strip()}
    return made_once(Presence, school=owner.school, owner=owner, **words)


@transaction.atomic
def remove_presence(*, line: Presence) -> None:
    """Take a line out of one's own log."""
    line.delete()
