"""Frameworks of learning behaviours and the few a term is about.

A framework is a version. Once any record refers to its behaviours its words stay as they are; changing them begins a
new version, and every series of figures shows the break.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from school.models import Member, School, Term
from vision.carrying import carry_over, let_go
from vision.models import Behaviour, BehaviourMapping, Focus, Framework, Phase, Strength
from vision.presets import PRESETS, Preset
from vision.queries import live_framework
from vision.taking_back import begin_change, change_of
from vision.use import check_can_reword
from vision.wording import BANDS

__all__ = ["PRESETS", "adopt_framework", "declare_focus"]

MOST_FOCUS_BEHAVIOURS = 4
"""Behaviours a term. Tracking many at once multiplies the work and teaches nobody to see any of them well."""

WORDS = ("label", "definition", "child_wording", *BANDS, "look_for", "icon", "tint")
"""The fields that make up a behaviour's wording."""


@transaction.atomic
def adopt_framework(*, school: School, preset: str, by: Member | None, on: datetime.date) -> Framework:
    """Begin with a preset. The framework in use until now is retired, never deleted: records go on pointing at it."""
    if preset not in PRESETS:
        raise ValidationError(_("Choose one of the frameworks offered."))
    live = live_framework(school)
    if live and live.preset == preset:
        raise ValidationError(_("%(name)s is already your framework.") % {"name": live.name})
    chosen = PRESETS[preset]
    with begin_change(school, _("Began with %(name)s") % {"name": chosen.name}, by=by) as change:
        framework = _begin_version(school=school, name=chosen.name, preset=preset, live=live, on=on)
        change.counts = {"framework": framework.pk}
        _lay_out(framework, chosen)
        if live:
            _map_by_key(live, framework)
    return framework


@transaction.atomic
def begin_new_version(*, framework: Framework, by: Member, on: datetime.date) -> Framework:
    """A copy of the framework whose words may change until something is recorded against it."""
    if framework.retired_on:
        raise ValidationError(_("Only the framework in use can have a new version."))
    behaviours, phases = list(framework.behaviours.all()), list(framework.phases.all())
    named = {"name": framework.name, "preset": framework.preset}
    with begin_change(framework.school, _("Began this version"), by=by) as change:
        new = _begin_version(school=framework.school, live=framework, on=on, **named)
        change.counts = {"framework": new.pk}
        _copy_into(new, [*behaviours, *phases])
        _map_by_key(framework, new)
    return new


def _copy_into(framework: Framework, rows: Sequence[Behaviour | Phase]) -> None:
    for row in rows:
        row.pk, row.framework_id = None, framework.pk
        row._state.adding = True
    Behaviour.objects.bulk_create([row for row in rows if isinstance(row, Behaviour)])
    Phase.objects.bulk_create([row for row in rows if isinstance(row, Phase)])


def _map_by_key(older: Framework, newer: Framework) -> None:
    """The first lines of the crosswalk: what has the same key means the same, or overlaps where its words differ."""
    before = {each.key: each for each in older.behaviours.all()}
    lines = BehaviourMapping.objects.bulk_create(
        BehaviourMapping(
            school_id=newer.school_id,
            from_behaviour=before[each.key],
            to_behaviour=each,
            strength=Strength.SAME if _meaning(each) == _meaning(before[each.key]) else Strength.OVERLAPS,
        )
        for each in newer.behaviours.all()
        if each.key in before
    )
    carry_over(lines)


def _meaning(behaviour: Behaviour) -> tuple[str, str]:
    return behaviour.label, behaviour.definition


def _begin_version(*, school: School, name: str, preset: str, live: Framework | None, on: datetime.date) -> Framework:
    if live:
        Framework.objects.filter(pk=live.pk).update(retired_on=on)
    earlier = Framework.objects.filter(school=school, preset=preset).aggregate(last=Max("version"))["last"] or 0
    return Framework.objects.create(school=school, name=name, preset=preset, version=earlier + 1, adopted_on=on)


def _lay_out(framework: Framework, preset: Preset) -> None:
    own = {"school": framework.school, "framework": framework}
    Behaviour.objects.bulk_create(
        Behaviour(**own, position=position, **row) for position, row in enumerate(preset.behaviours)
    )
    Phase.objects.bulk_create(Phase(**own, **row) for row in preset.phases)


