"""The crosswalk: what behaviours of one framework are in another.

Only what is the same is ever counted together. Phases are never carried over: they belong to their framework's words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from school.models import Member, School
from vision.carrying import carry_over
from vision.models import Behaviour, BehaviourMapping, Framework, NameMapping, Strength
from vision.presets import PRESETS
from vision.taking_back import change_of


def mappings_in(school: School) -> QuerySet[BehaviourMapping]:
    """Every line of the crosswalk, newest frameworks first."""
    lines = BehaviourMapping.objects.filter(school=school).order_by(
        "-to_behaviour__framework", "to_behaviour__position", "from_behaviour__position"
    )
    return lines.select_related("from_behaviour__framework", "to_behaviour__framework")


def names_in(school: School) -> QuerySet[NameMapping]:
    """What the school's behaviours are called elsewhere."""
    return NameMapping.objects.filter(school=school).select_related("behaviour__framework")


@transaction.atomic
def map_behaviours(*, older: Behaviour, newer: Behaviour, strength: str, by: Member) -> BehaviourMapping:
    """Say, or say anew, how far two behaviours of the school are the same."""
    if older.framework_id == newer.framework_id:
        raise ValidationError(_("Choose behaviours of two frameworks."))
    line = BehaviourMapping.objects.filter(
        school=by.school_id, from_behaviour__in=[older, newer], to_behaviour__in=[older, newer]
    ).first()
    line = line or BehaviourMapping(school_id=by.school_id, from_behaviour=older, to_behaviour=newer)
    line.strength = strength
    line.full_clean()
    with change_of(newer.framework, _("Crosswalk of %(label)s") % {"label": newer.label}, by=by, of_words=False):
        line.save()
        carry_over([line])
    return line


@transaction.atomic
def name_elsewhere(*, behaviour: Behaviour, preset: str, key: str, strength: str, by: Member) -> NameMapping:
    """Say which behaviour of a published set this one stands beside."""
    if preset not in PRESETS or key not in {row["key"] for row in PRESETS[preset].behaviours}:
        raise ValidationError(_("Choose one of the behaviours offered."))
    with change_of(
        behaviour.framework, _("Crosswalk of %(label)s") % {"label": behaviour.label}, by=by, of_words=False
    ):
        line, _new = NameMapping.objects.update_or_create(
            school_id=by.school_id, behaviour=behaviour, preset=preset, key=key, defaults={"strength": strength}
        )
    return line


def same_as(behaviours: Iterable[Behaviour]) -> dict[int, set[int]]:
    """For each behaviour the ids of all that mean the same, its own among them: what may be counted together."""
    wanted = list(behaviours)
    beside: defaultdict[int, set[int]] = defaultdict(set)
    lines = BehaviourMapping.objects.filter(school__in={each.school_id for each in wanted}, strength=Strength.SAME)
    for one, other in lines.order_by().values_list("from_behaviour", "to_behaviour"):
        beside[one].add(other)
        beside[other].add(one)
    return {each.pk: _reached(each.pk, beside) for each in wanted}


def dropped_between(older: Framework, newer: Framework) -> list[Behaviour]:
    """Behaviours of an older framework that lead to none of the newer one, by whatever strength."""
    onward: defaultdict[int, set[int]] = defaultdict(set)
    lines = BehaviourMapping.objects.filter(school=older.school_id).order_by()
    for one, other in lines.values_list("from_behaviour", "to_behaviour"):
        onward[one].add(other)
    now = set(newer.behaviours.values_list("pk", flat=True))
    return [each for each in older.behaviours.all() if not _reached(each.pk, onward) & now]


def _reached(start: int, ways: dict[int, set[int]]) -> set[int]:
    found, ahead = {start}, [start]
    while ahead:
        new = ways.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return found
