"""Keep ours: fields of a person or a class that no roster overwrites."""

from __future__ import annotations

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from school.models import Member, RosterKeep, School, SchoolClass

MEMBER_FIELDS = (
    *("given_name", "family_name", "preferred_name", "roles", "year_group", "department", "left_on"),
    *("sex", "pupil_premium", "send", "eal"),
)
CLASS_FIELDS = ("name", "kind", "subject", "year_groups", "closed_on")
"""What a roster may give, so what can be kept from it. ``left_on`` kept: the person neither leaves nor returns."""


def keep_field(*, member: Member, field: str, by: Member | None) -> None:
    """From now on no roster overwrites this field of the person. Doing it twice is harmless."""
    _check(field, MEMBER_FIELDS)
    RosterKeep.objects.get_or_create(
        school_id=member.school_id, member=member, school_class=None, field=field, defaults={"by": by}
    )


def let_go_of_field(*, member: Member, field: str) -> None:
    """The next roster may overwrite the field again."""
    RosterKeep.objects.filter(school_id=member.school_id, member=member, field=field).delete()


def keep_class_field(*, school_class: SchoolClass, field: str, by: Member | None) -> None:
    """From now on no roster overwrites this field of the class."""
    _check(field, CLASS_FIELDS)
    RosterKeep.objects.get_or_create(
        school_id=school_class.school_id, member=None, school_class=school_class, field=field, defaults={"by": by}
    )


def keeps_of(member: Member) -> frozenset[str]:
    """The person's fields that no roster overwrites."""
    found = RosterKeep.objects.filter(school_id=member.school_id, member=member)
    return frozenset(found.values_list("field", flat=True))


def kept_fields(school: School, of: str) -> dict[int, frozenset[str]]:
    """All kept fields of a school's people (``of="member_id"``) or classes (``"school_class_id"``)."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for id, field in RosterKeep.objects.filter(school=school, **{f"{of}__isnull": False}).values_list(of, "field"):
        found[id].add(field)
    return {id: frozenset(fields) for id, fields in found.items()}


def _check(field: str, fields: tuple[str, ...]) -> None:
    if field not in fields:
        raise ValidationError(_("A roster never changes this field, so there is nothing to keep."))
