"""Who else may read a record: the host's choice alone, to be taken back at any time. The host sees who opened it."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from observations.models import Visit, VisitReader
from observations.visits import check_is_host, check_is_recorded, is_visitor
from school.access import Permission, may
from school.models import Look, Member
from school.privacy.looks import note_look


@transaction.atomic
def share_with(*, visit: Visit, member: Member, by: Member) -> VisitReader:
    """One more colleague may read the record. Sharing twice is harmless."""
    check_is_host(visit, by)
    check_is_recorded(visit)
    if member.school_id != visit.school_id or not may(member, Permission.VISIT):
        raise ValidationError({"member": _("Choose a colleague from the school's teaching and support staff.")})
    if member.pk == visit.host_id or is_visitor(visit, member):
        raise ValidationError({"member": _("%(name)s can read it already.") % {"name": member.display_name}})
    return VisitReader.objects.get_or_create(school=visit.school, visit=visit, member=member)[0]


@transaction.atomic
def share_with_school(*, visit: Visit, by: Member) -> Visit:
    """All teaching and support staff may read the record."""
    check_is_host(visit, by)
    check_is_recorded(visit)
    visit.ring = Visit.Ring.SCHOOL
    visit.save(update_fields=["ring"])
    return visit


@transaction.atomic
def stop_sharing(*, visit: Visit, by: Member, member: Member | None = None) -> Visit:
    """Back to one reader fewer, or without ``member`` to host and visitors alone."""
    check_is_host(visit, by)
    readers = VisitReader.objects.filter(visit=visit)
    if member is not None:
        readers.filter(member=member).delete()
        return visit
    readers.delete()
    return keep_from_school(visit=visit, by=by)


@transaction.atomic
def keep_from_school(*, visit: Visit, by: Member) -> Visit:
    """No longer for all staff; colleagues added by name stay."""
    check_is_host(visit, by)
    visit.ring = Visit.Ring.NAMED
    visit.save(update_fields=["ring"])
    return visit


@transaction.atomic
def withdraw_visit(*, visit: Visit, by: Member, now: datetime.datetime) -> Visit:
    """Gone for everyone but the host, and from every count. The first withdrawal stands."""
    check_is_host(visit, by)
    if visit.is_withdrawn:
        return visit
    visit.withdrawn_at = now
    visit.save(update_fields=["withdrawn_at"])
    return visit


def note_opening(*, visit: Visit, by: Member, now: datetime.datetime) -> bool:
    """That somebody other than the host opened the record; nothing to note before there is one."""
    if not visit.is_recorded:
        return False
    return bool(note_look(looker=by, subjects=[visit.host_id], kind=Look.Kind.VISIT, thing_id=visit.pk, now=now))
