"""Reaching those who read concerns: a mail at once, whatever the hour, and a second one after an hour's silence.

This is the one mail that does not wait for the school's hours. It says that there is a concern and nothing else.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable

from django.core.mail import send_mail
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from school.models import Concern, ConcernStep, Member
from school.queries import day_in
from school.safeguarding.circle import open_concerns, readers_of

log = logging.getLogger(__name__)

ESCALATE_AFTER = datetime.timedelta(minutes=60)
"""An hour without anybody's acknowledgement is a lead in a lesson, at home or ill: then others must know."""

Kind = ConcernStep.Kind


def tell_readers(*, school_id: int, concern_id: int, now: datetime.datetime) -> bool:
    """Mail those who read it; whether this call did. The step and the mail stand or fall together."""
    return _tell(school_id, concern_id, Kind.TOLD, now, escalated=False)


def escalate_concern(*, school_id: int, concern_id: int, now: datetime.datetime) -> bool:
    """Tell everybody who may read it again, and the head with them unless it is about the head."""
    return _tell(school_id, concern_id, Kind.ESCALATED, now, escalated=True)


def _tell(school_id: int, concern_id: int, kind: str, now: datetime.datetime, *, escalated: bool) -> bool:
    with open_concerns(school_id):
        concern = Concern.objects.select_related("school", "subject").filter(pk=concern_id).first()
        if concern is None:
            return False
        _step, new = ConcernStep.objects.get_or_create(
            concern=concern, kind=kind, defaults={"school": concern.school, "at": now}
        )
        if new:
            school, today = concern.school, day_in(concern.school, now)
            _mail(readers_of(school, concern.about, concern.subject, today, escalated=escalated), school.name)
        return new


def _mail(readers: Iterable[Member], school_name: str) -> None:
    """To each. An address that is refused keeps nobody else waiting, nor has the others told again each minute.

    Raises:
        OSError: not one mail left; the sweep tries again.
    """
    left, failure = 0, None
    for address in [reader.user.email for reader in readers if reader.user and reader.user.email]:
        try:
            _send(address, school_name)
            left += 1
        except OSError as error:
            failure = error
            log.error("A reader of a concern could not be told: %s.", type(error).__name__)
    if failure and not left:
        raise failure


def _send(address: str, school_name: str) -> None:
    text = _("There is a new concern at %(school)s. Please sign in and read it.") % {"school": school_name}
    send_mail(_("There is a new concern"), text, None, [address])


def untold_and_overdue(*, school_id: int, now: datetime.datetime) -> tuple[list[int], list[int]]:
    """What a lost worker left untold, and what nobody has acknowledged for an hour."""

    def has(kind: str) -> Exists:
        return Exists(ConcernStep.objects.filter(concern=OuterRef("pk"), kind=kind))

    with open_concerns(school_id):
        concerns = Concern.objects.filter(school=school_id).order_by("raised_at")
        untold = concerns.filter(~has(Kind.TOLD))
        late = Q(raised_at__lte=now - ESCALATE_AFTER)
        overdue = concerns.filter(~has(Kind.ACKNOWLEDGED), ~has(Kind.ESCALATED), late)
        return list(untold.values_list("pk", flat=True)), list(overdue.values_list("pk", flat=True))
