"""Do less, very well: at most three priorities, what stops to make room, and decisions with their reason."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.models import Member, School, Term
from vision.models import Commitment, Decision, Priority, Stopped
from vision.once import made_once

MOST_PRIORITIES = 3
"""Live ones. A whole staff can hold three in mind, and each needs years (001: do less, and stay with it)."""


@dataclass(frozen=True)
class LivePriority:
    """A priority with its age in terms, the one it began in counted."""

    priority: Priority
    terms: int

    @property
    def age(self) -> str:
        return ngettext("in its first term", "held for %(n)d terms", self.terms) % {"n": self.terms}


def live_priorities(school: School) -> QuerySet[Priority]:
    """What the school puts first today, oldest first."""
    return Priority.objects.filter(school=school, ended_on=None).select_related("commitment", "begun_by")


def priorities_visible_to(member: Member) -> QuerySet[Priority]:
    """All of them: priorities are set in the open."""
    return Priority.objects.filter(school=member.school_id).select_related("commitment", "begun_by")


def priorities_with_age(school: School, today: datetime.date) -> list[LivePriority]:
    """The live ones with how many of the school's terms each has lasted. Two statements."""
    first_days = list(Term.objects.filter(school=school, starts_on__lte=today).values_list("ends_on", flat=True))
    return [
        LivePriority(priority, max(1, sum(ends_on >= priority.begun_on for ends_on in first_days)))
        for priority in live_priorities(school)
    ]


@transaction.atomic
def begin_priority(
    *,
    school: School,
    wording: str,
    stops: str,
    by: Member,
    on: datetime.date,
    commitment: Commitment | None = None,
    ends: Priority | None = None,
) -> Priority:
    """Put something first, and say what stops for it; ``ends`` names the priority that gives way, if one does.

    Raises:
        ValidationError: nothing stops, or three are live and none of them ends.
    """
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    wording, stops = wording.strip(), stops.strip()
    if twice := live_priorities(school).filter(wording=wording).first():
        return twice
    check_can_begin(school, stops=stops, ends=ends)
    begun = Priority(school=school, wording=wording, commitment=commitment, begun_by=by, begun_on=on)
    begun.full_clean()
    begun.save()
    if ends:
        end_priority(priority=ends, because=_("It gave way to “%(next)s”.") % {"next": wording}, by=by, on=on)
    stop(school=school, thing=stops or (ends.wording if ends else ""), by=by, on=on, makes_room_for=begun)
    return begun


def check_can_begin(school: School, *, stops: str, ends: Priority | None) -> None:
    if not stops and not ends:
        raise ValidationError({"stops": _("Say what stops to make room. Nothing new fits on top.")})
    if live_priorities(school).count() - bool(ends) >= MOST_PRIORITIES:
        raise ValidationError(
            {"ends": _("There are %(most)d already. Choose the one that gives way.") % {"most": MOST_PRIORITIES}}
        )


@transaction.atomic
def end_priority(*, priority: Priority, because: str, by: Member, on: datetime.date) -> Priority:
    """Stop putting it first, with the reason. Ending it twice changes nothing."""
    if not because.strip():
        raise ValidationError({"because": _("Say why it ends: people have worked for it.")})
    current = Priority.objects.select_for_update(of=("self",)).get(pk=priority.pk)
    if current.ended_on is None:
        current.ended_on, current.ended_because = on, because.strip()
        current.full_clean()
        current.save()
    return current


@transaction.atomic
def stop(
    *,
    school: School,
    thing: str,
    by: Member,
    on: datetime.date,
    because: str = "",
    makes_room_for: Priority | None = None,
) -> Stopped:
    """Say in the open what the school does no longer. The same thing stopped twice on a day is one."""
    words = {"thing": thing.strip(), "because": because.strip(), "stopped_on": on, "makes_room_for": makes_room_for}
    return made_once(Stopped, school=school, stopped_by=by, **words)


def things_stopped(school: School) -> QuerySet[Stopped]:
    return Stopped.objects.filter(school=school).select_related("makes_room_for", "stopped_by")


@transaction.atomic
def record_decision(
    *,
    school: School,
    decided: str,
    good_enough: str,
    by: Member,
    on: datetime.date,
    commitment: Commitment | None = None,
) -> Decision:
    """A decision with its answer to "would it be good enough for our own children?". Sent twice, it is one."""
    words = {"decided": decided.strip(), "good_enough": good_enough.strip(), "decided_on": on, "commitment": commitment}
    return made_once(Decision, school=school, decided_by=by, **words)


def decisions_of(school: School) -> QuerySet[Decision]:
    """Newest first."""
    return Decision.objects.filter(school=school).select_related("decided_by", "commitment")
