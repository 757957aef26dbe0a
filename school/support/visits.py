"""A visit of support: asked for with a reason, consented to by the school, over after an hour, each page on record."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import tenant
from school.models import Member, Role, School, SupportAccess, SupportLook, User
from school.models.support import MINUTES_INSIDE

VISITS_SHOWN = 20


def make_support(*, user: User) -> User:
    """Flag a sign-in as support. Somebody with a place in a school cannot be: they would see it without consent."""
    with tenant(None, user_id=user.pk):
        if Member.objects.filter(user=user).exists():
            raise ValidationError(_("This person has a place in a school. Support needs a sign-in of its own."))
    user.is_support = True
    user.save(update_fields=["is_support"])
    return user


def ask_to_come_in(*, user: User, slug: str, reason: str, now: datetime.datetime) -> SupportAccess:
    """Ask a school to be let in. It sees the reason as it stands here."""
    school = School.objects.filter(slug=slug).first()
    if school is None or not user.is_support:
        raise ValidationError(_("There is no school with that address."))
    try:
        with transaction.atomic(), tenant(school.pk, user_id=user.pk):
            return SupportAccess.objects.create(school=school, asked_by=user, asked_at=now, reason=reason)
    except IntegrityError as double:
        raise ValidationError(_("You have asked this school already; it has not answered yet.")) from double


def answer_support(*, access: SupportAccess, consent: bool, by: Member, now: datetime.datetime) -> SupportAccess:
    """Let them in for an hour from now, or not. The first answer counts."""
    with transaction.atomic():
        access = SupportAccess.objects.select_for_update().get(pk=access.pk)
        if not access.is_waiting():
            raise ValidationError(_("This has been answered or taken back already."))
        access.answered_by, access.answered_at, access.consented = by, now, consent
        access.save(update_fields=["answered_by", "answered_at", "consented"])
    return access


def end_support(*, access: SupportAccess, by_school: bool, now: datetime.datetime) -> SupportAccess:
    """End a visit or take a question back, from either side. It acts on the very next page."""
    with transaction.atomic(), tenant(access.school_id, user_id=access.asked_by_id):
        access = SupportAccess.objects.select_for_update().get(pk=access.pk)
        if access.is_waiting() or access.is_open(now):
            access.ended_at, access.ended_by_school = now, by_school
            access.save(update_fields=["ended_at", "ended_by_school"])
    return access


def open_access(user: User, slug: str, now: datetime.datetime) -> SupportAccess | None:
    """The consented visit that this person is on in that school, if its hour is not over."""
    since = now - datetime.timedelta(minutes=MINUTES_INSIDE)
    visits = visits_of(user).filter(school__slug=slug, consented=True, ended_at=None, answered_at__gt=since)
    return next((visit for visit in visits if visit.is_open(now)), None)


def visits_of(user: User) -> QuerySet[SupportAccess]:
    """What this person asked, in every school. The database shows one's own questions outside a school."""
    return SupportAccess.objects.filter(asked_by=user).select_related("school")


def visits_in(school: School) -> list[SupportAccess]:
    """The last questions to a school with every page that was opened."""
    visits = SupportAccess.objects.filter(school=school).select_related("asked_by", "answered_by")
    return list(visits.prefetch_related("looks")[:VISITS_SHOWN])


def visit_in(school: School, pk: int) -> SupportAccess | None:
    return SupportAccess.objects.filter(school=school, pk=pk).first()


def visitor(access: SupportAccess) -> Member:
    """Who support is inside: a member that no table holds, with one role."""
    name = str(_("Support"))
    return Member(school=access.school, user=access.asked_by, roles=[Role.SUPPORT], given_name=name)


def note_page(*, access: SupportAccess, path: str, now: datetime.datetime) -> None:
    """Keep that support opened a page. The address holds no name and no search."""
    SupportLook.objects.bulk_create([SupportLook(school=access.school, access=access, path=path[:200], at=now)])
