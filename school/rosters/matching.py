"""Which of our schools a school of a roster is: by the sender's system and identifier, never by name."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext as _

from school.models import School
from school.rosters.grades import phase_of
from school.rosters.incoming import Incoming
from school.rosters.problems import refuse
from school.rosters.wanted import SchoolWanted


def matched(incoming: Incoming, into: School | None, *, claims: bool = True) -> list[tuple[School, SchoolWanted]]:
    """Each school of the roster with ours; a new one is not saved yet. With ``into`` that school alone.

    Args:
        claims: see :func:`claim`. Without it no other school is looked at, so that no answer tells of one.

    Raises:
        RosterRefused: ``into`` or the roster's school belongs to another one already, or it is unclear which is meant.
    """
    if into is not None:
        return [(into, _share_of(into, incoming) if claims else _own_share_of(into, incoming))]
    return [(_school_of(wanted, incoming), wanted) for wanted in incoming.schools]


def _share_of(into: School, incoming: Incoming) -> SchoolWanted:
    """The roster's school that this one is: the one it was before, else the roster's only school."""
    before = [wanted for wanted in incoming.schools if _is_mapped(into, incoming, wanted)]
    if before:
        return before[0]
    if len(incoming.schools) != 1:
        count = len(incoming.schools)
        raise refuse("orgs.csv", _("--school takes a roster of one school, and this one has %d.") % count)
    wanted = incoming.schools[0]
    known = _known(wanted, incoming)
    taken = bool(wanted.source_id and into.source_claimed and into.source_id and into.source == incoming.source)
    if known not in (None, into) or taken:
        reason = _("%(slug)s or the school %(id)s of this roster belongs to another one already.")
        raise refuse("orgs.csv", reason % {"slug": into.slug, "id": wanted.source_id}, column="sourcedId")
    return wanted


def _own_share_of(into: School, incoming: Incoming) -> SchoolWanted:
    """The roster's school that bears this one's identifier; the only one while the school has none of this sender."""
    known = into.source_id if into.source == incoming.source else ""
    for wanted in incoming.schools:
        if known in ("", wanted.source_id) and (known or len(incoming.schools) == 1):
            return wanted
    if not incoming.schools or not known:
        reason = _(
            "The file speaks of %d schools, and which of them is this one is not known. Hand in one of this school."
        )
        raise refuse("orgs.csv", reason % len(incoming.schools))
    if len(incoming.schools) == 1 and not incoming.schools[0].source_id:
        return incoming.schools[0]
    reason = _("The file is not about this school, which is %(id)s to %(source)s. Is it the right file?")
    raise refuse("orgs.csv", reason % {"id": known, "source": incoming.source}, column="sourcedId")


def _is_mapped(into: School, incoming: Incoming, wanted: SchoolWanted) -> bool:
    return bool(wanted.source_id) and (into.source, into.source_id) == (incoming.source, wanted.source_id)


def _known(wanted: SchoolWanted, incoming: Incoming) -> School | None:
    if not wanted.source_id:
        return None
    return School.objects.filter(source=incoming.source, source_id=wanted.source_id, source_claimed=True).first()


def _school_of(wanted: SchoolWanted, incoming: Incoming) -> School:
    known = _known(wanted, incoming)
    if known is None:
        return _new_school(wanted)
    if not incoming.named and known.name.casefold() != wanted.name.casefold():
        reason = _("The manifest names no source system, and %(id)s is another school here. Say which with --school.")
        raise refuse("orgs.csv", reason % {"id": wanted.source_id}, column="sourcedId")
    return known


def _new_school(wanted: SchoolWanted) -> School:
    groups = {member.year_group for member in wanted.members.values()} - {None}
    phase = phase_of(group for group in groups if group is not None)
    return School(name=wanted.name, slug=free_slug(wanted.name), phase=phase)


def free_slug(name: str) -> str:
    wanted = slugify(name)[:55] or "school"
    taken = set(School.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(
        slug
        for number in range(1, len(taken) + 2)
        if (slug := wanted if number == 1 else f"{wanted}-{number}") not in taken
    )


def claim(school: School, incoming: Incoming, wanted: SchoolWanted, *, claims: bool = True) -> None:
    """Save a new school, and remember in any school who its sender is: the first who names it, for good.

    Args:
        claims: whether the identifier is the school's own from now on, so that a roster of many schools finds it by
            that. What a school hands in for itself is remembered for this school alone: anybody can write a file.
    """
    if school.pk is None:
        school.slug = free_slug(school.name)
        school.source, school.source_id, school.source_claimed = incoming.source, wanted.source_id, claims
        school.save()
    elif wanted.source_id and (not school.source_id or (claims and not school.source_claimed)):
        school.source, school.source_id, school.source_claimed = incoming.source, wanted.source_id, claims
        school.save(update_fields=["source", "source_id", "source_claimed"])
