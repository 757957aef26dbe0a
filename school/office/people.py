"""Members and their roles: who gives and takes which, who leaves, who comes back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from learningculture.plain_words import plain_words
from school.accounts.sessions import end_sessions_of
from school.models import Enrolment, Member, Role, School
from school.models.people import GUARDED, NEVER_GIVEN
from school.rosters.keeping import keep_field

NEVER_SILENTLY_NONE = (Role.HEAD, Role.ADMINISTRATOR, Role.SAFEGUARDING_LEAD)
"""Roles that a school needs at any time: taking the last one is asked about first."""

ADULT_ROLES = tuple(role for role in Role if role not in (Role.STUDENT, *NEVER_GIVEN))
GIVEN = (*ADULT_ROLES, Role.STUDENT)
NAMES = ("given_name", "family_name", "preferred_name", "department", "year_group")


class LastOneError(ValidationError):
    """Nobody else has the role: whoever takes it says so on purpose."""


def members_found(school: School, *, query: str, role: str, gone: bool) -> QuerySet[Member]:
    """Adults unless students are asked for by role or by name; the open places, or those that are closed."""
    found = Member.objects.filter(school=school, left_on__isnull=not gone)
    if role:
        found = found.with_any_role(role)
    elif not query:
        found = found.exclude(roles=[Role.STUDENT])
    for word in query.split()[:4]:
        found = found.filter(Q(plain_name__contains=plain_words(word)) | Q(department__icontains=word))
    return found.order_by(F("year_group").asc(nulls_first=True), "family_name", "given_name", "id")


def member_in(school: School) -> QuerySet[Member]:
    return Member.objects.filter(school=school).select_related("user")


@transaction.atomic
def give_roles(*, member: Member, roles: Iterable[str], by: Member, confirmed: bool = False) -> Member:
    """The roles a member has from now on. It acts with their next page."""
    wanted = [role.value for role in Role if role in set(roles) and role not in NEVER_GIVEN]
    current = _lock(member)
    check_can_give(current, wanted, by)
    taken = set(current.roles) - set(wanted)
    if not confirmed:
        check_not_the_last(current, taken)
    if wanted != current.roles:
        current.roles = wanted
        current.save(update_fields=["roles"])
    return current


def check_can_give(member: Member, wanted: list[str], by: Member) -> None:
    """Whether this person may make this change."""
    if not wanted:
        raise ValidationError(_("Choose at least one role. To end someone’s place, use “Leaving” below."))
    if Role.STUDENT in wanted and (len(wanted) > 1 or not member.is_student):
        raise ValidationError(_("A student has no other role, and an adult does not become a student."))
    if member.is_student and Role.STUDENT not in wanted:
        raise ValidationError(_("A student does not become staff. Add the adult as a person of their own."))
    changed = set(wanted) ^ set(member.roles)
    check_may_touch(member, changed, by)


def check_may_touch(member: Member, roles: Iterable[str], by: Member) -> None:
    """Guarded roles are a head's to give and take; a school without a head may be given one by its administrator."""
    guarded = [Role(role) for role in roles if role in GUARDED]
    if not guarded or Role.HEAD in by.roles:
        return
    first_head = guarded == [Role.HEAD] and Role.HEAD not in member.roles and member.pk != by.pk
    if first_head and not _others_with(Role.HEAD, member):
        return
    names = ", ".join(str(role.label) for role in guarded)
    raise ValidationError(_("Only a headteacher gives or takes this role: %(names)s.") % {"names": names})


def check_not_the_last(member: Member, taken: Iterable[str]) -> None:
    for role in NEVER_SILENTLY_NONE:
        if role in taken and not _others_with(role, member):
            words = {"name": member.display_name, "role": role.label}
            raise LastOneError(
                _("%(name)s is the only one with this role: %(role)s. Tick below that the school is to have none.")
                % words
            )


def _others_with(role: Role, member: Member) -> bool:
    here = Member.objects.filter(school=member.school_id, left_on=None).exclude(pk=member.pk)
    return here.with_any_role(role).exists()


def _lock(member: Member) -> Member:
    """One at a time in a school: otherwise the last two heads could each take the other's role."""
    School.objects.select_for_update().get(pk=member.school_id)
    return Member.objects.select_for_update(of=("self",)).select_related("user").get(pk=member.pk)


@transaction.atomic
def close_place(*, member: Member, on: datetime.date, by: Member, confirmed: bool = False) -> Member:
    """``on`` is the first day without them. What they wrote stays; their classes and, once gone, sign-ins end."""
    current = _lock(member)
    if current.left_on is not None:
        return current
    if current.pk == by.pk:
        raise ValidationError(_("Ask a colleague to close your own place."))
    if on < current.joined_on:
        raise ValidationError({"left_on": _("That is before the first day here.")})
    check_may_touch(current, current.roles, by)
    if not confirmed:
        check_not_the_last(current, current.roles)
    current.left_on = on
    current.save(update_fields=["left_on"])
    places = Enrolment.objects.filter(member=current, ends_on=None)
    places.filter(starts_on__gt=on).delete()
    places.update(ends_on=on)
    return current


def end_sign_ins(member: Member, today: datetime.date) -> None:
    """Sessions of somebody who has gone end at once; into another school they simply sign in again."""
    if member.user is not None and member.left_on is not None and member.left_on <= today:
        end_sessions_of(member.user)


def keep_against_roster(member: Member, fields: Iterable[str], by: Member) -> None:
    """What a person set stays, whatever the next roster says of somebody whom a roster gave."""
    for field in fields:
        if member.source:
            keep_field(member=member, field=field, by=by)


def names_of_fields(fields: Iterable[str]) -> list[str]:
    """Fields of a person as the office calls them."""
    columns = {field.name: str(field.verbose_name) for field in Member._meta.local_fields}
    return [columns.get(name, name.replace("_", " ")) for name in sorted(fields)]


@transaction.atomic
def return_member(*, member: Member, by: Member) -> Member:
    """They are back: the place is open again. Classes come with the roster or by hand."""
    current = _lock(member)
    if current.left_on is not None:
        check_may_touch(current, current.roles, by)
        current.left_on = None
        current.save(update_fields=["left_on"])
    return current


@transaction.atomic
def add_member(*, school: School, roles: Iterable[str], by: Member, joined_on: datetime.date, **names: str) -> Member:
    """A person whom no roster brings. The same name twice on a day is one person, added twice."""
    new = Member(school=school, joined_on=joined_on, roles=[], **names)
    wanted = [role.value for role in Role if role in set(roles) and role not in NEVER_GIVEN]
    if Role.STUDENT in wanted and len(wanted) > 1:
        raise ValidationError(_("A student has no other role, and an adult does not become a student."))
    if not wanted:
        raise ValidationError({"roles": _("Choose at least one role.")})
    School.objects.select_for_update().get(pk=school.pk)
    check_may_touch(new, wanted, by)
    twice = Member.objects.filter(school=school, joined_on=joined_on, roles=wanted, **names).first()
    if twice:
        return twice
    new.roles = wanted
    new.full_clean(exclude=["user"])
    new.save()
    return new


@transaction.atomic
def rename_member(*, member: Member, by: Member, **values: object) -> list[str]:
    """Names, department, year group as a person sets them; which of them changed."""
    current = _lock(member)
    changed = [name for name in NAMES if name in values and values[name] != getattr(current, name)]
    if not changed:
        return []
    for name in changed:
        setattr(current, name, values[name])
    if not (current.given_name or current.family_name):
        raise ValidationError(_("A person has at least one name."))
    current.save(update_fields=changed)
    return changed
