"""How far a draft is open, for whom it is written, and whether what is published is a public page."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.access import Permission, may
from school.models import Member, School
from school.queries import today_in
from vision.models import Audience, Circle, Draft


def draft_for(school: School, written_for: str) -> Draft:
    """The draft for an audience. One that nobody has opened further, or whose keeper has left, is the leaders'."""
    found = Draft.objects.filter(school=school, written_for=written_for).select_related("kept_by").first()
    draft = found or Draft(school=school, written_for=written_for)
    left_on = draft.kept_by.left_on if draft.kept_by else None
    if draft.circle == Circle.ME and left_on and left_on <= today_in(school):
        draft.circle = Circle.LEADERS
    return draft


def may_read_draft(member: Member, draft: Draft) -> bool:
    """Whether the circle of the draft takes the member in. Students and governors read what is published."""
    if draft.circle == Circle.ME:
        return draft.kept_by_id == member.pk
    if draft.circle == Circle.STAFF:
        return may(member, Permission.READ_PROMISES)
    return may(member, Permission.WRITE_VISION)


def may_write_draft(member: Member, draft: Draft) -> bool:
    """Whoever writes the vision, except in a draft that somebody keeps to themselves."""
    return may(member, Permission.WRITE_VISION) and (draft.circle != Circle.ME or draft.kept_by_id == member.pk)


@transaction.atomic
def open_draft(*, school: School, written_for: str, circle: str, by: Member) -> Draft:
    """Say who may read the draft. Who chooses “only me” keeps it."""
    draft = _held(school, written_for)
    if circle not in Circle.values:
        raise ValidationError(_("Choose who may read the draft."))
    if not may_write_draft(by, draft):
        raise ValidationError(_("This draft is kept by somebody else."))
    draft.circle, draft.kept_by = circle, by
    draft.save()
    return draft


@transaction.atomic
def make_public(*, school: School, written_for: str, is_public: bool, by: Member) -> Draft:
    """Let anybody with the address read what is published, or nobody any more."""
    draft = _held(school, written_for)
    draft.is_public = is_public
    draft.save()
    return draft


def _held(school: School, written_for: str) -> Draft:
    """The draft's row, made if need be and locked."""
    if written_for not in Audience.values:
        raise ValidationError(_("Choose for whom it is written."))
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    return draft_for(school, written_for)
