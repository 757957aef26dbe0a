"""Splitting, merging, ordering and removing behaviours of a framework that nothing is recorded with yet.

The crosswalk is written by itself: what a part or a whole was made of overlaps with it, and never means the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.models import Member
from vision.behaviours import free_key
from vision.models import Behaviour, BehaviourMapping, Framework, Strength
from vision.taking_back import change_of
from vision.use import check_can_reword

MOST_PARTS = 4
"""Parts of one behaviour. More are no split but a new framework."""


@transaction.atomic
def split_behaviour(*, behaviour: Behaviour, labels: Sequence[str], by: Member) -> list[Behaviour]:
    """Two or more in the place of one, each with its words to be changed. The check-in asks about none of them yet."""
    framework = _held(behaviour.framework_id)
    names = list(dict.fromkeys(label.strip() for label in labels if label.strip()))
    if not 2 <= len(names) <= MOST_PARTS:
        raise ValidationError(_("Name two to %(most)d different parts.") % {"most": MOST_PARTS})
    kept = _in_order(framework)
    at, forebears = _place(behaviour, kept), _forebears([behaviour])
    with change_of(framework, _("Split %(label)s") % {"label": behaviour.label}, by=by):
        parts = [_made_from(behaviour, label=name, forebears=forebears) for name in names]
        framework.behaviours.filter(pk=behaviour.pk).delete()
        _number([*kept[:at], *parts, *kept[at + 1 :]])
    return parts


@transaction.atomic
def merge_behaviours(*, behaviours: Sequence[Behaviour], label: str, by: Member) -> Behaviour:
    """One in the place of several, beginning with the words of the first."""
    chosen = list(dict.fromkeys(behaviours))
    if len(chosen) < 2 or len({each.framework_id for each in chosen}) != 1:
        raise ValidationError(_("Choose at least two behaviours of the present framework."))
    framework = _held(chosen[0].framework_id)
    kept = _in_order(framework)
    first = min(_place(each, kept) for each in chosen)
    with change_of(framework, _("Made several one: %(label)s") % {"label": label.strip()}, by=by):
        whole = _made_from(kept[first], label=label.strip(), forebears=_forebears(chosen))
        rest = [
            whole if place == first else each for place, each in enumerate(kept) if place == first or each not in chosen
        ]
        framework.behaviours.filter(pk__in=[each.pk for each in chosen]).delete()
        _number(rest)
    return whole


@transaction.atomic
def remove_behaviour(*, behaviour: Behaviour, by: Member) -> Behaviour:
    """Leave it out. Earlier frameworks keep theirs, and the crosswalk names it as dropped."""
    framework = _held(behaviour.framework_id)
    with change_of(framework, _("Left out %(label)s") % {"label": behaviour.label}, by=by):
        framework.behaviours.filter(pk=behaviour.pk).delete()
        _number(_in_order(framework))
    return behaviour


@transaction.atomic
def move_behaviour(*, behaviour: Behaviour, steps: int, by: Member) -> Behaviour:
    """Up (−1) or down (1) in the order; at an end it stays where it is."""
    framework = _held(behaviour.framework_id)
    order = _in_order(framework)
    at = _place(behaviour, order)
    goes_to = min(max(0, at + steps), len(order) - 1)
    if goes_to == at:
        return behaviour
    order.insert(goes_to, order.pop(at))
    with change_of(framework, _("Moved %(label)s") % {"label": behaviour.label}, by=by):
        _number(order)
    return behaviour


def _held(framework_id: int) -> Framework:
    """The framework, for this act alone: two people who reshape it at once do so one after the other."""
    framework = Framework.objects.select_for_update().get(pk=framework_id)
    check_can_reword(framework)
    return framework


def _in_order(framework: Framework) -> list[Behaviour]:
    return list(framework.behaviours.order_by("position", "pk"))


def _place(behaviour: Behaviour, order: Sequence[Behaviour]) -> int:
    if behaviour not in order:
        raise ValidationError(_("Somebody has changed this behaviour meanwhile. Look at the list again."))
    return order.index(behaviour)


def _forebears(behaviours: Iterable[Behaviour]) -> list[int]:
    lines = BehaviourMapping.objects.filter(to_behaviour__in=behaviours).order_by("from_behaviour")
    return list(lines.values_list("from_behaviour", flat=True).distinct())


def _made_from(behaviour: Behaviour, *, label: str, forebears: Iterable[int]) -> Behaviour:
    fields = [field.attname for field in Behaviour._meta.concrete_fields if not field.primary_key]
    made = Behaviour(**{name: getattr(behaviour, name) for name in fields})
    made.label, made.edition = label, 1
    made.key = free_key(label, set(behaviour.framework.behaviours.values_list("key", flat=True)))
    made.full_clean()
    made.save()
    BehaviourMapping.objects.bulk_create(
        BehaviourMapping(school_id=made.school_id, from_behaviour_id=pk, to_behaviour=made, strength=Strength.OVERLAPS)
        for pk in forebears
    )
    return made


def _number(behaviours: Sequence[Behaviour]) -> None:
    for place, each in enumerate(behaviours):
        each.position = place
    Behaviour.objects.bulk_update(behaviours, ["position"])