class SomebodyReworded(ValidationError):
    """Somebody saved other words meanwhile; ``theirs`` is the behaviour with those."""

    def __init__(self, theirs: Behaviour) -> None:
        super().__init__(_("Somebody saved other words meanwhile. Both are below; nothing is lost."))
        self.theirs = theirs


@transaction.atomic
def reword_behaviour(
    *,
    behaviour: Behaviour,
    words: dict[str, str],
    by: Member,
    edition: int | None = None,
    same_meaning: bool = True,
) -> Behaviour:
    """Give a behaviour the school's own words, icon or tint.

    Args:
        words: any of :data:`WORDS`.
        edition: the one that the writer began from; refused when there is a later one.
        same_meaning: whether it still means what it meant. If not it becomes a behaviour of its own: its key changes,
            the crosswalk says that it overlaps with what it was, and its own check-in questions end.
    """
    Framework.objects.select_for_update().get(pk=behaviour.framework_id)
    behaviour = Behaviour.objects.select_related("framework").get(pk=behaviour.pk)
    check_can_reword(behaviour.framework)
    if edition is not None and edition != behaviour.edition:
        raise SomebodyReworded(behaviour)
    for field, value in words.items():
        if field not in WORDS:
            raise ValueError(f"{field} is not part of a behaviour's wording")
        setattr(behaviour, field, value)
    with change_of(behaviour.framework, _("Reworded %(label)s") % {"label": behaviour.label}, by=by):
        if not same_meaning:
            taken = set(behaviour.framework.behaviours.values_list("key", flat=True))
            behaviour.key = free_key(behaviour.label, taken)
            behaviour.mapped_from.update(strength=Strength.OVERLAPS)
            let_go(behaviour)
        behaviour.edition += 1
        behaviour.full_clean()
        behaviour.save()
    return behaviour


@transaction.atomic
def add_behaviour(*, framework: Framework, words: dict[str, str], by: Member) -> Behaviour:
    """A behaviour of the school's own, at the end of the framework."""
    check_can_reword(framework)
    keys = set(framework.behaviours.values_list("key", flat=True))
    last = framework.behaviours.aggregate(last=Max("position"))["last"]
    behaviour = Behaviour(
        school=framework.school,
        framework=framework,
        key=free_key(words.get("label", ""), keys),
        position=0 if last is None else last + 1,
        **words,
    )
    behaviour.full_clean()
    with change_of(framework, _("Added %(label)s") % {"label": behaviour.label}, by=by):
        behaviour.save()
    return behaviour


def free_key(label: str, taken: set[str]) -> str:
    stem = f"own_{slugify(label).replace('-', '_')}"[:34] or "own"
    return next(key for key in (stem, *(f"{stem}_{n}" for n in range(2, 1000))) if key not in taken)


@transaction.atomic
def declare_focus(*, term: Term, behaviours: Sequence[Behaviour], by: Member | None, on: datetime.date) -> list[Focus]:
    """Say which behaviours a term is about; this replaces what was declared before.

    A focus is declared before it is measured: ``declared_on`` stays with a behaviour that is kept, so that a report
    can tell a behaviour chosen at the start of the term from one chosen when its figures were already in.

    Raises:
        ValidationError: more than four behaviours, or one that is not in the school's live framework.
    """
    wanted = list(dict.fromkeys(behaviours))
    check_can_declare(term, wanted)
    Focus.objects.filter(term=term).exclude(behaviour__in=wanted).delete()
    kept = set(Focus.objects.filter(term=term).values_list("behaviour_id", flat=True))
    Focus.objects.bulk_create(
        Focus(school=term.school, term=term, behaviour=behaviour, declared_on=on)
        for behaviour in wanted
        if behaviour.pk not in kept
    )
    return list(Focus.objects.filter(term=term).select_related("behaviour"))


def check_can_declare(term: Term, behaviours: Sequence[Behaviour]) -> None:
    if not behaviours:
        raise ValidationError(_("Choose at least one behaviour."))
    if len(behaviours) > MOST_FOCUS_BEHAVIOURS:
        raise ValidationError(_("Choose at most %(most)d behaviours for a term.") % {"most": MOST_FOCUS_BEHAVIOURS})
    live = live_framework(term.school)
    if not live or any(behaviour.framework_id != live.pk for behaviour in behaviours):
        raise ValidationError(_("A focus is chosen from the school's present framework."))
