"""Places that open most are a headteacher's to give and to end: through a roster and its undo as well as by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from school.models import Member, Role, School
from school.models.people import GUARDED
from school.rosters.planned import Plan

NAMES_SHOWN = 3


def guarded(roles: Iterable[str]) -> frozenset[str]:
    return frozenset(str(role) for role in roles if role in GUARDED)


def has_head(school: School) -> bool:
    """Whether a head is here who can say yes. A school that is being set up has none yet."""
    here = Member.objects.filter(school=school, left_on=None, user__is_active=True)
    return here.with_any_role(Role.HEAD).exists()


def guarded_people(plan: Plan) -> list[str]:
    """Names of those to whom the roster would give such a place, whose it would end or open again."""
    return sorted({name for name in _touched(plan) if name})


def _touched(plan: Plan) -> Iterator[str]:
    stored = plan.stored.member
    for new in plan.members_added:
        if guarded(new.roles):
            yield f"{new.given_name} {new.family_name}".strip() or new.source_id
    for change in plan.members_changed:
        known = stored(change.id)
        if guarded(known.roles) ^ guarded(change.roles) or (known.left_on and guarded(change.roles)):
            yield f"{change.given_name} {change.family_name}".strip() or known.source_id
    for closing in plan.members_leaving:
        if guarded((known := stored(closing.id)).roles):
            yield f"{known.given_name} {known.family_name}".strip() or known.source_id


def head_only(plan: Plan, school: School) -> str:
    """Why only a headteacher may say yes to this roster; empty when the office may."""
    people = guarded_people(plan)
    if not people or not has_head(school):
        return ""
    names = ", ".join(people[:NAMES_SHOWN]) + (" …" if len(people) > NAMES_SHOWN else "")
    return _("Only a headteacher can say yes to this: it gives, ends or opens again a leading place (%(names)s).") % {
        "names": names
    }


def guarded_places(school: School) -> dict[int, frozenset[str]]:
    """Who holds which of these roles now."""
    here = Member.objects.filter(school=school, left_on=None).with_any_role(*GUARDED)
    return {pk: guarded(roles) for pk, roles in here.values_list("pk", "roles")}


def check_places_stand(before: dict[int, frozenset[str]], school: School, by: Member | None) -> None:
    """After an undo, in its transaction: it moved none of these places, or a head did it."""
    if by is None or Role.HEAD in by.roles or guarded_places(school) == before or not has_head(school):
        return
    raise ValidationError(_("Only a headteacher can undo this: it gives, ends or opens again a leading place."))
