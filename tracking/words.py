"""Phases and year groups in the words that fit who reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracking.models import Judgement

NOT_LOOKED_FOR = gettext_lazy("Not looked for")


class Worded(Protocol):
    """A phase, as the framework words it."""

    @property
    def number(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def meaning(self) -> str: ...
    @property
    def early_label(self) -> str: ...


@dataclass(frozen=True)
class PhaseWords:
    """One phase as it is offered: the number to press, its words and what they mean."""

    number: int
    label: str
    meaning: str


def choices_of(phases: Iterable[Worded], *, early: bool) -> list[PhaseWords]:
    """What can be chosen; for the youngest, phases that share their early words are offered once."""
    found: dict[str, PhaseWords] = {}
    for phase in phases:
        label = label_of(phase, early=early)
        found.setdefault(label, PhaseWords(phase.number, label, phase.meaning))
    return list(found.values())


def label_of(phase: Worded, *, early: bool) -> str:
    return (early and phase.early_label) or phase.label


def labels_of(phases: Iterable[Worded], *, early: bool) -> dict[int | None, Any]:
    """Phase number → its words; None → "Not looked for"."""
    return {None: NOT_LOOKED_FOR, **{phase.number: label_of(phase, early=early) for phase in phases}}


def judgement_in_words(judgement: Judgement, phases: Iterable[Worded], *, early: bool) -> str:
    """A teacher's judgement as a sentence to the student; the youngest hear no phase."""
    if judgement.phase is None:
        return _("Your teacher has not looked for this yet.")
    phase = next((phase for phase in phases if phase.number == judgement.phase), None)
    if judgement.phase == 0 or phase is None:
        return _("Your teacher is looking out for this.")
    if early:
        return _("Your teacher sees you do this: “%(words)s”.") % {"words": label_of(phase, early=True).lower()}
    return _("Your teacher says: “%(label)s”. %(meaning)s.") % {
        "label": phase.label,
        "meaning": phase.meaning.rstrip("."),
    }


def year_words(year_groups: Iterable[int]) -> str:
    """ "Reception", "Year 4", "Years 3 and 4"."""
    years = sorted(set(year_groups))
    if not years:
        return ""
    if len(years) > 1 and years[0] > 0:
        return _("Years %(first)s to %(last)s") % {"first": years[0], "last": years[-1]}
    return ", ".join(_year(year) for year in years)


def _year(year: int) -> str:
    if year < 1:
        return _("Reception") if year == 0 else _("Nursery")
    return _("Year %(number)s") % {"number": year}
