"""What belongs to a behaviour without anybody having used it: it goes on where the behaviour means the same.

A model says so of itself by ``GOES_ON_WITH_BEHAVIOUR = True``, as the check-in's own questions do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import models

from vision.models import Behaviour, BehaviourMapping, Strength


def belongings() -> Iterator[tuple[type[models.Model], str]]:
    """The models, each with the name of its field that leads to the behaviour."""
    for field in Behaviour._meta.get_fields(include_hidden=True):
        if isinstance(field, models.ForeignObjectRel) and getattr(field.related_model, "GOES_ON_WITH_BEHAVIOUR", False):
            yield field.related_model, field.remote_field.name


def carry_over(lines: Iterable[BehaviourMapping]) -> None:
    """Along each line of the crosswalk that says "the same"; whoever has something of its own keeps just that."""
    goes_to = {line.from_behaviour_id: line.to_behaviour_id for line in lines if line.strength == Strength.SAME}
    for model, behaviour in belongings():
        known = model._default_manager.filter(**{f"{behaviour}__in": [*goes_to, *goes_to.values()]}).order_by("pk")
        of = f"{behaviour}_id"
        rows = list(known)
        have = {getattr(row, of) for row in rows}
        new = [row for row in rows if goes_to.get(getattr(row, of)) not in {None, *have}]
        for row in new:
            setattr(row, of, goes_to[getattr(row, of)])
            row.pk, row._state.adding = None, True
        model._default_manager.bulk_create(new)


def let_go(behaviour: Behaviour) -> None:
    """With a new meaning, nothing that spoke of the old one."""
    for model, field in belongings():
        model._default_manager.filter(**{field: behaviour}).delete()
